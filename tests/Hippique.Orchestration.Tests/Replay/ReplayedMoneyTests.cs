using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Replay;

public sealed class ReplayedMoneyTests
{
    [Fact]
    public void Sums_AreOfWinBetsThatAreSettled_AndTheBasisOfEveryWinningLeg()
    {
        var money = new ReplayedMoney([
            Ticket(BetType.SimpleGagnant, 2, 6.8m, Leg(DividendBasis.Official, .2), Leg(null, -.1)),
            Ticket(BetType.SimpleGagnant, 3, 9m, Leg(DividendBasis.ClosingOdds, null)),
            Ticket(BetType.SimpleGagnant, 1, 0, Leg(null, .3)),
            Ticket(BetType.SimpleGagnant, 4, null, Leg(null, null)),
            Ticket(BetType.Trio, 5, 40m, Leg(DividendBasis.Official, null)),
        ]);

        (money.Tickets, money.Unsettled).ShouldBe((5, 2));
        (money.Staked, money.StakedWin, money.ReturnedWin).ShouldBe((new Euro(15), new Euro(6), new Euro(15.8m)));
        money.Basis.ShouldBe(new BasisCounts(2, 1));
        money.ClosingLineValues.ShouldBe([.2, -.1, .3]);
        (money.Basis + new BasisCounts(10, 20)).ShouldBe(new BasisCounts(12, 21));
    }

    private static SettledTicket Ticket(BetType bet, decimal stake, decimal? returned, params SettledLeg[] legs) =>
        new()
        {
            Id = "R1C1-1",
            Pool = Pool.ZEturf,
            Bet = bet,
            Stake = new Euro(stake),
            Outcome = SettledState.Lost,
            Reason = null,
            Returned = returned is { } paid ? new Euro(paid) : null,
            Legs = legs,
        };

    private static SettledLeg Leg(DividendBasis? basis, double? value) =>
        new()
        {
            Numbers = [1],
            Stake = new Euro(1),
            Outcome = SettledState.Lost,
            Reason = null,
            Dividend = null,
            Basis = basis,
            Returned = null,
            Odds = 3,
            ClosingOdds = null,
            ClosingLineValue = value,
        };
}
