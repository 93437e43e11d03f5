using Hippique.Gpi.Calibration;

namespace Hippique.Gpi.Pricing;

/// <summary>
/// What a win bet pays, given that it wins, predicted at H-5. Late money is informed, so a winner pays less than the forecast for all runners; expected value uses this, never
/// the mean over all runners.
/// </summary>
public static class WinDividend
{
    /// <summary>Half of the 80 % range in deviations.</summary>
    public const double EightyPercent = 1.2815515655446004;

    /// <summary>Expected dividend for 1 €, stake included, never below 1.</summary>
    /// <param name="fit">The regression.</param>
    /// <param name="odds">At H-5.</param>
    /// <param name="momentum"><c>ln(o5/o30)</c>; 0 if the earlier price is missing.</param>
    /// <param name="forecast"><c>ln(ô/o5)</c>, ô being the expected closing odds; 0 if there is no forecast.</param>
    public static double Expected(WinDividendFit fit, double odds, double momentum = 0, double forecast = 0) =>
        Math.Max(1, Math.Exp(fit.Constant + fit.LogOdds * Math.Log(odds) + fit.Momentum * momentum + fit.Forecast * forecast));

    /// <summary>The range that holds the dividend in four cases of five: the logarithm is normal about the median.</summary>
    public static (double Low, double High) Range(WinDividendFit fit, double expected)
    {
        var median = expected * Math.Exp(-0.5 * fit.Deviation * fit.Deviation);
        var spread = Math.Exp(EightyPercent * fit.Deviation);
        return (Math.Max(1, median / spread), median * spread);
    }

    /// <summary>The odds at which the expected dividend is <paramref name="dividend"/>, momentum and forecast left as they are.</summary>
    public static double OddsFor(WinDividendFit fit, double dividend, double momentum = 0, double forecast = 0) =>
        Math.Exp((Math.Log(dividend) - fit.Constant - fit.Momentum * momentum - fit.Forecast * forecast) / fit.LogOdds);
}
