using System.Text;
using System.Text.Json;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Results;

/// <summary>Tickets of the day before, settled with the plan of the day after. The ticket: 2 € on horse 1 to win, at 3.0 in ZEturf's pool or PMU's national one.</summary>
public sealed class SettledRacesTests
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
        var past = new StoredBettingHistory(_bench.Store, _bench.Plans);
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

        // The first result is kept as it was, the further one beside it.
        var fact = (await FactsAsync()).ShouldHaveSingleItem();
        fact.GetProperty("result").GetString().ShouldBe("result_2.json");
        Words(fact.GetProperty("tickets")[0]).ShouldBe("R1C3-1 lost null 0.00");
        (await _bench.TextAsync("2025-11-22/R1C3/result.json", Token)).ShouldNotBeNull();
        (await _bench.TextAsync("2025-11-22/R1C3/result_2.json", Token)).ShouldNotBeNull();
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
    public async Task ResultThatSettlesNoFurtherTicket_IsNotKept()
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { Dividends = [] };
        await ExtendAsync(1);
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m) with { Dividends = [], NonRunners = [6] };

        await ExtendAsync(2);

        (await FactsAsync()).ShouldHaveSingleItem().GetProperty("result").GetString().ShouldBe("result.json");
        (await _bench.TextAsync("2025-11-22/R1C3/result_2.json", Token)).ShouldBeNull();
    }

    /// <summary>Result, record and settlement are three writes; whichever fails, the next run makes up for it and asks nobody again.</summary>
    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    public async Task DiskThatFails_NextRunSettles(int failAt, int asked)
    {
        await PlayedAsync();
        _bench.ZEturf.Results[InventedRaces.Id.Code] = Result("1", 3.4m);
        var disk = new BreakingStore(_bench.Store, failAt);
        await Should.ThrowAsync<ArtifactException>(() =>
            _bench.ExtendAsync(InventedRaces.Day.AddDays(1), InventedRaces.Off.AddDays(1), disk)
        );
        (await _bench.TextAsync(Settlement, Token)).ShouldBeNull();

        await ExtendAsync(1);

        Words((await FactsAsync()).ShouldHaveSingleItem().GetProperty("tickets")[0]).ShouldBe("R1C3-1 won null 6.80");
        _bench.ZEturf.ResultsAsked.Count.ShouldBe(asked);
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
            Official = true,
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

    private Task<HistoryImport> ExtendAsync(int daysLater) =>
        _bench.ExtendAsync(InventedRaces.Day.AddDays(daysLater), InventedRaces.Off.AddDays(daysLater));

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
