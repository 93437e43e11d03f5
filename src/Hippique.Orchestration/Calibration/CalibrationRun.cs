using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Orchestration.Calibration;

/// <summary>Fits a model on files of recorded races.</summary>
public static class CalibrationRun
{
    /// <summary>The columns of factors that the shipped rule sets use, by name.</summary>
    public static IReadOnlyDictionary<string, FactorRules> Columns { get; } =
        RuleSets
            .Names.Select(name => RuleSets.Load(name).Value)
            .DistinctBy(rules => rules.Factors)
            .ToDictionary(rules => rules.Factors, rules => rules.FactorRules);

    /// <param name="files">The races.</param>
    /// <param name="name">Name of the model.</param>
    /// <param name="heldOut">First held-out day by pool; null: <see cref="FitData.DefaultSplit"/>.</param>
    /// <param name="dividends">Place dividends of further pools; null: none.</param>
    /// <exception cref="InvalidOperationException">The races are too few.</exception>
    public static FittedModel Fit(
        RaceFiles files,
        string name,
        IReadOnlyDictionary<Pool, DateOnly>? heldOut,
        DividendFiles? dividends = null
    )
    {
        var races = files.Races();
        var data = new FitData(races, heldOut ?? FitData.DefaultSplit(races));
        var origin = new ModelData
        {
            From = default,
            To = default,
            Races = 0,
            Files = new SortedDictionary<string, string>(
                (dividends is null ? files.Hashes : files.Hashes.Concat(dividends.Hashes)).DistinctBy(file => file.Key).ToDictionary(),
                StringComparer.Ordinal
            ),
            Origin = "Fitted by hippique calibrate on recorded races before the held-out days.",
        };
        return new ModelFitter(GpiModels.Default, Columns).Fit(name, data, origin, dividends?.Races);
    }

    /// <summary>The races that a model was not fitted on: those from its held-out days on.</summary>
    public static IReadOnlyList<CalibrationRace> Unseen(GpiModel model, IEnumerable<CalibrationRace> races) =>
        [
            .. races.Where(race =>
                race.OtherClose is null && model.Data.HeldOut.TryGetValue(race.Pool.Code(), out var from) && race.Id.Date >= from
            ),
        ];

    /// <summary>
    /// Whether the fit saw no race of the pool and day: a held-out day of the pool, or, where nothing of it was held out, one after the last day of the fit. <see cref="Unseen"/> takes
    /// the former only, since files of recorded races are mostly of days before.
    /// </summary>
    public static bool IsUnseen(GpiModel model, Pool pool, DateOnly date) =>
        model.Data.HeldOut.TryGetValue(pool.Code(), out var from) ? date >= from : date > model.Data.To;

    /// <summary>The races of place dividends that a model was not fitted on; none of a pool of which the model does not say what was held out.</summary>
    public static IReadOnlyList<CalibrationRace> UnseenPlaces(GpiModel model, IEnumerable<CalibrationRace> places) =>
        [.. places.Where(race => model.Data.PlacesHeldOut.TryGetValue(race.Pool.Code(), out var from) && race.Id.Date >= from)];
}
