namespace Hippique.Gpi.Staking;

/// <summary>The standard normal law.</summary>
public static class NormalLaw
{
    /// <summary>Chance to lie below <paramref name="z"/>; the error is below 1.2e-7 of the smaller side.</summary>
    /// <remarks>erfc by the Chebyshev fit of Press et al., Numerical Recipes, 6.2.</remarks>
    public static double Below(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + x / 2);
        var sum = 0.0;
        for (var i = Fit.Length - 1; i >= 0; i--)
            sum = sum * t + Fit[i];
        var tail = t * Math.Exp(-x * x + sum) / 2;
        return z < 0 ? tail : 1 - tail;
    }

    private static readonly double[] Fit =
    [
        -1.26551223,
        1.00002368,
        0.37409196,
        0.09678418,
        -0.18628806,
        0.27886807,
        -1.13520398,
        1.48851587,
        -0.82215223,
        0.17087277,
    ];
}
