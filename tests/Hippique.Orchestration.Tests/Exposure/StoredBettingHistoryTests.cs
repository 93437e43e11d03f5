using System.Text;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Racing;
using static Hippique.Orchestration.Tests.Exposure.PlayedDays;

namespace Hippique.Orchestration.Tests.Exposure;

public sealed class StoredBettingHistoryTests
{
    private readonly MemoryArtifactStore _store = new();
    private readonly StoredBettingHistory _history;

    public StoredBettingHistoryTests() => _history = HistoryOf(_store, new PlanStore(_store));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_any_bets_sixty_empty_days_are_known()
    {
        var days = await _history.BeforeAsync(Day, Cancel);
        days.Count.ShouldBe(60);
        days.Select(day => day.Date).ShouldBe(Enumerable.Range(1, 60).Select(back => Day.AddDays(-back)));
        days.ShouldAllBe(day => day.Staked == Euro.Zero && day.ClosingLineValues.Count == 0);
    }

    [Fact]
    public async Task The_latest_race_of_a_day_comes_first()
    {
        await PlayedAsync(1, ("R1C1", "14:00", [.1]), ("R1C2", "15:00", [.2, .3]));
        var day = (await _history.BeforeAsync(Day, Cancel))[0];
        day.ClosingLineValues.ShouldBe([.2, .3, .1]);
        day.Staked.ShouldBe(new Euro(4));
    }

    [Fact]
    public async Task Thirty_values_are_enough_but_never_less_than_the_week()
    {
        await PlayedAsync(1, ("R1C1", "14:00", [.. Enumerable.Repeat(.1, 30)]));
        (await _history.BeforeAsync(Day, Cancel)).Count.ShouldBe(6);
    }

    [Fact]
    public async Task Days_are_read_until_thirty_values_are_found()
    {
        await PlayedAsync(3, ("R1C1", "14:00", [.. Enumerable.Repeat(.1, 29)]));
        await PlayedAsync(12, ("R1C1", "14:00", [.2]));
        await PlayedAsync(13, ("R1C1", "14:00", [.3]));
        var days = await _history.BeforeAsync(Day, Cancel);
        days.Count.ShouldBe(12);
        days.Sum(day => day.ClosingLineValues.Count).ShouldBe(30);
    }

    [Theory]
    [InlineData(60, 1)]
    [InlineData(61, 0)]
    public async Task Bets_of_more_than_sixty_days_ago_do_not_count(int back, int values)
    {
        await PlayedAsync(back, ("R1C1", "14:00", [.1]));
        (await _history.BeforeAsync(Day, Cancel)).Sum(day => day.ClosingLineValues.Count).ShouldBe(values);
    }

    [Fact]
    public async Task Tickets_that_are_not_settled_count_as_stakes_only()
    {
        await _store.PlanAsync(Day.AddDays(-1), "R1C1 VALMOREL 14:00");
        await _store.TicketAsync(Id("R1C1", Day.AddDays(-1)), Off("14:00", Day.AddDays(-1)), 3);
        var day = (await _history.BeforeAsync(Day, Cancel))[0];
        (day.Staked, day.ClosingLineValues.Count).ShouldBe((new Euro(3), 0));
    }

    [Fact]
    public async Task Of_several_settlements_the_last_counts()
    {
        await PlayedAsync(1, ("R1C1", "14:00", [.1]));
        await SettleAsync(Id("R1C1", Day.AddDays(-1)), [.7]);
        (await _history.BeforeAsync(Day, Cancel))[0].ClosingLineValues.ShouldBe([.7]);
    }

    /// <summary>Dividends complete themselves for three weeks; older days are read once.</summary>
    [Theory]
    [InlineData(22, true)]
    [InlineData(23, false)]
    public async Task A_settlement_is_seen_as_long_as_results_are_asked_for(int back, bool seen)
    {
        await PlayedAsync(back, ("R1C1", "14:00", [.1]));
        await _history.BeforeAsync(Day, Cancel);
        await SettleAsync(Id("R1C1", Day.AddDays(-back)), [.7]);
        (await _history.BeforeAsync(Day, Cancel))[back - 1].ClosingLineValues.ShouldBe([seen ? .7 : .1]);
    }

    [Fact]
    public async Task Legs_without_a_closing_price_have_no_value()
    {
        await PlayedAsync(1, ("R1C1", "14:00", [null, .2, null]));
        (await _history.BeforeAsync(Day, Cancel))[0].ClosingLineValues.ShouldBe([.2]);
    }

    [Fact]
    public async Task A_settlement_that_does_not_read_is_named()
    {
        var race = Id("R1C1", Day.AddDays(-1));
        await _store.PlanAsync(race.Date, "R1C1 VALMOREL 14:00");
        await _store.TicketAsync(race, Off("14:00", race.Date), 3);
        await _store.PutIfAbsentAsync(ArtifactPaths.Settlement(race), Encoding.UTF8.GetBytes("{"), Cancel);
        var error = await Should.ThrowAsync<ArtifactException>(() => _history.BeforeAsync(Day, Cancel));
        error.Message.ShouldContain("2031-03-13/R1C1/settlement.json");
    }

    private async Task PlayedAsync(int back, params (string Code, string Off, double?[] Values)[] races)
    {
        var day = Day.AddDays(-back);
        await _store.PlanAsync(day, [.. races.Select(race => $"{race.Code} VALMOREL {race.Off}")]);
        foreach (var race in races)
        {
            await _store.TicketAsync(Id(race.Code, day), Off(race.Off, day), 2);
            await SettleAsync(Id(race.Code, day), race.Values);
        }
    }

    private async Task SettleAsync(RaceId race, double?[] values)
    {
        var fact = new SettlementFact(
            "result.json",
            [
                new SettledTicket
                {
                    Id = $"{race.Code}-1",
                    Pool = Pool.ZEturf,
                    Bet = BetType.SimpleGagnant,
                    Stake = new Euro(2),
                    Outcome = SettledState.Lost,
                    Reason = null,
                    Returned = Euro.Zero,
                    Legs = [.. values.Select(Leg)],
                },
            ]
        );
        await _store.UpdateAsync(
            ArtifactPaths.Settlement(race),
            there =>
                ArtifactJson.Write(
                    new RaceSettlements
                    {
                        Race = race,
                        Facts = [.. there is null ? [] : ArtifactJson.Read<RaceSettlements>("settlement", there.Content).Facts, fact],
                    }
                ),
            Cancel
        );
    }

    private static SettledLeg Leg(double? value) =>
        new()
        {
            Numbers = [5],
            Stake = new Euro(2),
            Outcome = SettledState.Lost,
            Reason = null,
            Dividend = null,
            Basis = null,
            Returned = Euro.Zero,
            Odds = 4,
            ClosingOdds = 4,
            ClosingLineValue = value,
        };
}
