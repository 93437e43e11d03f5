using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Favourites;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Clocks;
using Hippique.Testing.Racing;
using Hippique.Testing.Tasks;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Health;

/// <summary>What everybody may ask costs one question at a time, and one in five seconds.</summary>
public sealed class RecentHealthTests
{
    private static readonly string Plan = ArtifactPaths.Plan(InventedRaces.Day);
    private readonly LeapingClock _clock = new(new DateTimeOffset(2025, 11, 22, 11, 0, 0, TimeSpan.Zero));
    private readonly DayVersions _versions = new();
    private readonly QueueStatus _queue = new();
    private readonly FakeTaskTimer _timer = new();
    private readonly HeldStore _held;
    private readonly VersionedArtifactStore _store;
    private readonly RecentHealth _health;

    public RecentHealthTests()
    {
        _held = new HeldStore(new MemoryArtifactStore(), Plan);
        _store = new VersionedArtifactStore(_held, _versions);
        _queue.OpenForCalls();
        _health = new RecentHealth(
            new HealthReader(
                new PlanStore(_store),
                new PlanTryStore(_store),
                new PlanPauseStore(_store, _clock),
                new FavouriteBook(_store, NullLogger<FavouriteBook>.Instance),
                _store,
                new SourceSet([]),
                [],
                _timer,
                _queue,
                _clock
            ),
            _versions,
            _queue,
            _clock
        );
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_is_kept_for_five_seconds()
    {
        var first = await _health.ReadAsync(Cancelled);
        _clock.Advance(RecentHealth.MaxAge - TimeSpan.FromMilliseconds(1));
        var kept = await _health.ReadAsync(Cancelled);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        var next = await _health.ReadAsync(Cancelled);

        kept.ShouldBeSameAs(first);
        next.At.ShouldBe(first.At + RecentHealth.MaxAge);
        _held.Reads.ShouldBe(2);
    }

    [Fact]
    public async Task A_clock_that_is_put_back_an_hour_keeps_no_answer_longer()
    {
        await _health.ReadAsync(Cancelled);

        _clock.Leap = TimeSpan.FromHours(-1);
        _clock.Advance(RecentHealth.MaxAge);
        await _health.ReadAsync(Cancelled);

        _held.Reads.ShouldBe(2);
    }

    [Fact]
    public async Task All_who_come_meanwhile_share_one_question()
    {
        _held.Hold();
        var asking = Enumerable.Range(0, 20).Select(_ => _health.ReadAsync(Cancelled)).ToList();
        _clock.Advance(RecentHealth.MaxAge * 3);
        asking.Add(_health.ReadAsync(Cancelled));
        _held.Release();

        var answers = await Task.WhenAll(asking);

        answers.Distinct(ReferenceEqualityComparer.Instance).ShouldHaveSingleItem();
        _held.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task Who_leaves_ends_the_question_of_nobody_else()
    {
        _held.Hold();
        using var leaves = new CancellationTokenSource();
        var gone = _health.ReadAsync(leaves.Token);
        var stays = _health.ReadAsync(Cancelled);
        await leaves.CancelAsync();
        _held.Release();

        await Should.ThrowAsync<OperationCanceledException>(() => gone);
        (await stays).Queue.ShouldBe(QueueState.Running);
        _held.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task A_question_that_failed_is_not_repeated_sooner()
    {
        _held.Failure = new ArtifactException(Problem.Verbatim("the bucket does not answer"));
        await Should.ThrowAsync<ArtifactException>(() => _health.ReadAsync(Cancelled));
        await Should.ThrowAsync<ArtifactException>(() => _health.ReadAsync(Cancelled));
        _held.Reads.ShouldBe(1);

        _held.Failure = null;
        _clock.Advance(RecentHealth.MaxAge);

        (await _health.ReadAsync(Cancelled)).Plan.State.ShouldBe(PlanState.Missing);
    }

    [Fact]
    public async Task What_this_process_changes_is_seen_at_once()
    {
        (await _health.ReadAsync(Cancelled)).Plan.State.ShouldBe(PlanState.Missing);

        await new PlanTryStore(_store).UpdateAsync(InventedRaces.Day, tries => tries with { Failures = 2 }, Cancelled);
        (await _health.ReadAsync(Cancelled)).Plan.Failures.ShouldBe(2);

        await _health.ChangeAsync(() => _timer.PauseAsync(Cancelled));
        (await _health.ReadAsync(Cancelled)).Queue.ShouldBe(QueueState.Paused);

        _queue.Close();
        (await _health.ReadAsync(Cancelled)).Queue.ShouldBe(QueueState.Stopped);
        _held.Reads.ShouldBe(4);
    }

    /// <summary>An answer whose question began before the change would hide it.</summary>
    [Fact]
    public async Task A_change_during_a_question_is_asked_for_after_it()
    {
        _held.Hold();
        var before = _health.ReadAsync(Cancelled);
        await _health.ChangeAsync(() => _timer.PauseAsync(Cancelled));
        var after = _health.ReadAsync(Cancelled);
        SpinWait.SpinUntil(() => _held.Reads > 0, TimeSpan.FromSeconds(30)).ShouldBeTrue();
        _held.Reads.ShouldBe(1);
        _held.Release();

        await before;
        (await after).Queue.ShouldBe(QueueState.Paused);
        _held.Reads.ShouldBe(2);
    }
}
