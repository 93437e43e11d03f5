using System.Text;
using System.Text.Json;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Racing;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Results;

/// <summary>Tickets of the day before, settled with the plan of the day after. The ticket: 2 € on horse 1 to win, at 3.0 in ZEturf's pool or PMU's national one.</summary>
public sealed class RaceSettlerTests
{
    private const string Settlement = "2025-11-22/R1C3/settlement.json";
    private readonly PhaseBench _bench = new();
    private Pool _pool;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Winner_IsKeptWithWhatItReturnedAndItsClosingLine()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);

        await ExtendAsync(1);

        var fact = (await FactsAsync()).ShouldHaveSingleItem();
        fact.GetProperty("result").GetString().ShouldBe("result.json");
        var ticket = fact.GetProperty("tickets").EnumerateArray().ShouldHaveSingleItem();
        Words(ticket).ShouldBe("R1C3-1 won null 6.80");
        var leg = ticket.GetProperty("legs")[0];
        leg.GetProperty("dividend").GetDecimal().ShouldBe(3.4m);
        leg.GetProperty("basis").GetString().ShouldBe("official");
        // Taken at 3.0, closed at 2.5: the price taken was the better one.
        leg.GetProperty("closing_odds").GetDouble().ShouldBe(2.5);
        leg.GetProperty("closing_line_value").GetDouble().ShouldBe(Math.Log(3.0 / 2.5), 1e-12);
    }

    [Fact]
    public async Task Again_ChangesNothingAndAsksNobody()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);
        await ExtendAsync(1);
        var before = await _bench.TextAsync(Settlement, Token);

        await ExtendAsync(2);

        (await _bench.TextAsync(Settlement, Token)).ShouldBe(before);
        _bench.ZEturf.ResultsAsked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task ClosingLine_IsKnownToTheNextDayAndNotToTheSame()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);
        await ExtendAsync(1);
        var past = PlayedDays.HistoryOf(_bench.Store, _bench.Plans);
        var days = await past.BeforeAsync(InventedRaces.Day.AddDays(1), Token);
        days[0].ClosingLineValues.ShouldHaveSingleItem().ShouldBe(Math.Log(3.0 / 2.5), 1e-12);
        days[0].Staked.ShouldBe(new Euro(2));
        (await past.BeforeAsync(InventedRaces.Day, Token)).ShouldAllBe(day => day.ClosingLineValues.Count == 0 && day.Staked == Euro.Zero);
    }

    [Fact]
    public async Task ResultWithoutThePoolsDividends_NextSourceIsAsked()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("2", 5m) with { Pool = Other(_pool) };
        _bench.Pmu.Results[InventedRaces.Id.Code] = Result("2", 4m);

        await ExtendAsync(1);

        // What both say of the same arrival stands in one file.
        var fact = (await FactsAsync()).ShouldHaveSingleItem();
        fact.GetProperty("result").GetString().ShouldBe("result.json");
        fact.GetProperty("state").GetString().ShouldBe("official");
        Words(fact.GetProperty("tickets")[0]).ShouldBe("R1C3-1 lost null 0.00");
        var kept = ArtifactJson.Read<RaceResult>(
            "",
            Encoding.UTF8.GetBytes((await _bench.TextAsync("2025-11-22/R1C3/result.json", Token))!)
        );
        kept.Others.Select(pool => pool.Pool).Prepend(kept.Pool).ShouldBe([Pool.ZEturf, Pool.PmuNational], ignoreOrder: true);
    }

    [Fact]
    public async Task DividendsThatComeLater_AreANewFactBesideTheOld()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { Dividends = [] };
        await ExtendAsync(1);
        Words((await FactsAsync())[0].GetProperty("tickets")[0]).ShouldBe("R1C3-1 unsettled no_dividends null");

        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);
        await ExtendAsync(2);

        (await FactsAsync())
            .Select(fact => Words(fact.GetProperty("tickets")[0]))
            .ShouldBe(["R1C3-1 unsettled no_dividends null", "R1C3-1 won null 6.80"]);
    }

    [Fact]
    public async Task CorrectedResultThatWasKept_IsANewFact()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);
        await ExtendAsync(1);
        var corrected = ArtifactJson.Write(Result("2", 4m));
        await _bench.Store.PutIfAbsentAsync(ArtifactPaths.Result(InventedRaces.Id, 2), corrected, Token);

        await ExtendAsync(2);

        (await FactsAsync())
            .Select(fact => Words(fact.GetProperty("tickets")[0]))
            .ShouldBe(["R1C3-1 won null 6.80", "R1C3-1 lost null 0.00"]);
    }

    [Fact]
    public async Task RaceCalledOff_IsRefundedWithoutAResult()
    {
        await PlayedAsync();
        await _bench.Plans.UpdateAsync(InventedRaces.Day, plan => plan! with { Races = [plan.Races[0] with { Cancelled = true }] }, Token);

        await ExtendAsync(1);

        var fact = (await FactsAsync()).ShouldHaveSingleItem();
        fact.GetProperty("result").ValueKind.ShouldBe(JsonValueKind.Null);
        Words(fact.GetProperty("tickets")[0]).ShouldBe("R1C3-1 refunded race_called_off 2.00");
    }

    [Fact]
    public async Task RaceRunBeforeItsMeetingWasAbandoned_IsSettledOnItsResult()
    {
        await PlayedAsync();
        await _bench.Plans.UpdateAsync(InventedRaces.Day, plan => plan! with { Races = [plan.Races[0] with { Cancelled = true }] }, Token);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);

        await ExtendAsync(1);

        Words((await FactsAsync()).ShouldHaveSingleItem().GetProperty("tickets")[0]).ShouldBe("R1C3-1 won null 6.80");
    }

    [Fact]
    public async Task NoResult_OrOneOfAnotherRace_SettlesNothing()
    {
        await PlayedAsync();
        await ExtendAsync(1);
        (await _bench.TextAsync(Settlement, Token)).ShouldBeNull();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("17", 3.4m);
        await ExtendAsync(2);
        (await _bench.TextAsync(Settlement, Token)).ShouldBeNull();
    }

    /// <summary>The first source has the result of another race under this number; the second one has the right one.</summary>
    [Fact]
    public async Task ResultOfAnotherRace_GivesWayToTheNextSource()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("17", 3.4m);
        _bench.Pmu.Results[InventedRaces.Id.Code] = Result("1", 3.4m);
        await ExtendAsync(1);
        Words((await FactsAsync()).ShouldHaveSingleItem().GetProperty("tickets")[0]).ShouldBe("R1C3-1 won null 6.80");
        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token))!.ShouldNotContain("17");
    }

    /// <summary>Two sources disagree on the winner: the first one counts, and nothing of the other is mixed in.</summary>
    [Fact]
    public async Task SourcesThatDisagree_AreNotMixed()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { Pool = Other(_pool), Dividends = [] };
        // It pays another bet, so neither settles the ticket.
        _bench.Pmu.Results[InventedRaces.Id.Code] = Result("2", 3.4m) with
        {
            Dividends = [InventedResults.Place(2, 1.5m)],
        };

        await ExtendAsync(1);

        Words((await FactsAsync()).ShouldHaveSingleItem().GetProperty("tickets")[0]).ShouldBe("R1C3-1 unsettled no_dividends null");
        var kept = ArtifactJson.Read<RaceResult>(
            "",
            Encoding.UTF8.GetBytes((await _bench.TextAsync("2025-11-22/R1C3/result.json", Token))!)
        );
        kept.Arrival[0].ShouldBe([1]);
        kept.Others.ShouldBeEmpty();
    }

    /// <summary>Settled; the next day only another operator answers, with another arrival. Its own operator corrects it, others do not.</summary>
    [Theory]
    [InlineData("another", 1)]
    [InlineData("its own", 2)]
    [InlineData("its own beside another", 2)]
    public async Task SettledRace_IsCorrectedByItsOwnOperatorOnly(string who, int facts)
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);
        await ExtendAsync(1);
        _bench.ZEturf.Results.Clear();
        var corrected = Result("2", 4m);
        _bench.Pmu.Results[InventedRaces.Id.Code] = who switch
        {
            "another" => corrected with { Pool = Other(_pool) },
            "its own" => corrected,
            _ => corrected with { Pool = Other(_pool), Others = [new PoolResult(_pool, corrected.Dividends, [])] },
        };

        await ExtendAsync(2, onceADay: true);

        (await FactsAsync()).Count.ShouldBe(facts);
        (await _bench.TextAsync("2025-11-22/R1C3/result_2.json", Token) is null).ShouldBe(facts == 1);
    }

    /// <summary>Nothing is settled yet, so the operator of the ticket's pool is believed.</summary>
    [Fact]
    public async Task OpenRace_IsSettledByTheOperatorOfItsTicket()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { Pool = Other(_pool) };
        await ExtendAsync(1);
        _bench.ZEturf.Results.Clear();
        _bench.Pmu.Results[InventedRaces.Id.Code] = Result("2", 4m);

        await ExtendAsync(2);

        (await FactsAsync())
            .Select(fact => Words(fact.GetProperty("tickets")[0]))
            .ShouldBe(["R1C3-1 unsettled no_dividends null", "R1C3-1 lost null 0.00"]);
    }

    /// <summary>A provisional arrival beside the plan's flag: the tickets are refunded, and the official arrival is still asked for.</summary>
    [Fact]
    public async Task FlaggedRaceWithAProvisionalArrival_IsAskedForUntilItHasItsEnd()
    {
        await PlayedAsync();
        await _bench.Plans.UpdateAsync(InventedRaces.Day, plan => plan! with { Races = [plan.Races[0] with { Cancelled = true }] }, Token);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { State = ResultState.Provisional };
        await ExtendAsync(1);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);

        await ExtendAsync(2);

        (await FactsAsync())
            .Select(fact => Words(fact.GetProperty("tickets")[0]))
            .ShouldBe(["R1C3-1 refunded race_called_off 2.00", "R1C3-1 won null 6.80"]);
    }

    [Fact]
    public async Task RaceWithoutATicket_HasNoSettlement()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.RunAsync(Phase.H30, Token);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);
        await ExtendAsync(1);
        (await _bench.TextAsync(Settlement, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task ResultThatSettlesNoFurtherTicket_IsKeptAndIsNoNewFactOfTheTickets()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { Dividends = [] };
        await ExtendAsync(1);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { Dividends = [], NonRunners = [6] };

        await ExtendAsync(2);

        (await FactsAsync()).ShouldHaveSingleItem().GetProperty("result").GetString().ShouldBe("result.json");
        (await _bench.TextAsync("2025-11-22/R1C3/result_2.json", Token)).ShouldNotBeNull();
    }

    /// <summary>Result, settlement and record are three writes; whichever fails, the next run makes up for it and asks nobody again.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    public async Task DiskThatFails_NextRunSettlesAndRecords(int failAt, int asked)
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);
        var disk = new BreakingStore(_bench.Store, failAt);
        await Should.ThrowAsync<ArtifactException>(() =>
            _bench.ExtendAsync(InventedRaces.Day.AddDays(1), InventedRaces.Off.AddDays(1), disk)
        );
        (await _bench.TextAsync("history/2025-11-22.jsonl", Token)).ShouldBeNull();

        (await ExtendAsync(1)).New.ShouldBe(1);

        Words((await FactsAsync()).ShouldHaveSingleItem().GetProperty("tickets")[0]).ShouldBe("R1C3-1 won null 6.80");
        _bench.ZEturf.ResultsAsked.Count.ShouldBe(asked);
    }

    /// <summary>Called off after the last plan: the source says so when it is asked, and no plan is needed.</summary>
    [Fact]
    public async Task RaceThatItsSourceCallsOff_IsRefunded()
    {
        await PlayedAsync();
        _bench.Pmu.Results[InventedRaces.Id.Code] = InventedResults.Ended(ResultState.CalledOff);

        await ExtendAsync(1);

        var fact = (await FactsAsync()).ShouldHaveSingleItem();
        fact.GetProperty("state").GetString().ShouldBe("called_off");
        fact.GetProperty("result").GetString().ShouldBe("result.json");
        Words(fact.GetProperty("tickets")[0]).ShouldBe("R1C3-1 refunded race_called_off 2.00");
        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token))!.ShouldContain("\"state\": \"called_off\"");
        _bench.Events.All.OfType<HippiqueEvent.RaceSettled>().ShouldHaveSingleItem().Returned.ShouldBe(new Euro(2));
    }

    [Theory]
    [InlineData(ResultState.NobodyClassified)]
    [InlineData(ResultState.Official)]
    public async Task RaceWithoutAClassifiedHorse_IsRefunded(ResultState state)
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = InventedResults.Ended(state) with { Refunded = [BetType.SimpleGagnant] };

        await ExtendAsync(1);

        var fact = (await FactsAsync()).ShouldHaveSingleItem();
        fact.GetProperty("state").GetString().ShouldBe("nobody_classified");
        Words(fact.GetProperty("tickets")[0]).ShouldBe("R1C3-1 refunded nobody_classified 2.00");
    }

    [Fact]
    public async Task ProvisionalArrival_IsKeptAndSettlesNothing()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { State = ResultState.Provisional };

        await ExtendAsync(1);

        (await _bench.TextAsync(Settlement, Token)).ShouldBeNull();
        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token)).ShouldNotBeNull();
        _bench.Events.All.OfType<HippiqueEvent.RaceSettled>().ShouldBeEmpty();
    }

    [Fact]
    public async Task OfficialArrival_BeatsARaceCalledOffBefore()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = InventedResults.Ended(ResultState.CalledOff);
        await ExtendAsync(1, onceADay: true);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);

        await ExtendAsync(2, onceADay: true);

        var facts = await FactsAsync();
        facts
            .Select(fact => Words(fact.GetProperty("tickets")[0]))
            .ShouldBe(["R1C3-1 refunded race_called_off 2.00", "R1C3-1 won null 6.80"]);
        facts[0].TryGetProperty("difference", out _).ShouldBeFalse();
        facts[1].GetProperty("difference").GetDecimal().ShouldBe(4.8m);
    }

    /// <summary>Settled yesterday, corrected today: one question a day, and the difference is a fact.</summary>
    [Fact]
    public async Task CorrectedDividendOfASettledTicket_IsAskedForOnceADayAndBooked()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);
        await ExtendAsync(1, onceADay: true);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.1m);

        await ExtendAsync(1);
        (await FactsAsync()).ShouldHaveSingleItem();
        await ExtendAsync(2, onceADay: true);
        await ExtendAsync(2);

        var facts = await FactsAsync();
        facts.Select(fact => Words(fact.GetProperty("tickets")[0])).ShouldBe(["R1C3-1 won null 6.80", "R1C3-1 won null 6.20"]);
        facts[1].GetProperty("difference").GetDecimal().ShouldBe(-.6m);
        facts[1].GetProperty("result").GetString().ShouldBe("result_2.json");
        _bench.ZEturf.ResultsAsked.Count.ShouldBe(2);
        _bench.Pmu.ResultsAsked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(4, 0)]
    public async Task SettledTicket_IsLookedAtAgainForThreeDays(int daysLater, int asked)
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);
        await ExtendAsync(1);
        _bench.ZEturf.ForgetResultsAsked();

        await ExtendAsync(daysLater, onceADay: true);

        _bench.ZEturf.ResultsAsked.Count.ShouldBe(asked);
    }

    /// <summary>Dividends were seen to complete themselves 17 days later.</summary>
    [Theory]
    [InlineData(17, true, true)]
    [InlineData(21, true, true)]
    [InlineData(22, true, false)]
    [InlineData(17, false, false)]
    [InlineData(3, false, true)]
    public async Task OpenTicket_IsAskedForDailyForThreeWeeks(int daysLater, bool onceADay, bool booked)
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { Dividends = [] };
        await ExtendAsync(1);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);

        await ExtendAsync(daysLater, onceADay);

        (await FactsAsync()).Count.ShouldBe(booked ? 2 : 1);
    }

    /// <summary>200.0 for 2.00: kept with both numbers, not booked, asked for again; the right one books.</summary>
    [Fact]
    public async Task DividendInAWrongUnit_IsNotBookedUntilItIsCorrected()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 240m);
        await ExtendAsync(1);

        var doubtful = (await FactsAsync())[0].GetProperty("tickets")[0];
        Words(doubtful).ShouldBe("R1C3-1 unsettled dividend_doubtful null");
        doubtful.GetProperty("legs")[0].GetProperty("dividend").GetDecimal().ShouldBe(240m);
        doubtful.GetProperty("legs")[0].GetProperty("closing_odds").GetDouble().ShouldBe(2.5);

        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 2.4m);
        await ExtendAsync(2);

        var facts = await FactsAsync();
        Words(facts[1].GetProperty("tickets")[0]).ShouldBe("R1C3-1 won null 4.80");
        facts[1].GetProperty("difference").GetDecimal().ShouldBe(4.8m);
    }

    /// <summary>The price that contradicts it was seen before and is gone when the dividend comes.</summary>
    [Fact]
    public async Task ClosingPriceThatVanished_StillContradictsAWrongDividend()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 0) with { Dividends = [] };
        await ExtendAsync(1);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 240m) with { Close = [] };

        await ExtendAsync(2);

        Words((await FactsAsync())[^1].GetProperty("tickets")[0]).ShouldBe("R1C3-1 unsettled dividend_doubtful null");
    }

    /// <summary>Two results come together: the event and the fact are there once.</summary>
    [Fact]
    public async Task TwoThatSettleAtOnce_MakeOneFactAndOneEvent()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);
        var race = (await _bench.Plans.GetAsync(InventedRaces.Day, Token))!.Races;
        _bench.Clock.SetUtcNow(InventedRaces.Off.AddHours(1));
        var store = new RacingStore(_bench.Store, () => SettleAsync(_bench.Settler()));

        await SettleAsync(_bench.Settler(store));

        (await FactsAsync()).ShouldHaveSingleItem();
        (await _bench.TextAsync("2025-11-22/R1C3/result_2.json", Token)).ShouldBeNull();
        _bench.Events.All.OfType<HippiqueEvent.RaceSettled>().ShouldHaveSingleItem();

        Task SettleAsync(RaceSettler settler) => settler.SettleAsync(InventedRaces.Day, race, AskFor.Everything, settler.NewRound(), Token);
    }

    /// <summary>A loser needs an arrival alone, a winner its dividend too: without it a book on paper would look worse than the user's own.</summary>
    [Fact]
    public async Task TicketOfABookOnPaper_IsAskedForUntilItsDividendIsThere()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.RunAsync(Phase.H30, Token);
        var race = (await _bench.Plans.GetAsync(InventedRaces.Day, Token))!.Races;
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { Dividends = [] };
        _bench.Pmu.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { Dividends = [] };
        _bench.Clock.SetUtcNow(InventedRaces.Off.AddHours(7));
        var settler = _bench.Settler();
        var ticket = PlayedDays.Ticket(InventedRaces.Id, InventedRaces.Off, 2, _pool);
        var wanted = new[] { ticket with { Legs = [ticket.Legs[0] with { Numbers = [1] }] } }.ToLookup(one => one.Race);

        // The arrival is known then, and nothing of the user's is open.
        await settler.SettleAsync(InventedRaces.Day, race, AskFor.Missing, settler.NewRound(), Token);
        await settler.SettleAsync(InventedRaces.Day, race, AskFor.OpenTickets, settler.NewRound(), Token);
        _bench.ZEturf.ResultsAsked.Count.ShouldBe(1);

        await settler.SettleAsync(InventedRaces.Day, race, AskFor.OpenTickets, settler.NewRound(wanted), Token);

        _bench.ZEturf.ResultsAsked.Count.ShouldBe(2);
        (await _bench.TextAsync(Settlement, Token)).ShouldBeNull();
    }

    /// <summary>A replay keeps no record, and settles a win bet without official dividends at its closing price.</summary>
    [Fact]
    public async Task SettingsOfAReplay_SettleAtTheCloseAndRecordNothing()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { Dividends = [] };
        var race = (await _bench.Plans.GetAsync(InventedRaces.Day, Token))!.Races;
        var settler = _bench.Settler(settings: SettlementSettings.OfReplay);

        var (settled, recorded) = await settler.SettleAsync(InventedRaces.Day, race, AskFor.Everything, settler.NewRound(), Token);

        recorded.ShouldBe(default);
        (await _bench.TextAsync("history/2025-11-22.jsonl", Token)).ShouldBeNull();
        var leg = settled.ShouldHaveSingleItem().Tickets[0].Legs[0];
        (leg.Dividend, leg.Basis).ShouldBe((2.5m, DividendBasis.ClosingOdds));
    }

    /// <summary>Eight were declared at H-30; the source has deleted the withdrawn one by H-5, and three places are paid all the same.</summary>
    [Fact]
    public async Task RunnerThatWasDeletedBetweenTheLooks_WasDeclared()
    {
        await PlayedAsync();
        var path = ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H5);
        var there = (await _bench.Store.GetAsync(path, Token))!;
        var seen = ArtifactJson.Read<Snapshot>(path, there.Content);
        var seven = seen with { Card = seen.Card with { Runners = [.. seen.Card.Runners.Take(7)] } };
        await _bench.Store.PutIfUnchangedAsync(path, ArtifactJson.Write(seven), there.Version, Token);
        await SellAsync(BetType.SimplePlace);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("2", 5m) with
        {
            Arrival =
            [
                [2],
                [3],
                [1],
            ],
            Dividends = [InventedResults.Place(2, 2m), InventedResults.Place(3, 2m)],
        };

        await ExtendAsync(1);

        // Of seven declared, the third would have lost.
        Words((await FactsAsync())[0].GetProperty("tickets")[0]).ShouldBe("R1C3-1 unsettled dividends_incomplete null");
    }

    /// <summary>Turns the ticket into one of another bet.</summary>
    private async Task SellAsync(BetType bet)
    {
        var path = ArtifactPaths.Tickets(InventedRaces.Id);
        var there = (await _bench.Store.GetAsync(path, Token))!;
        var sheet = ArtifactJson.Read<Orchestration.Tickets.TicketSheet>(path, there.Content);
        var other = sheet with { Tickets = [sheet.Tickets[0] with { Bet = bet }] };
        await _bench.Store.PutIfUnchangedAsync(path, ArtifactJson.Write(other), there.Version, Token);
    }

    private async Task PlayedAsync()
    {
        await _bench.ScheduledAsync(Token);
        await _bench.RunAsync(Phase.H30, Token);
        await _bench.RunAsync(Phase.H5, Token);
        _pool = await PoolAsync();
    }

    private async Task<Pool> PoolAsync()
    {
        var path = ArtifactPaths.Tickets(InventedRaces.Id);
        var file = (await _bench.Store.GetAsync(path, Token))!;
        return ArtifactJson.Read<Orchestration.Tickets.TicketSheet>(path, file.Content).Tickets[0].Pool;
    }

    private static Pool Other(Pool pool) => pool == Pool.ZEturf ? Pool.PmuNational : Pool.ZEturf;

    /// <summary>The winner, and what it paid in the ticket's pool, where horse 1 closed at 2.5.</summary>
    private RaceResult Result(string winner, decimal paid)
    {
        var number = int.Parse(winner, System.Globalization.CultureInfo.InvariantCulture);
        return new RaceResult
        {
            Id = InventedRaces.Id,
            Pool = _pool,
            State = ResultState.Official,
            Arrival =
            [
                [number],
                [8],
                [7],
            ],
            NonRunners = [],
            Dividends = [new Dividend(BetType.SimpleGagnant, [number], paid)],
            Close = [new WinPrice(1, new Odds(2.5))],
        };
    }

    private Task<HistoryImport> ExtendAsync(int daysLater, bool onceADay = false) =>
        _bench.ExtendAsync(InventedRaces.Day.AddDays(daysLater), InventedRaces.Off.AddDays(daysLater), onceADay: onceADay);

    private async Task<IReadOnlyList<JsonElement>> FactsAsync() =>
        [.. JsonDocument.Parse((await _bench.TextAsync(Settlement, Token))!).RootElement.GetProperty("facts").EnumerateArray()];

    private static string Words(JsonElement ticket)
    {
        var words = new[] { "id", "outcome", "reason", "returned" }.Select(name =>
            ticket.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : ticket.GetProperty(name).GetRawText()
        );
        return new StringBuilder().AppendJoin(' ', words).ToString();
    }
}
