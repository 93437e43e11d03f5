using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Pricing;

/// <summary>The first thing in which a payout calibration is not good enough.</summary>
/// <param name="Measure">Which.</param>
/// <param name="Value">What it is.</param>
/// <param name="Threshold">What the rules ask for.</param>
internal readonly record struct PayoutFault(PayoutMeasure Measure, double Value, double Threshold);

/// <summary>Whether a payout calibration may be bet on.</summary>
internal static class PayoutQuality
{
    /// <summary>
    /// Null if there are enough races, little bias, a narrow mean ratio, a value that a pool can pay, and it is not too old; one that ships holds until it is replaced.
    /// </summary>
    /// <param name="fit">The calibration.</param>
    /// <param name="rules">Thresholds.</param>
    /// <param name="day">The race's.</param>
    /// <param name="takeOut">Of the bet in its pool; null if it is not known.</param>
    public static PayoutFault? FaultOf(PayoutFit fit, PayoutRules rules, DateOnly day, double? takeOut)
    {
        if (fit.Races < rules.RacesMin)
            return new PayoutFault(PayoutMeasure.Races, fit.Races, rules.RacesMin);
        if (Math.Abs(fit.Bias) > rules.BiasMax)
            return new PayoutFault(PayoutMeasure.Bias, fit.Bias, rules.BiasMax);
        if (fit.Width > rules.WidthMax)
            return new PayoutFault(PayoutMeasure.Width, fit.Width, rules.WidthMax);
        if (!rules.ValueRange.Contains(fit.Value))
            return new PayoutFault(PayoutMeasure.Value, fit.Value, rules.ValueRange.Clamp(fit.Value));
        if (takeOut is { } kept && Math.Abs(fit.Value - (1 - kept)) > rules.TakeOutTolerance)
            return new PayoutFault(PayoutMeasure.Value, fit.Value, 1 - kept);
        var age = day.DayNumber - fit.LastDay.DayNumber;
        return fit.Shipped || age <= rules.AgeDaysMax ? null : new PayoutFault(PayoutMeasure.Age, age, rules.AgeDaysMax);
    }

    public static bool IsGood(PayoutFit fit, PayoutRules rules, DateOnly day, double? takeOut) => FaultOf(fit, rules, day, takeOut) is null;
}
