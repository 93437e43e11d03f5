using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Pools;

/// <summary>
/// Simple placé by the operator's own arithmetic: of the pool P the share Q is paid out; the placed horses' stakes come back first, and what is left of it is shared equally among the
/// n places. A horse with stakes s, placed with others so that S lies on all the placed, pays <c>1 + (Q·P − S)/(n·s)</c>, rounded. Stakes are in any one unit.
/// </summary>
/// <remarks>Held against official dividends of PMU's internet pool of January 2023: 30 of 30 with two places, 91 of 96 with three, where the stakes known are the last.</remarks>
public sealed record PlaceArithmetic
{
    /// <summary>n.</summary>
    public required int Places { get; init; }

    /// <summary>Q = 1 less the take-out.</summary>
    public required double PaidOut { get; init; }

    /// <summary>How dividends are rounded, and the least that is paid.</summary>
    public required DividendRow Rounding { get; init; }

    /// <summary>For 1 €, as it is paid.</summary>
    /// <param name="pool">P.</param>
    /// <param name="placed">S, with the horse's own.</param>
    /// <param name="own">s, above 0.</param>
    public double Dividend(double pool, double placed, double own) => Rounding.Round(Exact(pool, placed, own));

    /// <summary>For 1 €, before rounding; below 1 if the stakes on the placed are more than is paid out.</summary>
    /// <inheritdoc cref="Dividend" path="/param"/>
    public double Exact(double pool, double placed, double own) => 1 + (PaidOut * pool - placed) / (Places * own);
}
