using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Pricing;

/// <summary>Whether a payout calibration may be bet on, and what it predicts.</summary>
internal static class PayoutQuality
{
    private const double UsualField = 12;

    /// <summary>Enough races, little bias, a narrow mean ratio, and not too old; one that ships holds until it is replaced.</summary>
    public static bool IsGood(PayoutFit fit, PayoutRules rules, DateOnly day) =>
        fit.Races >= rules.RacesMin
        && Math.Abs(fit.Bias) <= rules.BiasMax
        && fit.Width <= rules.WidthMax
        && (fit.Shipped || day.DayNumber - fit.LastDay.DayNumber <= rules.AgeDaysMax);

    /// <summary>Expected dividend for 1 € given that the bet wins; never below 1.</summary>
    public static double Expected(PayoutFit fit, double probability, int starters) =>
        Math.Max(1, Math.Exp(fit.Constant + fit.LogProbability * Math.Log(probability) + fit.Field * Math.Log(starters / UsualField)));
}
