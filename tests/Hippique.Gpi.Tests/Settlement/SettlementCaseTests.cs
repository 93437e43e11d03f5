using System.Globalization;
using Hippique.Gpi.Settlement;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Settlement;

/// <summary>The rules of settling as a table that a player can check: <c>SettlementCases.md</c>.</summary>
public sealed class SettlementCaseTests
{
    /// <summary>Simples, and the combined bets that <c>CombinedBet.All</c> has a rule for.</summary>
    private static readonly BetType[] WithRule =
    [
        BetType.SimpleGagnant,
        BetType.SimplePlace,
        BetType.CoupleGagnant,
        BetType.CouplePlace,
        BetType.Trio,
        BetType.DeuxSurQuatre,
        BetType.Ze2Sur4,
        BetType.Ze4,
    ];

    public static TheoryData<int> Rows => [.. SettlementCase.All.Select(row => row.Number)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Ticket_ComesToWhatTheTableSays(int number)
    {
        var row = SettlementCase.All.First(row => row.Number == number);
        var settled = new TicketSettler(closingOdds: row.Replay).Settle(row.Ticket, row.Finished);
        (Words(settled), settled.Returned?.Amount.ToString("0.00", CultureInfo.InvariantCulture) ?? "").ShouldBe(
            (row.Outcome, row.Returned),
            $"{row.Number}: {row.Rule}"
        );
    }

    [Fact]
    public void Table_HasManyRowsEachWithItsOwnNumberAndARule()
    {
        var all = SettlementCase.All;
        all.Count.ShouldBeGreaterThanOrEqualTo(60);
        all.Select(row => row.Number).ShouldBeUnique();
        // Each says where its rule comes from.
        all.Where(row => !row.Rule.EndsWith(").", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Table_HasEveryReason()
    {
        var outcomes = SettlementCase.All.Select(row => row.Outcome).ToHashSet();
        Enum.GetValues<RefundReason>().Select(reason => $"refunded {reason}").Except(outcomes).ShouldBeEmpty();
        Enum.GetValues<UnsettledReason>().Select(reason => $"unsettled {reason}").Except(outcomes).ShouldBeEmpty();
    }

    [Fact]
    public void Table_HasEveryBetWithARuleWonAndLostAndThePoolsOfBothOperators()
    {
        var rows = SettlementCase.All.Select(row => (row.Ticket.Bet, row.Outcome)).ToHashSet();
        WithRule.Where(bet => !rows.Contains((bet, "won")) || !rows.Contains((bet, "lost"))).ShouldBeEmpty();
        // A bet that gets a rule must get its rows.
        Enum.GetValues<BetType>().Where(HasRule).ShouldBe(WithRule, ignoreOrder: true);
        var pools = SettlementCase.All.Select(row => row.Ticket.Pool).ToHashSet();
        new[] { Pool.ZEturf, Pool.PmuInternet, Pool.PmuNational }.Except(pools).ShouldBeEmpty();
    }

    private static bool HasRule(BetType bet) =>
        Bets.Settle(bet, [1, 2], Bets.Arrival("1 2")) is not LegOutcome.Unsettled { Reason: UnsettledReason.UnknownBet };

    private static string Words(TicketSettlement settled) =>
        settled.Outcome switch
        {
            TicketOutcome.Won => settled.Legs.Any(leg => leg.Outcome is LegOutcome.Won { Basis: DividendBasis.ClosingOdds })
                ? "won at close"
                : "won",
            TicketOutcome.Lost => "lost",
            TicketOutcome.Refunded refunded => $"refunded {refunded.Reason}",
            TicketOutcome.Unsettled open => $"unsettled {open.Reason}",
            _ => throw new InvalidOperationException(),
        };
}
