using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;

namespace Hippique.Commands;

/// <summary>A score on one line.</summary>
internal static class ScoreText
{
    public static string Line(WinScore score) =>
        FormattableString.Invariant(
            $"{Moment(score.Moment), -6} {score.Method, -16} {score.LogLoss:0.0000}  {score.AgainstMarket.Mean, 7:+0.0000;-0.0000;0.0000} [{score.AgainstMarket.Low:+0.0000;-0.0000;0.0000}, {score.AgainstMarket.High:+0.0000;-0.0000;0.0000}]  {score.AgainstMarket.Count} races"
        );

    public static string Moment(PriceMoment moment) => moment == PriceMoment.H5 ? "H-5" : "close";
}
