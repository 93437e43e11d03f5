namespace Hippique.Gpi.Pricing;

/// <summary>Baker and McHale (2013): a probability that is not known exactly calls for a smaller stake.</summary>
public static class Shrinkage
{
    /// <summary><c>k = e² / (e² + (d·σ)²)</c> with the edge <c>e = p·d − 1</c>; 0 if there is no edge.</summary>
    /// <param name="probability">p.</param>
    /// <param name="dividend">d, for 1 € given that the bet wins.</param>
    /// <param name="deviation">σ of the probability (not of its logarithm).</param>
    public static double Of(double probability, double dividend, double deviation)
    {
        var edge = probability * dividend - 1;
        if (edge <= 0)
            return 0;
        var noise = dividend * deviation;
        return edge * edge / (edge * edge + noise * noise);
    }

    /// <summary>The probability whose full Kelly stake is k times that of p: the edge is k times as large.</summary>
    public static double Probability(double probability, double dividend, double k) => (1 + k * (probability * dividend - 1)) / dividend;
}
