using Hippique.Gpi.Calibration.Fitting;

namespace Hippique.Gpi.Calibration;

/// <summary>A fitted model with the estimates behind it.</summary>
public sealed record FittedModel(GpiModel Model, IReadOnlyList<Estimate> Estimates);

/// <summary>Fits everything that the analysis takes from past races. Pure: the same races give the same model.</summary>
public static class ModelFitter
{
    /// <param name="name">Name of the model, shown in every analysis.</param>
    /// <param name="data">Races to learn from and races to be judged on.</param>
    /// <param name="origin">What the model is to say of its data; days, races and held-out days are filled in here.</param>
    /// <exception cref="InvalidOperationException">The races are too few to fit anything on.</exception>
    public static FittedModel Fit(string name, FitData data, ModelData origin)
    {
        var exponents = MarketFits.Exponents(data.Learn);
        if (exponents.Count == 0)
            throw new InvalidOperationException("fewer than 100 races with a winner and every closing price");
        List<Estimate> estimates =
        [
            .. exponents.Select(fit => new Estimate(
                $"exponent {fit.Family.ToString().ToLowerInvariant()} {fit.Discipline.ToString().ToLowerInvariant()}",
                "k",
                fit.Value,
                fit.StandardError,
                fit.Races
            )),
        ];
        var pools = MarketFits.TwoPools(data.TwoPools);
        if (pools is not null)
        {
            estimates.Add(new Estimate("two pools together", "national", pools.National, pools.NationalError, pools.Races));
            estimates.Add(new Estimate("two pools together", "internet", pools.Internet, pools.InternetError, pools.Races));
        }
        var orders = OrderFits.Fit(data, exponents);
        estimates.AddRange(orders.Estimates);
        var closes = new List<CloseFit>();
        var dividends = new List<WinDividendFit>();
        foreach (var family in Enum.GetValues<PoolFamily>())
        {
            if (CloseFits.Fit(data.Learn, family) is not { } close)
                continue;
            closes.Add(close.Close);
            dividends.Add(close.Dividend);
            estimates.AddRange(close.Estimates);
        }
        var model = new GpiModel
        {
            Name = name,
            Data = Describe(data, origin),
            Exponents = exponents,
            TwoPools = pools,
            OrderLaws = orders.Laws,
            Closes = closes,
            WinDividends = dividends,
            Weights = [],
        };
        return new FittedModel(model, estimates);
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
}
