using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;

namespace Hippique.Commands;

/// <summary>A score on one line: log-loss, the same less that of the market and of the market with its fitted exponent, each with its interval.</summary>
internal static class ScoreText
{
    public static string Line(WinScore score) =>
        FormattableString.Invariant(
            $"{Moment(score.Moment), -6} {score.Method, -16} {score.LogLoss:0.0000}  {Interval(score.AgainstMarket)}  {Interval(score.AgainstExponent)}  {score.AgainstMarket.Count} races, {score.AgainstMarket.Days} days"
        );

    private static string Moment(PriceMoment moment) =>
        moment switch
        {
            PriceMoment.H30 => "H-30",
            PriceMoment.H5 => "H-5",
            _ => "close",
        };

    private static string Interval(MeanInterval difference) =>
        FormattableString.Invariant(
            $"{difference.Mean, 7:+0.0000;-0.0000;0.0000} [{difference.Low:+0.0000;-0.0000;0.0000}, {difference.High:+0.0000;-0.0000;0.0000}]"
        );
}
