using Hippique.Orchestration.Replay;
using Hippique.Racing;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Replay;

public sealed class ClosingSettlementTests
{
    private static Ticket Ticket(BetType bet, params int[] numbers) =>
        new()
        {
            Id = "R1C3-1",
            Race = InventedRaces.Id,
            Pool = Pool.PmuNational,
            Bet = bet,
            Stake = new Euro(2 * numbers.Length),
            ExpectedReturn = Euro.Zero,
            ExpectedRoi = 0,
            ExpiresAt = InventedRaces.Off,
            Legs =
            [
                .. numbers.Select(number => new TicketLeg
                {
                    Numbers = [number],
                    Horses = [""],
                    Stake = new Euro(2),
                    Odds = 4,
                    MinimumOdds = 4,
                    Probability = .3,
                    ExpectedDividend = 4,
                    DividendLow = 3,
                    DividendHigh = 5,
                }),
            ],
        };

    private static RaceResult Result(IReadOnlyList<IReadOnlyList<int>> arrival, params (int Number, double Odds)[] close) =>
        new()
        {
            Id = InventedRaces.Id,
            Pool = Pool.PmuNational,
            Official = true,
            Arrival = arrival,
            NonRunners = [8],
            Dividends = [],
            Close = [.. close.Select(price => new WinPrice(price.Number, new Odds(price.Odds)))],
        };

    [Fact]
    public void Returned_WinnerAndLoser_PaysTheWinnersClose() =>
        ClosingSettlement
            .Returned(
                Ticket(BetType.SimpleGagnant, 1, 2),
                Result(
                    [
                        [2],
                        [1],
                    ],
                    (1, 3.1),
                    (2, 4.2)
                )
            )
            .ShouldBe(new Euro(8.4m));

    [Fact]
    public void Returned_NonRunner_GivesTheStakeBack() =>
        ClosingSettlement
            .Returned(
                Ticket(BetType.SimpleGagnant, 1, 8),
                Result(
                    [
                        [2],
                        [1],
                    ],
                    (2, 4.2)
                )
            )
            .ShouldBe(new Euro(2));

    [Fact]
    public void Returned_DeadHeat_SharesWhatTheLosersLeft()
    {
        // Pool of 100 after the take-out, 25 on horse 1 (4.0), 20 on horse 2 (5.0): 55 to share, 27.5 each.
        // 1 + 27.5/25 = 2.1; 1 + 27.5/20 = 2.375, paid as 2.3.
        var result = Result(
            [
                [1, 2],
                [3],
            ],
            (1, 4),
            (2, 5),
            (3, 6)
        );
        ClosingSettlement.Returned(Ticket(BetType.SimpleGagnant, 1), result).ShouldBe(new Euro(4.2m));
        ClosingSettlement.Returned(Ticket(BetType.SimpleGagnant, 2), result).ShouldBe(new Euro(4.6m));
    }

    [Fact]
    public void Returned_PriceOfAnotherPool_DoesNotSettle()
    {
        var result = Result(
            [
                [1],
            ],
            (1, 4)
        ) with
        {
            Pool = Pool.PmuInternet,
        };
        ClosingSettlement.Returned(Ticket(BetType.SimpleGagnant, 1), result).ShouldBeNull();
        var both = result with { Others = [new PoolResult(Pool.PmuNational, [], [new WinPrice(1, new Odds(3))])] };
        ClosingSettlement.Returned(Ticket(BetType.SimpleGagnant, 1), both).ShouldBe(new Euro(6));
    }

    [Fact]
    public void Returned_WhatCannotBeSettled_IsNull()
    {
        ClosingSettlement
            .Returned(
                Ticket(BetType.SimplePlace, 1),
                Result(
                    [
                        [1],
                    ],
                    (1, 4)
                )
            )
            .ShouldBeNull();
        ClosingSettlement.Returned(Ticket(BetType.SimpleGagnant, 1), null).ShouldBeNull();
        ClosingSettlement.Returned(Ticket(BetType.SimpleGagnant, 1), Result([])).ShouldBeNull();
        ClosingSettlement
            .Returned(
                Ticket(BetType.SimpleGagnant, 1),
                Result([
                    [1],
                ])
            )
            .ShouldBeNull();
    }
}
