using Hippique.Gpi.Pricing;

namespace Hippique.Gpi.Staking;

/// <summary>One leg of the ticket of singles on its way from the probability to the stake.</summary>
internal sealed record SinglesLeg
{
    public required SinglePrice Price { get; init; }

    /// <summary>Shrinkage for the uncertainty of p, 0 to 1.</summary>
    public required double Shrink { get; init; }

    /// <summary>Full Kelly as a share of the bankroll, after the shrinkage: the simultaneous optimum for win bets, one by one for place bets.</summary>
    public required double Kelly { get; init; }

    /// <summary>Kelly fraction times that, in euros.</summary>
    public required double Wanted { get; init; }

    /// <summary>The most that one leg may cost, in euros.</summary>
    public required decimal Cap { get; init; }

    /// <summary>What is bought; 0: not this one.</summary>
    public required decimal Stake { get; init; }

    /// <summary>Expected dividend for 1 €, with this stake in the pool.</summary>
    public double Dividend => Price.DividendWith(Stake);

    /// <summary>Expected profit per euro, with this stake in the pool.</summary>
    public double Roi => Price.Probability * Dividend - 1;
}

/// <summary>The legs chosen for the ticket of singles and what is staked on each.</summary>
internal sealed record SinglesPlan
{
    public static readonly SinglesPlan None = new()
    {
        Considered = [],
        Candidates = [],
        Growth = 0,
        Coverage = 0,
        CoverageNeeded = null,
    };

    /// <summary>Starters that pass window and ROI, best first.</summary>
    public required IReadOnlyList<SinglePrice> Candidates { get; init; }

    /// <summary>Those that were weighed for the ticket, with a stake or without.</summary>
    public required IReadOnlyList<SinglesLeg> Considered { get; init; }

    /// <summary>Expected growth of log wealth.</summary>
    public required double Growth { get; init; }

    /// <summary>Σ probability of the legs bought.</summary>
    public required double Coverage { get; init; }

    /// <summary>What the rules ask of that for so many legs; null: nothing.</summary>
    public required double? CoverageNeeded { get; init; }

    public IReadOnlyList<SinglesLeg> Legs => field ??= [.. Considered.Where(leg => leg.Stake > 0)];
    public decimal Total => Legs.Sum(leg => leg.Stake);

    /// <summary>Expected profit in euros.</summary>
    public double ExpectedProfit => Legs.Sum(leg => (double)leg.Stake * leg.Roi);

    /// <summary>The same with each leg's edge shrunk.</summary>
    public double ShrunkProfit => Legs.Sum(leg => (double)leg.Stake * leg.Roi * leg.Shrink);
}
