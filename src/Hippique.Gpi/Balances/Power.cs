using Hippique.Gpi.Staking;

namespace Hippique.Gpi.Balances;

/// <summary>How often a claim that is true is told from one that is not, when its 95 % interval must leave the claimed limit out.</summary>
public static class Power
{
    /// <summary>Chance that the lower end of the interval lies above the limit.</summary>
    /// <param name="edge">How far the truth lies above the limit.</param>
    /// <param name="standardError">Of the estimate; above 0.</param>
    public static double Of(double edge, double standardError) => NormalLaw.Below(edge / standardError - Risk.TwoSided);

    /// <summary>Deviation of the profit for 1 € of a bet that pays <paramref name="dividend"/> and has this ROI.</summary>
    public static double RoiDeviation(double roi, double dividend) => Math.Sqrt(Math.Max(0, (1 + roi) * (dividend - 1 - roi)));
}
