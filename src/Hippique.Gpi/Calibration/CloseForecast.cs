namespace Hippique.Gpi.Calibration;

/// <summary>
/// The closing shares of the pool, predicted at H-5 from the prices and the card: late money is partly predictable. The move of every runner is regressed, not the win of one
/// (seven hundred races have nine thousand movers, and only seven hundred winners).
/// </summary>
public static class CloseForecast
{
    /// <summary>Writes predicted shares of the closing book; they sum to 1.</summary>
    /// <param name="fit">The regression.</param>
    /// <param name="odds">Win odds at H-5, all above 1.</param>
    /// <param name="oddsH30">Win odds at H-30; NaN if one has none, which counts as no move.</param>
    /// <param name="features">From <see cref="CardFeatures.Of"/>.</param>
    /// <param name="result">As long as the odds.</param>
    public static void Shares(
        CloseFit fit,
        ReadOnlySpan<double> odds,
        ReadOnlySpan<double> oddsH30,
        ReadOnlySpan<double> features,
        Span<double> result
    )
    {
        var weights = Weights(fit);
        var sum = 0.0;
        for (var i = 0; i < odds.Length; i++)
        {
            var log = Math.Log(odds[i]);
            var close = fit.Constant + fit.LogOdds * log + fit.Momentum * Momentum(odds[i], oddsH30[i]);
            for (var k = 0; k < weights.Length; k++)
                close += weights[k] * features[i * weights.Length + k];
            sum += result[i] = Math.Exp(-close);
        }
        for (var i = 0; i < odds.Length; i++)
            result[i] /= sum;
    }

    /// <summary>ln(o5/o30); 0 if the earlier price is missing.</summary>
    public static double Momentum(double odds, double oddsH30) => double.IsNaN(oddsH30) ? 0 : Math.Log(odds / oddsH30);

    /// <summary>The coefficients in the order of <see cref="CardFeatures.Names"/>; 0 for a feature that the fit does not have.</summary>
    private static double[] Weights(CloseFit fit)
    {
        var weights = new double[CardFeatures.Names.Count];
        foreach (var coefficient in fit.Card)
        {
            for (var k = 0; k < weights.Length; k++)
                if (CardFeatures.Names[k] == coefficient.Feature)
                    weights[k] = coefficient.Value;
        }
        return weights;
    }
}
