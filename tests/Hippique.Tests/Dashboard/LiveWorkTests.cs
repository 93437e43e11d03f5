using Hippique.Dashboard.Replay;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Dashboard;

/// <summary>When a replay waits for the live day.</summary>
public sealed class LiveWorkTests
{
    private static readonly DateTimeOffset Off = new(2026, 3, 14, 14, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _clock = new(Off.AddMinutes(-40));
    private readonly MemoryTaskStore _store = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_a_minute_before_an_H5_until_it_has_ended()
    {
        var live = Live();
        var (h30, h5) = (InventedTasks.H30(Off), InventedTasks.H5(Off));
        await _store.AddAsync(h30, Token);
        await _store.AddAsync(h5, Token);

        // H-30 is not waited for: it has a quarter of an hour.
        (await AtAsync(live, h30.DueAt)).ShouldBeFalse();
        (await AtAsync(live, h5.DueAt - LiveWork.Before - TimeSpan.FromSeconds(1))).ShouldBeFalse();
        (await AtAsync(live, h5.DueAt - LiveWork.Before)).ShouldBeTrue();
        (await AtAsync(live, h5.DueAt)).ShouldBeTrue();
        await _store.EndAsync(h5.Name, new TaskEnd.Done(), _clock.GetUtcNow(), Token);

        (await AtAsync(live, h5.DueAt + LiveWork.Look)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_H5_that_nobody_carries_out_is_waited_for_until_its_grace_is_over()
    {
        var live = Live();
        var h5 = InventedTasks.H5(Off);
        await _store.AddAsync(h5, Token);

        (await AtAsync(live, h5.GraceUntil)).ShouldBeTrue();
        (await AtAsync(live, h5.GraceUntil.AddSeconds(1))).ShouldBeFalse();
    }

    private LiveWork Live() => new(new TaskQueue(_store, new FakeTaskTimer(), _clock), _clock);

    private ValueTask<bool> AtAsync(LiveWork live, DateTimeOffset moment)
    {
        _clock.SetUtcNow(moment);
        return live.IsNearAsync(Token);
    }
}
