using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Replay;

/// <summary>The sums of a replayed day's settled tickets.</summary>
internal sealed class ReplayedMoney
{
    /// <param name="settled">In the order in which closing-line values are kept.</param>
    public ReplayedMoney(IEnumerable<SettledTicket> settled)
    {
        foreach (var ticket in settled)
            Add(ticket);
    }

    public int Tickets { get; private set; }
    public Euro Staked { get; private set; }
    public Euro StakedWin { get; private set; }
    public Euro ReturnedWin { get; private set; }
    public BasisCounts Basis { get; private set; } = new(0, 0);
    public int Unsettled { get; private set; }
    public List<double> ClosingLineValues { get; } = [];

    private void Add(SettledTicket ticket)
    {
        ClosingLineValues.AddRange(ticket.Legs.Select(leg => leg.ClosingLineValue).OfType<double>());
        Basis += new BasisCounts(
            ticket.Legs.Count(leg => leg.Basis == DividendBasis.Official),
            ticket.Legs.Count(leg => leg.Basis == DividendBasis.ClosingOdds)
        );
        Tickets++;
        Staked += ticket.Stake;
        // Other bets have no closing price; to sum them would compare what cannot be compared.
        if (ticket.Bet != BetType.SimpleGagnant || ticket.Returned is not { } paid)
        {
            Unsettled++;
            return;
        }
        StakedWin += ticket.Stake;
        ReturnedWin += paid;
    }
}
