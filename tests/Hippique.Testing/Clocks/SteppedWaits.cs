using Microsoft.Extensions.Time.Testing;

namespace Hippique.Testing.Clocks;

/// <summary>
/// Moves a clock in steps and lets what each step begins come to rest before the next, however long that takes in real time: everything that is under way then either has ended or waits here for
/// an instant of the clock.
/// </summary>
/// <param name="clock">Is moved by nobody else.</param>
/// <param name="underWay">How much is under way; whatever waits here is counted in it.</param>
public sealed class SteppedWaits(FakeTimeProvider clock, Func<int> underWay)
{
    private readonly Lock _gate = new();
    private readonly List<(DateTimeOffset Until, TaskCompletionSource Reached)> _waits = [];

    /// <summary>Returns when the clock shows the instant.</summary>
    public Task UntilAsync(DateTimeOffset instant)
    {
        lock (_gate)
        {
            if (clock.GetUtcNow() >= instant)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits.Add((instant, reached));
            return reached.Task;
        }
    }

    public async Task PassAsync(TimeSpan time, TimeSpan step)
    {
        for (var until = clock.GetUtcNow() + time; clock.GetUtcNow() < until; )
        {
            var left = until - clock.GetUtcNow();
            clock.Advance(left < step ? left : step);
            await RestAsync();
            Release();
            await RestAsync();
        }
    }

    /// <summary>Returns when nothing is under way but what waits here.</summary>
    public Task RestAsync() => BoundedWait.UntilAsync(() => underWay() == Waiting());

    private int Waiting()
    {
        lock (_gate)
            return _waits.Count;
    }

    // In the order of the instants.
    private void Release()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            foreach (var wait in _waits.Where(wait => wait.Until <= now).OrderBy(wait => wait.Until))
                wait.Reached.SetResult();
            _waits.RemoveAll(wait => wait.Until <= now);
        }
    }
}
