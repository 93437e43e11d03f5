using Hippique.Sources.Http;
using Hippique.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Http;

public sealed class SharedSpacingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 10, 11, 0, 0, TimeSpan.Zero));
    private readonly ScriptedTurns _turns = new();
    private readonly LinesLogger<PoliteClient> _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_is_noted_when_the_request_was_sent_and_once()
    {
        var slot = (await OpenAsync())!;
        await slot.StartsAsync();
        await slot.SentAsync();
        await slot.SentAsync();
        await slot.DisposeAsync();

        _turns.Calls.ShouldBe(["claim", "sent"]);
    }

    [Fact]
    public async Task A_turn_in_which_nothing_was_sent_is_given_back()
    {
        await (await OpenAsync())!.DisposeAsync();

        _turns.Calls.ShouldBe(["claim", "back"]);
    }

    [Fact]
    public async Task Whoever_is_too_early_asks_again_after_what_is_left_or_a_distance_at_most()
    {
        _turns.Waits = new([TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(6)]);
        var opening = OpenAsync();

        _clock.Advance(TimeSpan.FromMilliseconds(300));
        opening.IsCompleted.ShouldBeFalse();
        _clock.Advance(Second);

        await (await opening)!.DisposeAsync();
        _turns.Calls.ShouldBe(["claim", "claim", "claim", "back"]);
    }

    [Fact]
    public async Task One_that_waits_lets_whoever_is_more_urgent_go_first()
    {
        _turns.Waits = new([Second]);
        var opening = OpenAsync(overtaken: true);
        _clock.Advance(Second);

        (await opening).ShouldBeNull();
    }

    [Fact]
    public async Task A_process_that_stood_still_with_its_turn_does_not_send()
    {
        var slot = (await OpenAsync())!;
        _clock.Advance(TimeSpan.FromSeconds(5));

        await Should.ThrowAsync<IOException>(async () => await slot.StartsAsync());
    }

    [Fact]
    public async Task A_turn_that_cannot_be_noted_is_said_and_costs_no_request()
    {
        _turns.IsAway = true;
        var slot = (await OpenAsync())!;
        await slot.StartsAsync();
        await slot.SentAsync();
        await slot.DisposeAsync();

        _log.Lines.ShouldHaveSingleItem().ShouldContain("was not noted among the nodes");
    }

    private Task<IHostSlot?> OpenAsync(bool overtaken = false) =>
        new SharedSpacing(_turns, "site.example", _clock, RealTime.Instance, _log).OpenAsync(Second, () => overtaken, Token);

    /// <summary>Grants a claim of six seconds once what is in the script has been waited for.</summary>
    private sealed class ScriptedTurns : IHostTurns
    {
        public Queue<TimeSpan> Waits { get; set; } = new();
        public bool IsAway { get; set; }
        public List<string> Calls { get; } = [];

        public Task<HostClaim> ClaimAsync(string host, TimeSpan distance, CancellationToken cancellationToken)
        {
            Calls.Add("claim");
            return Task.FromResult<HostClaim>(
                Waits.TryDequeue(out var wait)
                    ? new HostClaim.Wait(wait)
                    : new HostClaim.Granted(DateTime.UnixEpoch, TimeSpan.FromSeconds(6))
            );
        }

        public Task SentAsync(string host, HostClaim.Granted claim, TimeSpan distance) => NotedAsync("sent");

        public Task GiveBackAsync(string host, HostClaim.Granted claim) => NotedAsync("back");

        private Task NotedAsync(string call)
        {
            Calls.Add(call);
            return IsAway ? Task.FromException(new IOException("away")) : Task.CompletedTask;
        }
    }
}
