using System.Text;
using CsCheck;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Exposure;
using Hippique.Racing;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Exposure;

/// <summary>Limits that the user sets on a page, beside those of the environment; pauses.</summary>
public sealed class ChosenLimitsTests
{
    private static readonly DateTimeOffset Noon = new(2031, 3, 14, 11, 0, 0, TimeSpan.Zero);
    private readonly MemoryArtifactStore _store = new();
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly List<HippiqueEvent> _heard = [];
    private readonly ChosenLimits _chosen;

    public ChosenLimitsTests() =>
        _chosen = new ChosenLimits(_store, new EventBus([new Listener(_heard)], _clock, NullLogger<EventBus>.Instance), _clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(30, 20, 20)]
    [InlineData(20, 30, 20)]
    [InlineData(null, 30, 30)]
    [InlineData(30, null, 30)]
    [InlineData(null, null, null)]
    public async Task Of_environment_and_page_the_lower_one_holds(int? environment, int? page, int? holds)
    {
        await SetAsync(page);

        (await DailyAsync(environment)).ShouldBe(holds);
    }

    [Theory]
    [InlineData(50)]
    [InlineData(null)]
    public async Task Raised_limit_holds_a_day_later_and_a_lower_one_at_once(int? raised)
    {
        await SetAsync(20);
        (await DailyAsync(null)).ShouldBe(20);
        _clock.Advance(TimeSpan.FromDays(3));
        await SetAsync(raised);
        (await DailyAsync(null)).ShouldBe(20);
        (await Look(null)).ChosenCooledAt.ShouldBe(_clock.GetUtcNow() + TimeSpan.FromHours(24));
        _clock.Advance(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        (await DailyAsync(null)).ShouldBe(20);
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await DailyAsync(null)).ShouldBe(raised);
        (await Look(null)).ChosenCooledAt.ShouldBeNull();
    }

    [Fact]
    public async Task Raise_that_is_sent_again_begins_no_day_anew_and_tells_nobody()
    {
        await SetAsync(20);
        _clock.Advance(TimeSpan.FromDays(2));
        await SetAsync(50);
        _clock.Advance(TimeSpan.FromHours(20));
        await SetAsync(50);
        await _chosen.PauseAsync(TimeSpan.FromHours(1), "owner", Cancel);
        _clock.Advance(TimeSpan.FromHours(4));

        (await DailyAsync(null)).ShouldBe(50);
        _heard.Count(happened => happened is HippiqueEvent.LimitsChanged).ShouldBe(3);
    }

