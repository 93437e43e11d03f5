using Hippique.Gpi.Calibration;
using Hippique.Gpi.Probabilities.Laws;

namespace Hippique.Gpi;

/// <summary>The numbers of the model that this analysis has used, so that it can be redone by hand without the model file.</summary>
/// <param name="Weights">Of <c>ln p = beta · ln(forecast probability) + Σ weight · ln(factor) − ln Z</c>, the fitted column.</param>
/// <param name="WinDividend">Of the expected dividend of a win bet.</param>
/// <param name="Orders">The law of the finishing order, for the win probabilities as they stand here.</param>
public sealed record FormulaNote(WeightsNote Weights, WinDividendNote WinDividend, OrderLaw Orders)
{
    internal static FormulaNote Of(GpiModel model, string factors, Racing.Pool pool, Racing.Discipline discipline, double exponent)
    {
        var weights = model.WeightsOf(factors, discipline);
        var fit = model.WinDividend(pool, discipline);
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
            model.OrderLaw(discipline, exponent)
        );
    }
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
