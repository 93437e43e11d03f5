using Hippique.Gpi.Inputs;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Racing;
using Hippique.Testing.Phases;
using static Hippique.Orchestration.Tests.Exposure.PlayedDays;

namespace Hippique.Orchestration.Tests.Exposure;

public sealed class PlayerStatesTests
{
    private readonly MemoryArtifactStore _store = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_NothingPlayed_IsEmpty()
    {
        var state = await OfAsync("R1C3", "15:00");
        state.ClosingLineValues.ShouldBeEmpty();
        (state with { ClosingLineValues = PlayerState.Empty.ClosingLineValues }).ShouldBe(PlayerState.Empty);
    }

    [Fact]
    public async Task Of_EarlierTicketsOfTheDay_AreAddedUp()
    {
        await DayAsync();
        var state = await OfAsync("R1C3", "15:00");
        state.DayStaked.ShouldBe(new Euro(7));
        state.DayExpectedProfit.ShouldBe(1.25, 1e-12);
        state.DayVariance.ShouldBe(30, 1e-12);
        // R1C1 and R1C2 at Valmorel; R2C1 is elsewhere, R1C4 starts later, R1C5 has no ticket.
        state.PlayedAtRacecourse.ShouldBe(2);
        (state.DailyLimit, state.WeeklyLimit, state.ExoticsPaused).ShouldBe((null, null, false));
    }

    [Fact]
    public async Task Of_RaceOfTheSameMinute_DoesNotCount()
    {
        await DayAsync();
        var state = await OfAsync("R2C2", "14:30", "SAINT-ELME");
        // R1C2 starts at 14:30 too.
        state.DayStaked.ShouldBe(new Euro(5));
        state.PlayedAtRacecourse.ShouldBe(1);
        (await OfAsync("R2C2", "14:31", "SAINT-ELME")).DayStaked.ShouldBe(new Euro(7));
    }

    [Fact]
    public async Task Of_WithALimit_EveryTicketThatIsWrittenCountsForIt()
    {
        await DayAsync();
        var limited = PhaseBench.Settings with { DailyLimit = new Euro(20), ExoticsPaused = true };
        var state = await OfAsync("R2C2", "14:30", "SAINT-ELME", limited);
        // Those of 14:30 and of 16:00 too.
        (state.DayStaked, state.DailyLimit, state.WeeklyLimit).ShouldBe((new Euro(11), new Euro(20), null));
        state.ExoticsPaused.ShouldBeTrue();
        // The others stay what they are without one.
        state.DayExpectedProfit.ShouldBe(.75, 1e-12);
        var weekly = PhaseBench.Settings with { WeeklyLimit = new Euro(50) };
        (await OfAsync("R2C2", "14:30", "SAINT-ELME", weekly)).WeekStaked.ShouldBe(new Euro(11));
    }

    [Fact]
    public async Task Of_OwnTicket_NeverCounts()
    {
        await DayAsync();
        // A run that was killed between its two files analyses again.
        (await OfAsync("R1C1", "14:01")).DayStaked.ShouldBe(new Euro(0));
    }

    [Fact]
    public async Task Of_Racecourse_IsTheSameInOtherSpellings()
    {
        await _store.PlanAsync(Day, "R1C1 HIPPODROME-DE-VINCENNES 14:00", "R1C3 PARIS-VINCENNES 15:00");
        await _store.TicketAsync(Id("R1C1"), Off("14:00"), 2);
        (await OfAsync("R1C3", "15:00", "Vincennes")).PlayedAtRacecourse.ShouldBe(1);
    }

    [Fact]
    public async Task Of_Week_IsThisDayAndTheSixBefore()
    {
        await DayAsync();
        for (var back = 1; back <= 7; back++)
        {
            await _store.PlanAsync(Day.AddDays(-back), "R1C1 VALMOREL 14:00");
            await _store.TicketAsync(Id("R1C1", Day.AddDays(-back)), Off("14:00", Day.AddDays(-back)), 1 << back);
        }
        // 2 + 4 + 8 + 16 + 32 + 64; the 128 of a week ago are out.
        (await OfAsync("R1C3", "15:00")).WeekStaked.ShouldBe(new Euro(7 + 126));
    }

    [Fact]
    public async Task Of_TicketsOfTomorrow_AreNotKnown()
    {
        await _store.PlanAsync(Day.AddDays(1), "R1C1 VALMOREL 08:00");
        await _store.TicketAsync(Id("R1C1", Day.AddDays(1)), Off("08:00", Day.AddDays(1)), 4);
        (await OfAsync("R1C3", "15:00")).WeekStaked.ShouldBe(Euro.Zero);
    }

