using Hippique.Orchestration.Results;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using static Hippique.Orchestration.Tests.Results.InventedResults;

namespace Hippique.Orchestration.Tests.Results;

/// <summary>Asking and settling at once, as <c>POST /results</c> and <c>hippique settle</c> do.</summary>
public sealed class SettleHandlerTests
{
    private static readonly SettleOrder Race = new SettleOrder.OfRace(InventedRaces.Id);
    private static readonly SettleOrder Day = new SettleOrder.OfDay(InventedRaces.Day);
    private readonly PhaseBench _bench = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Race_that_was_run_is_settled_at_once()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Arrival("1 2", Win(1, 3m));

        var settled = await SettleAsync(Race);

        settled.AllEnded.ShouldBeTrue();
        (settled.Date, settled.ToCome).ShouldBe((InventedRaces.Day, 0));
        var race = settled.Races.ShouldHaveSingleItem();
        (race.State, race.IsNews, race.HasEnded, race.Refusals.Count).ShouldBe((RaceEndState.Official, true, true, 0));
        race.Tickets.ShouldHaveSingleItem().Returned.ShouldBe(new Euro(6));
        race.Result!.Arrival.Count.ShouldBe(2);

        (await SettleAsync(Race)).Races[0].IsNews.ShouldBeFalse();
        _bench.ZEturf.ResultsAsked.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(4.99, RaceEndState.NotOver, 0)]
    [InlineData(5, RaceEndState.NotYet, 1)]
    public async Task Race_is_asked_for_from_five_minutes_after_its_off(double minutes, RaceEndState state, int asked)
    {
        await PlayedAsync();

        var settled = await SettleAsync(Race, minutes);

        settled.AllEnded.ShouldBeFalse();
        settled.Races.ShouldHaveSingleItem().State.ShouldBe(state);
        _bench.ZEturf.ResultsAsked.Count.ShouldBe(asked);
        var day = await SettleAsync(Day, minutes);
        (day.Races.Count, day.ToCome).ShouldBe((asked, 1 - asked));
        day.AllEnded.ShouldBe(asked == 0);
    }

    [Theory]
    [InlineData(ResultState.Provisional, RaceEndState.Provisional, SettledState.Unsettled)]
    [InlineData(ResultState.CalledOff, RaceEndState.CalledOff, SettledState.Refunded)]
    [InlineData(ResultState.NobodyClassified, RaceEndState.NobodyClassified, SettledState.Refunded)]
    public async Task Race_ends_as_its_source_states_it(ResultState stated, RaceEndState state, SettledState outcome)
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Arrival(stated == ResultState.Provisional ? "1" : "") with { State = stated };

        var race = (await SettleAsync(Race)).Races.ShouldHaveSingleItem();

        (race.State, race.HasEnded).ShouldBe((state, stated != ResultState.Provisional));
        race.Tickets.ShouldHaveSingleItem().Outcome.ShouldBe(outcome);
        race.IsNews.ShouldBe(race.HasEnded);
    }

    [Fact]
    public async Task Race_whose_sources_all_refuse_is_refused_with_their_reasons()
    {
        await PlayedAsync();
        _bench.ZEturf.ResultError = SourceErrorKind.Timeout;
        _bench.Pmu.ResultError = SourceErrorKind.Changed;

        var settled = await SettleAsync(Race);

        settled.Races.ShouldHaveSingleItem().State.ShouldBe(RaceEndState.Refused);
        settled.Races[0].Refusals.Count.ShouldBe(2);
        settled.CanRetry.ShouldBeTrue();
        settled.RetryAfter.ShouldBeNull();
        settled.Why.ShouldContain("changed");
        // A bad page can be mended; a source that has no results has none later.
        _bench.ZEturf.ResultError = SourceErrorKind.NotFound;
        (await SettleAsync(Race)).CanRetry.ShouldBeTrue();
        (_bench.ZEturf.ResultError, _bench.Pmu.ResultError) = (SourceErrorKind.NotOffered, SourceErrorKind.Robots);
        (await SettleAsync(Race)).CanRetry.ShouldBeFalse();
    }

    [Fact]
    public async Task Race_that_a_source_still_waits_for_is_no_reason_to_retry_at_once()
    {
        await PlayedAsync();
        _bench.ZEturf.ResultError = SourceErrorKind.Timeout;
        var settled = await SettleAsync(Race);
        settled.Races[0].State.ShouldBe(RaceEndState.NotYet);
        settled.CanRetry.ShouldBeFalse();
        // Nor is a race that has its end.
        _bench.Pmu.Results[InventedRaces.Id.Code] = Arrival("1");
        (await SettleAsync(Race)).CanRetry.ShouldBeFalse();
    }

    [Fact]
    public async Task Race_that_was_never_looked_at_is_asked_for_by_name_only()
    {
        await _bench.ScheduledAsync(Token);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Arrival("1 2", Win(1, 3m));

        (await SettleAsync(Day)).Races.ShouldBeEmpty();
        _bench.ZEturf.ResultsAsked.ShouldBeEmpty();
        var race = (await SettleAsync(Race)).Races.ShouldHaveSingleItem();

        (race.State, race.Tickets.Count).ShouldBe((RaceEndState.Official, 0));
        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token)).ShouldNotBeNull();
        (await _bench.TextAsync("2025-11-22/R1C3/settlement.json", Token)).ShouldBeNull();
        (await _bench.TextAsync("history/2025-11-22.jsonl", Token)).ShouldBeNull();
    }

    /// <summary>A whole day: what has its end and no ticket is not asked for again, what has a ticket is.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task Day_asks_for_what_is_missing_and_for_what_may_have_been_corrected(bool played, int asked)
    {
        await _bench.ScheduledAsync(Token);
        await _bench.RunAsync(Phase.H30, Token);
        if (played)
            await _bench.RunAsync(Phase.H5, Token);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Arrival("1 2", Win(1, 3m));

        (await SettleAsync(Day)).Races.ShouldHaveSingleItem().IsNews.ShouldBe(played);
        var again = (await SettleAsync(Day)).Races.ShouldHaveSingleItem();

        (again.State, again.IsNews).ShouldBe((RaceEndState.Official, false));
        _bench.ZEturf.ResultsAsked.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task Race_is_found_by_the_number_of_its_source()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Arrival("1", Win(1, 3m));
        var link = new RaceLink("pmu", InventedRaces.Day, InventedRaces.Id.Code, "https://pmu.example.invalid/R1C3");

        (await SettleAsync(new SettleOrder.OfLink(link))).Races.ShouldHaveSingleItem().Race.ShouldBe(InventedRaces.Id);
        (await UnknownAsync(new SettleOrder.OfLink(link with { Source = "geny" }))).ShouldBe("the plan of 2025-11-22 has no R1C3 of geny");
        (await UnknownAsync(new SettleOrder.OfLink(link with { Date = InventedRaces.Day.AddDays(1) }))).ShouldBe(
            "2025-11-23 has not been planned"
        );
    }

    [Fact]
    public async Task What_is_not_in_a_plan_is_said()
    {
        await PlayedAsync();
        (await UnknownAsync(new SettleOrder.OfRace(InventedRaces.Id with { Code = new RaceCode(9, 9) }))).ShouldBe(
            "the plan of 2025-11-22 has no R9C9"
        );
        (await UnknownAsync(new SettleOrder.OfDay(InventedRaces.Day.AddDays(1)))).ShouldBe("2025-11-23 has not been planned");
    }

    [Theory]
    [InlineData(false, RaceEndState.CalledOff, SettledState.Refunded)]
    [InlineData(true, RaceEndState.Official, SettledState.Won)]
    public async Task Race_that_the_plan_calls_off_is_refunded_unless_it_was_run(bool wasRun, RaceEndState state, SettledState outcome)
    {
        await PlayedAsync();
        await _bench.Plans.UpdateAsync(InventedRaces.Day, plan => plan! with { Races = [plan.Races[0] with { Cancelled = true }] }, Token);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Arrival("1", Win(1, 3m)) with
        {
            State = wasRun ? ResultState.Official : ResultState.Provisional,
        };

        var race = (await SettleAsync(Race)).Races.ShouldHaveSingleItem();

        race.State.ShouldBe(state);
        race.Tickets[0].Outcome.ShouldBe(outcome);
        var facts = (await _bench.TextAsync("2025-11-22/R1C3/settlement.json", Token))!;
        facts.ShouldContain(wasRun ? "\"result\": \"result.json\"" : "\"result\": null");
        facts.ShouldContain(wasRun ? "\"state\": \"official\"" : "\"state\": \"called_off\"");
    }

    private async Task PlayedAsync()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.RunAsync(Phase.H30, Token);
        await _bench.RunAsync(Phase.H5, Token);
    }

    private async Task<SettleResult.Settled> SettleAsync(SettleOrder order, double minutes = 20)
    {
        _bench.Clock.SetUtcNow(InventedRaces.Off.AddMinutes(minutes));
        return (await Handler().SettleAsync(order, Token)).ShouldBeOfType<SettleResult.Settled>();
    }

    private async Task<string> UnknownAsync(SettleOrder order) =>
        (await Handler().SettleAsync(order, Token)).ShouldBeOfType<SettleResult.Unknown>().Why.ToString();

    private SettleHandler Handler() => _bench.Get<SettleHandler>();
}
