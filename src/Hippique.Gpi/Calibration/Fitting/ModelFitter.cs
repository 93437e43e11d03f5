using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>A fitted model with the estimates behind it and its scores on the held-out races.</summary>
public sealed record FittedModel(GpiModel Model, IReadOnlyList<Estimate> Estimates, IReadOnlyList<WinScore> Scores);

/// <summary>
/// Fits everything that the analysis takes from past races. Pure: the same races give the same model. What the races are too few for is taken from another model, which the
/// estimates say.
/// </summary>
public sealed class ModelFitter(GpiModel fallback, IReadOnlyDictionary<string, FactorRules> columns)
{
    private readonly List<Estimate> _estimates = [];

    /// <param name="name">Name of the model, shown in every analysis.</param>
    /// <param name="data">Races to learn from and races to be judged on.</param>
    /// <param name="origin">Where the races come from; days, numbers and held-out days are filled in here.</param>
    /// <param name="places">Races of which little more than closing odds and place dividends is known; only place payouts are fitted on them.</param>
    /// <exception cref="InvalidOperationException">The races are too few to fit anything on.</exception>
    public FittedModel Fit(string name, FitData data, ModelData origin, IReadOnlyList<CalibrationRace>? places = null)
    {
        _estimates.Clear();
        var exponents = MarketFits.Exponents(data.Learn);
        if (exponents.Count == 0)
            throw new FitException(Problem.Of($"fewer than 100 races with a winner and every closing price"));
        foreach (var fit in exponents)
            _estimates.Add(
                new Estimate($"exponent {Name(fit.Family)} {Name(fit.Discipline)}", "k", fit.Value, fit.StandardError, fit.Races)
            );
        var orders = OrderFits.Fit(data, exponents);
        _estimates.AddRange(orders.Estimates);
        var (closes, dividends) = Closes(data);
        var market = new GpiModel
        {
            Name = name,
            Data = Describe(data, origin),
            Exponents = [.. exponents, .. fallback.Exponents.Where(fit => exponents.All(own => own.Family != fit.Family))],
            TwoPools = TwoPools(data) ?? fallback.TwoPools,
            OrderLaws = [.. orders.Laws, .. fallback.OrderLaws.Where(law => orders.Laws.All(own => own.Family != law.Family))],
            Closes = closes,
            WinDividends = dividends,
            Weights = fallback.Weights,
            Payouts = fallback.Payouts,
        };
        var weights = WeightFits.Fit(data.Learn, market, columns);
        _estimates.AddRange(weights.Estimates);
        var model = weights.Weights.Count == 0 ? market : market with { Weights = weights.Weights };
        var payouts = PayoutFits.Fit(data, model);
        _estimates.AddRange(payouts.Estimates);
        var further = (places ?? [])
            .GroupBy(race => race.Pool)
            .OrderBy(pool => pool.Key)
            .Select(pool => PayoutFits.FitPlaces(pool.Key, [.. pool], data, model))
            .ToList();
        _estimates.AddRange(further.SelectMany(fit => fit.Estimates));
        var fitted = payouts.Payouts.Concat(further.SelectMany(fit => fit.Payouts)).ToList();
        if (fitted.Count > 0)
            model = model with { Payouts = [.. fitted.OrderBy(fit => fit.Bet).ThenBy(fit => fit.Pool == Racing.Pool.ZEturf ? 0 : 1)] };
        if (places is { Count: > 0 })
            model = model with { Data = model.Data with { PlacesHeldOut = PlacesHeldOut(places) } };
        var scores = WinScores.Of(model, data.Judge, columns);
        return new FittedModel(model with { Scores = [.. scores.Select(Short)] }, [.. _estimates], scores);
    }

    private static SortedDictionary<string, DateOnly> PlacesHeldOut(IReadOnlyList<CalibrationRace> places) =>
        new(
            places
                .GroupBy(race => Racing.PoolText.Code(race.Pool))
                .ToDictionary(pool => pool.Key, pool => PayoutFits.HeldOutFrom([.. pool])),
            StringComparer.Ordinal
        );

    private TwoPoolsFit? TwoPools(FitData data)
    {
        var pools = MarketFits.TwoPools(data.TwoPools);
        if (pools is not null)
        {
            _estimates.Add(new Estimate("two pools together", "national", pools.National, pools.NationalError, pools.Races));
            _estimates.Add(new Estimate("two pools together", "internet", pools.Internet, pools.InternetError, pools.Races));
        }
        return pools;
    }

    /// <summary>A family that was not seen at H-5 moves as the other one does, which is the best guess there is.</summary>
    private (List<CloseFit> Closes, List<WinDividendFit> Dividends) Closes(FitData data)
    {
        var fits = Enum.GetValues<PoolFamily>().ToDictionary(family => family, family => CloseFits.Fit(data.Learn, family));
        var (closes, dividends) = (new List<CloseFit>(), new List<WinDividendFit>());
        foreach (var (family, fit) in fits)
        {
            if ((fit ?? fits.Values.FirstOrDefault(other => other is not null)) is not { } best)
            {
                closes.AddRange(fallback.Closes.Where(old => old.Family == family));
                dividends.AddRange(fallback.WinDividends.Where(old => old.Family == family));
                continue;
            }
            closes.Add(best.Close with { Family = family });
            dividends.Add(best.Dividend with { Family = family });
            if (fit is not null)
                _estimates.AddRange(fit.Estimates);
        }
        return (closes, dividends);
    }

    private static ModelData Describe(FitData data, ModelData origin) =>
        origin with
        {
            From = data.Learn.Min(race => race.Id.Date),
            To = data.Learn.Max(race => race.Id.Date),
            Races = data.Learn.Count,
            HeldOutFrom = data.HeldOut.Count == 0 ? null : data.HeldOut.Values.Min(),
            HeldOut = new SortedDictionary<string, DateOnly>(
                data.HeldOut.ToDictionary(pool => Racing.PoolText.Code(pool.Key), pool => pool.Value),
                StringComparer.Ordinal
            ),
        };

    private static ModelScore Short(WinScore score) =>
        new(
            $"{Name(score.Moment)}: {score.Method} less market",
            score.AgainstMarket.Count,
            score.AgainstMarket.Mean,
            score.AgainstMarket.Low,
            score.AgainstMarket.High
        );

    private static string Name<T>(T value)
        where T : Enum => value.ToString().ToLowerInvariant();
}
