using Hippique.Gpi.Calibration;
using Hippique.Gpi.Factors;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Market;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;

namespace Hippique.Gpi.Probabilities;

/// <summary>
/// From the market to the probabilities of the rules: <c>log p = β · log π + Σ w · log f − log Z</c>, once with the declared weights (all 1) on the market as it stands, once with
/// those of the model on the market as it is expected to close; then places by exact enumeration.
/// </summary>
internal sealed class RaceProbabilities
{
    private readonly Orders _orders;
    private readonly int[] _position;

    /// <param name="context">Of the race.</param>
    /// <param name="market">What the prices say.</param>
    /// <param name="placed">By starter, what the place pool's money makes of its weight for the places after the first; null: nothing.</param>
    public RaceProbabilities(AnalysisContext context, MarketView market, double[]? placed = null)
    {
        Market = market;
        var rules = context.Rules;
        Factors = RaceFactors.Of(
            rules.FactorRules,
            context.Discipline,
            context.Field.Runners,
            context.Statistics,
            market.OddsH30,
            market.Leading?.Win ?? market.Share
        );
        DriftCoverage = Coverage(factors => factors.Drift.Known);
        JockeyTrainerCoverage = Coverage(factors => factors.JockeyTrainer.Known);
        Degraded = DriftCoverage < rules.Guards.DriftCoverageMin && rules.Guards.PlaysWithoutH30;
        if (Degraded)
            for (var i = 0; i < Factors.Length; i++)
                Factors[i] = Factors[i] with { Drift = Factor.Missing };

        var weights = context.Model.WeightsOf(rules.Factors, context.Discipline);
        (Declared, Fitted) = (new double[Factors.Length], new double[Factors.Length]);
        for (var i = 0; i < Factors.Length; i++)
        {
            if (market.Probability[i] <= 0)
                continue;
            Declared[i] = market.Probability[i] * Factors[i].Product;
            Fitted[i] = Math.Exp(weights.Beta.Value * Math.Log(market.Forecast[i]) + Weighted(weights, Factors[i]));
        }
        if (market.Leading is not null)
        {
            WinProbabilities.Normalise(Declared);
            WinProbabilities.Normalise(Fitted);
        }
        (_orders, _position) = OrdersOf(Win = rules.Weights == WeightsChoice.Declared ? Declared : Fitted, context, placed);
        Place = Among(context.PlacesPaid);
        Sigma = Uncertainty(weights);
    }

    public MarketView Market { get; }
    public RunnerFactors[] Factors { get; }

    /// <summary>Share of the starters whose drift is known.</summary>
    public double DriftCoverage { get; }
    public double JockeyTrainerCoverage { get; }

    /// <summary>The rules play without drift, and do so here.</summary>
    public bool Degraded { get; }
    public double[] Declared { get; }
    public double[] Fitted { get; }

    /// <summary>Those of the two that the rules use for tickets; 0 without a price.</summary>
    public double[] Win { get; }

    /// <summary>Probability to be among the places paid.</summary>
    public double[] Place { get; }

    /// <summary>Deviation of ln p: that of the fit, and the distance to Shin's opinion.</summary>
    public double[] Sigma { get; }
    public Orders Orders => _orders;

    /// <summary>Index in <see cref="Orders"/>; -1 without a price.</summary>
    public int[] Position => _position;

    private double[] Among(int places)
    {
        var among = new double[_orders.Count];
        _orders.Places(places, among);
        var result = new double[_position.Length];
        for (var i = 0; i < result.Length; i++)
            result[i] = _position[i] >= 0 ? among[_position[i]] : 0;
        return result;
    }

    /// <summary>The fit's own variance: each fitted value moves ln p by its feature less the field's mean of it.</summary>
    private double[] Uncertainty(WeightsFit weights)
    {
        var sigma = new double[Win.Length];
        double ErrorOf(FittedWeight weight) => Win == Fitted ? weight.StandardError ?? 0 : 0;
        AddVariance(sigma, Market.ExponentError / Market.Exponent, i => Math.Log(Market.Probability[i]));
        AddVariance(sigma, ErrorOf(weights.Beta), i => Math.Log(Market.Forecast[i]));
        AddVariance(sigma, ErrorOf(weights.Drift), i => Math.Log(Factors[i].Drift.Value));
        AddVariance(sigma, ErrorOf(weights.JockeyTrainer), i => Math.Log(Factors[i].JockeyTrainer.Value));
        AddVariance(sigma, ErrorOf(weights.Time), i => Math.Log(Factors[i].Time.Value));
        AddVariance(sigma, ErrorOf(weights.Form), i => Math.Log(Factors[i].Form.Value));
        AddVariance(sigma, ErrorOf(weights.Regularity), i => Math.Log(Factors[i].Regularity.Value));
        for (var i = 0; i < sigma.Length; i++)
        {
            if (Win[i] <= 0)
                continue;
            var distance = Market.Shin[i] > 0 ? Math.Log(Market.Shin[i] / Market.Probability[i]) : 0;
            sigma[i] = Math.Sqrt(sigma[i] + distance * distance);
        }
        return sigma;
    }

    private void AddVariance(double[] variance, double error, Func<int, double> feature)
    {
        if (error == 0)
            return;
        var mean = 0.0;
        for (var i = 0; i < variance.Length; i++)
            mean += Win[i] > 0 ? Win[i] * feature(i) : 0;
        for (var i = 0; i < variance.Length; i++)
            if (Win[i] > 0)
                variance[i] += Math.Pow(error * (feature(i) - mean), 2);
    }

    private double Coverage(Func<RunnerFactors, bool> known) => Factors.Length == 0 ? 0 : (double)Factors.Count(known) / Factors.Length;

    private static double Weighted(WeightsFit weights, RunnerFactors factors) =>
        weights.Drift.Value * Math.Log(factors.Drift.Value)
        + weights.JockeyTrainer.Value * Math.Log(factors.JockeyTrainer.Value)
        + weights.Time.Value * Math.Log(factors.Time.Value)
        + weights.Form.Value * Math.Log(factors.Form.Value)
        + weights.Regularity.Value * Math.Log(factors.Regularity.Value);

    private (Orders, int[]) OrdersOf(double[] win, AnalysisContext context, double[]? placed)
    {
        var position = new int[win.Length];
        var priced = new List<double>(win.Length);
        var factors = new List<double>(win.Length);
        for (var i = 0; i < win.Length; i++)
        {
            position[i] = win[i] > 0 ? priced.Count : -1;
            if (win[i] <= 0)
                continue;
            priced.Add(win[i]);
            if (placed is not null)
                factors.Add(placed[i]);
        }
        var law = context.Model.OrderLaw(Market.LawPool, context.Discipline, Market.Exponent);
        return (new Orders([.. priced], law, [.. factors]), position);
    }
}
