using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Replay;
using Hippique.Testing.Artifacts;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Actions;

public sealed class ActionLogTests
{
    private static readonly DateOnly Day = new(2025, 11, 22);
    private readonly IArtifactStore _store = new MemoryArtifactStore();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 11, 22, 11, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Action_has_who_when_from_where_and_what_came_of_it()
    {
        var order = Order("run-20251122-r1c3-h5");

        await Log()
            .RecordAsync(
                order,
                () =>
                {
                    _clock.Advance(TimeSpan.FromSeconds(3));
                    return Task.FromResult(7);
                },
                seven => ActionResult.Refused($"it is {seven}"),
                Token
            );

        var action = (await Log().ReadAsync(Day, Token)).ShouldHaveSingleItem();
        action.ShouldBe(
            new PersonAction
            {
                At = new DateTimeOffset(2025, 11, 22, 11, 0, 0, TimeSpan.Zero),
                Action = ActionKind.TaskCancel,
                Subject = "run-20251122-r1c3-h5",
                Who = order.Who,
                From = order.From,
                Outcome = ActionOutcome.Refused,
                Reason = "it is 7",
                EndedAt = new DateTimeOffset(2025, 11, 22, 11, 0, 3, TimeSpan.Zero),
                CorrelationId = "request-1",
            }
        );
    }

    [Fact]
    public async Task Without_its_first_line_nothing_is_done_and_that_is_said()
    {
        var broken = new BreakingStore(_store, failAt: 1);
        var done = false;

        var refused = await Should.ThrowAsync<ArtifactException>(() =>
            Log(broken).RecordAsync(Order(), () => Task.FromResult(done = true), _ => ActionResult.Done, Token)
        );

        done.ShouldBeFalse();
        refused.Message.ShouldStartWith("the action log cannot be written, so nothing was done: ");
        (await Log().ReadAsync(Day, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Action_whose_end_cannot_be_written_was_done_and_has_no_end()
    {
        var broken = new BreakingStore(_store, failAt: 2);

        (await Log(broken).RecordAsync(Order(), () => Task.FromResult(7), _ => ActionResult.Done, Token)).ShouldBe(7);

        var action = (await Log().ReadAsync(Day, Token)).ShouldHaveSingleItem();
        (action.Outcome, action.EndedAt).ShouldBe((ActionOutcome.Unknown, null));
    }

    [Fact]
    public async Task What_breaks_or_is_stopped_has_its_end_and_stays_the_callers()
    {
        await Should.ThrowAsync<InvalidOperationException>(() =>
            Log().RecordAsync<int>(Order(), () => throw new InvalidOperationException("a bug"), _ => ActionResult.Done, Token)
        );
        await Should.ThrowAsync<OperationCanceledException>(() =>
            Log().RecordAsync<int>(Order(), () => throw new OperationCanceledException(), _ => ActionResult.Done, Token)
        );

        (await Log().ReadAsync(Day, Token))
            .Select(action => (action.Outcome, action.Reason))
            .ShouldBe([(ActionOutcome.Failed, "a bug"), (ActionOutcome.Stopped, null)]);
    }

    [Fact]
    public async Task Actions_of_the_night_belong_to_the_evening_before_and_one_lies_whole_in_one_file()
    {
        _clock.SetUtcNow(new DateTimeOffset(2025, 11, 23, 2, 59, 0, TimeSpan.Zero));

        await Log()
            .RecordAsync(
                Order(),
                () =>
                {
                    _clock.Advance(TimeSpan.FromHours(1));
                    return Task.FromResult(1);
                },
                _ => ActionResult.Done,
                Token
            );

        (await Log().ReadAsync(Day, Token)).ShouldHaveSingleItem().Outcome.ShouldBe(ActionOutcome.Done);
        (await Log().ReadAsync(Day.AddDays(1), Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Line_of_a_newer_version_or_of_a_hand_hides_none_of_the_others()
    {
        await RecordAsync();
        await _store.AppendLinesAsync(
            ArtifactPaths.Actions(Day),
            "{\"at\":\"2025-11-22T11:00:00Z\",\"id\":\"x\",\"asked\":{\"action\":\"of_tomorrow\"}}\nnot json\n"u8.ToArray(),
            Token
        );
        await RecordAsync();

        (await Log().ReadAsync(Day, Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Of_many_at_once_each_is_there_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RecordAsync()));

        var actions = await Log().ReadAsync(Day, Token);
        actions.Count.ShouldBe(20);
        actions.ShouldAllBe(action => action.Outcome == ActionOutcome.Done);
    }

    /// <summary>It holds times of the run; two days that came to the same are the same.</summary>
    [Fact]
    public async Task No_comparison_of_a_day_sees_it()
    {
        await _store.PutIfAbsentAsync(ArtifactPaths.Plan(Day), "{}"u8.ToArray(), Token);
        var before = await ArtifactsHash.OfAsync(_store, ArtifactPaths.Day(Day), Token);

        await RecordAsync();

        (await ArtifactsHash.OfAsync(_store, ArtifactPaths.Day(Day), Token)).ShouldBe(before);
        ArtifactPaths.IsLog(ArtifactPaths.Actions(Day)).ShouldBeTrue();
    }

    [Fact]
    public async Task Day_that_is_cleared_loses_it()
    {
        await RecordAsync();
        _clock.Advance(TimeSpan.FromDays(11));
        await RecordAsync();
        _clock.Advance(TimeSpan.FromDays(1));
        var clearing = new DayClearing(_store, 10, _clock, NullLogger<DayClearing>.Instance);

        await clearing.ClearAsync(Token);

        (await _store.ListAsync("", Token)).ShouldBe(["2025-12-03/actions.log"]);
    }

    private Task<int> RecordAsync() => Log().RecordAsync(Order(), () => Task.FromResult(1), _ => ActionResult.Done, Token);

    private ActionLog Log(IArtifactStore? store = null) => new(store ?? _store, _clock, NullLogger<ActionLog>.Instance);

    private static ActionOrder Order(string? subject = null) =>
        new()
        {
            Action = ActionKind.TaskCancel,
            Subject = subject,
            Who = new Actor(ActorWay.Session, "player@example.com"),
            From = new ActionOrigin("203.0.113.7", ActionClient.Browser),
            CorrelationId = "request-1",
        };
}