    [Fact]
    public async Task Pause_is_a_limit_of_nothing_until_its_end_whatever_is_set_meanwhile()
    {
        await SetAsync(20);
        await _chosen.PauseAsync(TimeSpan.FromDays(7), "owner", Cancel);
        (await _chosen.PauseAsync(TimeSpan.FromDays(1), "owner", Cancel)).ShouldBeFalse();
        await SetAsync(null);
        _clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        (await DailyAsync(null)).ShouldBe(0);
        (await Limits(null).AtAsync(_clock.GetUtcNow(), Cancel)).PausedUntil.ShouldBe(Noon.AddDays(7));
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await DailyAsync(null)).ShouldBeNull();
        (await Look(null)).PausedUntil.ShouldBeNull();
    }

    [Fact]
    public async Task Pause_is_made_longer_by_a_longer_one()
    {
        await _chosen.PauseAsync(TimeSpan.FromDays(1), "owner", Cancel);
        (await _chosen.PauseAsync(TimeSpan.FromDays(30), "owner", Cancel)).ShouldBeTrue();
        (await Look(null)).PausedUntil.ShouldBe(Noon.AddDays(30));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(366)]
    public async Task Pause_without_a_length_or_of_years_is_refused(int days) =>
        await Should.ThrowAsync<ArgumentOutOfRangeException>(() => _chosen.PauseAsync(TimeSpan.FromDays(days), "owner", Cancel));

    [Fact]
    public async Task Line_that_somebody_cut_takes_neither_the_one_before_nor_the_next_one_away()
    {
        await SetAsync(20);
        var there = (await _store.GetAsync(ArtifactPaths.ChosenLimits, Cancel))!;
        await _store.PutIfUnchangedAsync(ArtifactPaths.ChosenLimits, there.With(Encoding.UTF8.GetBytes("{\"at\":")), there.Version, Cancel);
        (await DailyAsync(null)).ShouldBe(20);
        await SetAsync(10);
        (await DailyAsync(null)).ShouldBe(10);
    }

    [Fact]
    public async Task Clock_that_steps_back_makes_nothing_looser()
    {
        await SetAsync(20);
        await _chosen.PauseAsync(TimeSpan.FromDays(1), "owner", Cancel);
        var earlier = Noon.AddDays(-2);

        (await Limits(null).AtAsync(earlier, Cancel)).Daily.ShouldBe(Euro.Zero);
        (await Limits(null).LookAsync(earlier, Cancel)).Chosen.Daily.ShouldBe(new Euro(20));
    }

    /// <summary>Whatever is set where and when, what holds is never above what either place has had for the last day.</summary>
    [Fact]
    public void Limit_in_force_is_never_above_either_place_and_a_raise_never_holds_before_its_day() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 50], Gen.Int[0, 40])
            .List[1, 12]
            .Sample(
                steps =>
                {
                    var (store, clock) = (new MemoryArtifactStore(), new FakeTimeProvider(Noon));
                    var chosen = new ChosenLimits(store, new EventBus([], clock, NullLogger<EventBus>.Instance), clock);
                    var set = new List<(DateTimeOffset At, bool OnPage, int Euros)>();
                    var environment = 100;
                    foreach (var (onPage, euros, hours) in steps)
                    {
                        clock.Advance(TimeSpan.FromHours(hours));
                        if (onPage)
                            chosen.SetAsync(Daily(euros), "owner", Cancel).GetAwaiter().GetResult();
                        else
                            environment = euros;
                        set.Add((clock.GetUtcNow(), onPage, euros));
                        var now = clock.GetUtcNow();
                        var holds = Of(store, environment).AtAsync(now, Cancel).GetAwaiter().GetResult().Daily!.Value.Amount;
                        foreach (var place in set.GroupBy(one => one.OnPage))
                        {
                            holds.ShouldBeLessThanOrEqualTo(place.Last().Euros);
                            // All of the last day, and the one that stood when it began.
                            var day = place.Where(one => one.At > now.AddDays(-1)).Select(one => one.Euros);
                            var before = place.Where(one => one.At <= now.AddDays(-1)).Select(one => one.Euros).TakeLast(1);
                            holds.ShouldBeLessThanOrEqualTo(day.Concat(before).Min());
                        }
                    }
                },
                iter: 300
            );

    private static PlayLimits Daily(int? euros) => PlayLimits.None with { Daily = euros is { } amount ? new Euro(amount) : null };

    private static CooledLimits Of(IArtifactStore store, int? environment) =>
        new(store, PhaseBench.Settings with { DailyLimit = environment is { } amount ? new Euro(amount) : null });

    private CooledLimits Limits(int? environment) => Of(_store, environment);

    private Task<bool> SetAsync(int? euros) => _chosen.SetAsync(Daily(euros), "owner", Cancel);

    private async Task<int?> DailyAsync(int? environment) =>
        (int?)(await Limits(environment).AtAsync(_clock.GetUtcNow(), Cancel)).Daily?.Amount;

    private Task<LimitsReport> Look(int? environment) => Limits(environment).LookAsync(_clock.GetUtcNow(), Cancel);

    private sealed class Listener(List<HippiqueEvent> heard) : IEventListener
    {
        public void Heard(HippiqueEvent happened) => heard.Add(happened);
    }
}
