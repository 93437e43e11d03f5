using Hippique.Gpi.Factors;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Calibration;

/// <summary>The moment whose prices a forecast is made from.</summary>
public enum PriceMoment
{
    /// <summary>Prices of half an hour before the off.</summary>
    H30,

    /// <summary>Prices that were seen at H-5.</summary>
    H5,

    /// <summary>The last prices.</summary>
    Close,
}

/// <summary>Win probabilities of past races, step by step as the analysis makes them; each sums to 1.</summary>
public static class WinForecast
{
    /// <summary>The prices of the moment; null if they are not whole or were not seen then.</summary>
    public static double[]? Odds(CalibrationRace race, PriceMoment moment) =>
        moment switch
        {
            PriceMoment.H30 => race is { IsH30Seen: true, H30.Length: > 1 } && !race.H30.Any(double.IsNaN) ? race.H30 : null,
            PriceMoment.H5 => race.H5,
            PriceMoment.Close => race.Close,
            _ => throw new ArgumentOutOfRangeException(nameof(moment)),
        };

    /// <summary>The shares of the pool.</summary>
    public static double[] Market(double[] odds)
    {
        var p = new double[odds.Length];
        WinProbabilities.Multiplicative(odds, p);
        return p;
    }

    /// <summary>The shares of the pool with the fitted exponent, <c>π^k</c>.</summary>
    public static double[] Exponent(GpiModel model, CalibrationRace race, PriceMoment moment)
    {
        var odds = Odds(race, moment) ?? throw new ArgumentException("the race has no such prices", nameof(race));
        var p = new double[odds.Length];
        WinProbabilities.Fitted(odds, model.Exponent(race.Pool, race.Discipline).Value, p);
        return p;
    }

    /// <summary>
    /// What the fitted market says: <c>π^k</c>; at H-5, if the model has it, the forecast of the closing shares with its own exponent.
    /// </summary>
    public static double[] FittedMarket(GpiModel model, CalibrationRace race, PriceMoment moment)
    {
        var close = moment == PriceMoment.H5 && model.Closes.Count > 0 ? model.Close(race.Pool, race.Discipline) : null;
        if (close?.Exponent is not { } exponent)
            return Exponent(model, race, moment);
        var odds = Odds(race, moment) ?? throw new ArgumentException("the race has no such prices", nameof(race));
        var p = new double[odds.Length];
        CloseForecast.Shares(close, odds, race.H30, CardFeatures.Of(race.Starters, race.Statistics, odds), p);
        for (var i = 0; i < p.Length; i++)
            p[i] = Math.Pow(p[i], exponent);
        WinProbabilities.Normalise(p);
        return p;
    }

    /// <summary>All factors at their declared weights, on the market as it was fitted (β = 1).</summary>
    public static double[] Declared(GpiModel model, FactorRules rules, CalibrationRace race, PriceMoment moment)
    {
        // The exponent alone: the forecast of the close has read the card already, and the method as it was written knew nothing of it.
        var p = Exponent(model, race, moment);
        var factors = Factors(rules, race, Odds(race, moment)!);
        for (var i = 0; i < p.Length; i++)
            p[i] *= factors[i].Product;
        WinProbabilities.Normalise(p);
        return p;
    }

    /// <summary>The fitted market with the fitted weights of the factors.</summary>
    public static double[] Fitted(GpiModel model, string column, FactorRules rules, CalibrationRace race, PriceMoment moment)
    {
        var p = FittedMarket(model, race, moment);
        var weights = model.WeightsOf(column, race.Discipline);
        var factors = Factors(rules, race, Odds(race, moment)!);
        for (var i = 0; i < p.Length; i++)
            p[i] = Math.Exp(
                weights.Beta.Value * Math.Log(p[i])
                    + weights.Drift.Value * Math.Log(factors[i].Drift.Value)
                    + weights.JockeyTrainer.Value * Math.Log(factors[i].JockeyTrainer.Value)
                    + weights.Time.Value * Math.Log(factors[i].Time.Value)
                    + weights.Form.Value * Math.Log(factors[i].Form.Value)
                    + weights.Regularity.Value * Math.Log(factors[i].Regularity.Value)
            );
        WinProbabilities.Normalise(p);
        return p;
    }

    /// <summary>The factors as the rules have them; a missing price of H-30 is a factor of 1.</summary>
    public static RunnerFactors[] Factors(FactorRules rules, CalibrationRace race, double[] odds)
    {
        var early = Array.ConvertAll(race.H30, price => double.IsNaN(price) ? 0 : price);
        return RaceFactors.Of(rules, race.Discipline, race.Starters, race.Statistics, early, odds);
    }
}
