using System.Text.Json.Serialization;

namespace Hippique.Orchestration.Trials;

/// <summary>How often a trial would find a claim that is true, by numbers that are assumed before there is any bet.</summary>
public sealed record TrialPower
{
    /// <summary>An ROI is assumed to exceed what is claimed by so much.</summary>
    public const double RoiEdge = .10;

    /// <summary>A closing-line value is assumed to exceed what is claimed by so much.</summary>
    public const double ClvEdge = .02;

    /// <summary>Stakes are assumed to be equal, on bets that pay so much: the middle of the prices that the rules buy.</summary>
    private const double AssumedDividend = 5;

    /// <summary>Of the logarithm of price over closing price of one bet.</summary>
    private const double AssumedClvDeviation = .2;

    /// <summary>Usually asked of a trial.</summary>
    private const double Wanted = .8;

    /// <summary>How far the truth is assumed to lie above the claim.</summary>
    public required double Edge { get; init; }

    /// <summary>Of a bet that wins, for 1 €; null for closing-line values.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Dividend { get; init; }

    /// <summary>Deviation of one bet.</summary>
    public required double Deviation { get; init; }

    /// <summary>Chance that the claim is found to hold with the least number of bets.</summary>
    public required double Chance { get; init; }

    /// <summary>Bets with which that chance is 80 %.</summary>
    public required int BetsForFourFifths { get; init; }

    public static TrialPower Of(TrialClaim claim, int bets)
    {
        ArgumentNullException.ThrowIfNull(claim);
        var isClv = claim.Measure == TrialMeasure.Clv;
        var edge = isClv ? ClvEdge : RoiEdge;
        var one = isClv ? AssumedClvDeviation : Gpi.Balances.Power.RoiDeviation(claim.Limit + edge, AssumedDividend);
        // Two books as if they bet on different horses: what they have in common makes the truth better.
        var deviation = claim.Book is null ? one : one * Math.Sqrt(2);
        return new TrialPower
        {
            Edge = edge,
            Dividend = isClv ? null : AssumedDividend,
            Deviation = deviation,
            Chance = Gpi.Balances.Power.Of(edge, deviation / Math.Sqrt(bets)),
            BetsForFourFifths = Needed(edge, deviation),
        };
    }

    private static int Needed(double edge, double deviation)
    {
        var (low, high) = (1, 1 << 30);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (Gpi.Balances.Power.Of(edge, deviation / Math.Sqrt(middle)) >= Wanted)
                high = middle;
            else
                low = middle + 1;
        }
        return low;
    }
}
