using Hippique.Gpi.Calibration;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>The numbers of the model that this analysis has used, so that it can be redone by hand without the model file.</summary>
/// <param name="Weights">Of <c>ln p = beta · ln(forecast probability) + Σ weight · ln(factor) − ln Z</c>, the fitted column.</param>
/// <param name="WinDividend">Of the expected dividend of a win bet.</param>
/// <param name="Orders">The law of the finishing order, for the win probabilities as they stand here.</param>
public sealed record FormulaNote(WeightsNote Weights, WinDividendNote WinDividend, OrderLaw Orders)
{
    /// <summary>How the pool's own probabilities were made; null in analyses of versions without them.</summary>
    public CrowdNote? Crowd { get; init; }

    /// <summary>The payout calibrations from which dividends were expected; empty if none was used.</summary>
    public IReadOnlyList<PayoutNote> Payouts { get; init; } = [];

    internal static FormulaNote Of(PoolAnalysis analysis)
    {
        var (context, market) = (analysis.Context, analysis.Market);
        var (model, discipline) = (context.Model, context.Discipline);
        var weights = model.WeightsOf(context.Rules.Factors, discipline);
        var fit = model.WinDividend(analysis.Own.Prices?.Pool ?? market.Pool!.Value, discipline);
        var crowd = analysis.Crowd;
        return new FormulaNote(
            new WeightsNote
            {
                Beta = weights.Beta.Value,
                Drift = weights.Drift.Value,
                JockeyTrainer = weights.JockeyTrainer.Value,
                Time = weights.Time.Value,
                Form = weights.Form.Value,
                Regularity = weights.Regularity.Value,
            },
            new WinDividendNote(fit.Constant, fit.LogOdds, fit.Momentum, fit.Forecast, fit.Deviation),
            model.OrderLaw(market.LawPool, discipline, market.Exponent)
        )
        {
            Crowd = new CrowdNote(crowd.Pool, crowd.Exponent, model.OrderLaw(crowd.Pool, discipline, crowd.Exponent)),
            Payouts = [.. UsedBy(analysis).Distinct().Select(PayoutNote.Of)],
        };
    }

    private static IEnumerable<PayoutFit> UsedBy(PoolAnalysis analysis) =>
        analysis
            .Singles.Prices.Select(price => price?.Payout)
            .Concat(analysis.Search.Best?.Combinations.Select(one => one.Fit) ?? [])
            .OfType<PayoutFit>();
}

public sealed record WeightsNote
{
    public required double Beta { get; init; }
    public required double Drift { get; init; }
    public required double JockeyTrainer { get; init; }
    public required double Time { get; init; }
    public required double Form { get; init; }
    public required double Regularity { get; init; }
}

/// <summary><c>exp(Constant + LogOdds · ln o5 + Momentum · ln(o5/o30) + Forecast · ln(ô/o5))</c>, ô being the expected closing odds; a missing price leaves its term out.</summary>
public sealed record WinDividendNote(double Constant, double LogOdds, double Momentum, double Forecast, double Deviation);

/// <summary>What the pool's win prices alone say: <c>p ∝ π^Exponent</c> over the starters with a price, then the law of the finishing order.</summary>
/// <param name="Pool">Whose exponent and law they are: those on whose prices the payout calibrations were fitted.</param>
/// <param name="Exponent">k.</param>
/// <param name="Orders">The law for these probabilities.</param>
public sealed record CrowdNote(Pool Pool, double Exponent, OrderLaw Orders);

/// <summary>A payout calibration: <c>exp(Constant + LogProbability · ln p + Squared · ln² p + Field · ln(starters/12))</c>, p by the pool's own prices.</summary>
public sealed record PayoutNote
{
    public required BetType Bet { get; init; }
    public required double ProbabilityLow { get; init; }
    public required double ProbabilityHigh { get; init; }
    public required PayoutCurve Curve { get; init; }

    /// <summary>Mean of probability times dividend in the band.</summary>
    public required double Value { get; init; }

    internal static PayoutNote Of(PayoutFit fit) =>
        new()
        {
            Bet = fit.Bet,
            ProbabilityLow = fit.ProbabilityLow,
            ProbabilityHigh = fit.ProbabilityHigh,
            Curve = fit.AtH5,
            Value = fit.Value,
        };
}