    [Fact]
    public async Task Of_TicketWrittenMeanwhile_IsSeenByTheNextRace()
    {
        await DayAsync();
        var players = Players(PhaseBench.Settings);
        (await players.OfAsync(Card(Id("R1C3"), Off("15:00")), Off("15:00").AddMinutes(-5), Cancel)).PlayedAtRacecourse.ShouldBe(2);
        await _store.TicketAsync(Id("R1C3"), Off("15:00"), 3);
        (await players.OfAsync(Card(Id("R1C5"), Off("17:00")), Off("17:00").AddMinutes(-5), Cancel)).PlayedAtRacecourse.ShouldBe(4);
    }

    [Fact]
    public async Task Of_ClosingLineValues_AreTheLastThirtyTheLatestFirst()
    {
        var past = new ReplayedBettingHistory();
        past.Add(new BettingDay(Day.AddDays(-2), new Euro(1), [.. Enumerable.Range(0, 20).Select(i => 100.0 + i)]));
        past.Add(new BettingDay(Day.AddDays(-1), new Euro(2), [.. Enumerable.Range(0, 20).Select(i => 0.0 + i)]));
        // Neither the day itself nor a later one.
        past.Add(new BettingDay(Day, new Euro(4), [-1]));
        past.Add(new BettingDay(Day.AddDays(1), new Euro(8), [-2]));
        var players = PlayersOf(_store, new PlanStore(_store), past, PhaseBench.Settings);
        var state = await players.OfAsync(Card(Id("R1C3"), Off("15:00")), Off("15:00").AddMinutes(-5), Cancel);
        state.ClosingLineValues.Count.ShouldBe(30);
        state.ClosingLineValues[0].ShouldBe(0);
        state.ClosingLineValues[^1].ShouldBe(109);
        state.WeekStaked.ShouldBe(new Euro(3));
    }

    [Fact]
    public async Task Of_RaceThatIsNotInThePlan_TakesTheRacecourseOfItsCard()
    {
        await DayAsync();
        (await OfAsync("R9C9", "15:00", "HIPPODROME DE VALMOREL")).PlayedAtRacecourse.ShouldBe(2);
        (await OfAsync("R9C9", "15:00", "AUTEUIL")).PlayedAtRacecourse.ShouldBe(0);
    }

    [Fact]
    public async Task Of_RaceThatWasMoved_CountsWithTheOffOfItsTickets()
    {
        await DayAsync();
        // Planned at 16:00, and by the time of its tickets moved to 14:45.
        await _store.PlanAsync(Day.AddDays(1), "R1C1 VALMOREL 16:00");
        await _store.TicketAsync(Id("R1C1", Day.AddDays(1)), Off("14:45", Day.AddDays(1)), 6);
        var card = Card(Id("R1C2", Day.AddDays(1)), Off("15:00", Day.AddDays(1)));
        (await Players(PhaseBench.Settings).OfAsync(card, card.Off.AddMinutes(-5), Cancel)).DayStaked.ShouldBe(new Euro(6));
    }

    [Fact]
    public async Task Of_TicketsThatDoNotRead_AreNamed()
    {
        await _store.PlanAsync(Day, "R1C1 VALMOREL 14:00");
        await _store.PutIfAbsentAsync(ArtifactPaths.Tickets(Id("R1C1")), "{"u8.ToArray(), Cancel);
        var error = await Should.ThrowAsync<ArtifactException>(() => OfAsync("R1C3", "15:00"));
        error.Message.ShouldContain("2031-03-14/R1C1/tickets.json");
    }

    private async Task DayAsync()
    {
        await _store.PlanAsync(
            Day,
            "R1C1 VALMOREL 14:00",
            "R2C1 SAINT-ELME 14:10",
            "R1C2 VALMOREL 14:30",
            "R2C2 SAINT-ELME 14:30",
            "R1C3 VALMOREL 15:00",
            "R1C4 VALMOREL 16:00",
            "R1C5 VALMOREL 17:00"
        );
        await _store.TicketAsync(Id("R1C1"), Off("14:00"), 2, .5, 10);
        await _store.TicketAsync(Id("R2C1"), Off("14:10"), 3, .25, 12);
        await _store.TicketAsync(Id("R1C2"), Off("14:30"), 2, .5, 8);
        await _store.TicketAsync(Id("R1C4"), Off("16:00"), 4, .7, 20);
        await _store.TicketAsync(Id("R1C5"), Off("17:00"), 0);
    }

    private PlayerStates Players(PhaseSettings settings)
    {
        var plans = new PlanStore(_store);
        return PlayersOf(_store, plans, HistoryOf(_store, plans), settings);
    }

    private Task<PlayerState> OfAsync(string race, string off, string meeting = "VALMOREL", PhaseSettings? settings = null) =>
        Players(settings ?? PhaseBench.Settings).OfAsync(Card(Id(race), Off(off), meeting), Off(off).AddMinutes(-5), Cancel);
}
