using Hippique.Gpi.Probabilities.Laws;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration;

/// <summary>Predicted and observed places of the horses of one bin.</summary>
/// <param name="Low">Lower end of the predicted probability.</param>
/// <param name="Runners">How many horses.</param>
/// <param name="Predicted">Their mean place probability.</param>
/// <param name="Observed">The share that was placed.</param>
/// <param name="StandardError">Of the share, if the predictions are right.</param>
public sealed record PlaceBin(double Low, int Runners, double Predicted, double Observed, double StandardError)
{
    private const double TwoPoints = 0.02;

    /// <summary>The larger of two points and two standard errors.</summary>
    public double Allowed => Math.Max(TwoPoints, 2 * StandardError);
    public bool Passed => Math.Abs(Observed - Predicted) <= Allowed;
}

/// <summary>Place calibration of one family of disciplines: ten bins of equal width; those without a horse are left out.</summary>
public sealed record PlaceTable(DisciplineFamily Family, int Races, IReadOnlyList<PlaceBin> Bins)
{
    public bool Passed => Bins.All(bin => bin.Passed);

    /// <summary>Tables of flat, trot and jumps on races whose places are all known.</summary>
    /// <param name="races">Races that the model was not fitted on.</param>
    /// <param name="win">Win probabilities of a race.</param>
    /// <param name="law">The law of the finishing order for them.</param>
    public static IReadOnlyList<PlaceTable> Of(
        IReadOnlyList<CalibrationRace> races,
        Func<CalibrationRace, double[]> win,
        Func<CalibrationRace, OrderLaw> law
    )
    {
        var judged = Judge(races, win, law);
        return
        [
            .. new[] { DisciplineFamily.Flat, DisciplineFamily.Trot, DisciplineFamily.Jumps }.Select(family =>
                Of(family, [.. judged.Where(race => race.Race.Discipline.Family() == family)])
            ),
        ];
    }

    /// <summary>
    /// The likely ones of flat, harness and mounted races, by the pool whose prices gave the probabilities: the horses on which a law that is wrong about favourites errs most. Groups without
    /// a race are left out.
    /// </summary>
    /// <inheritdoc cref="Of(IReadOnlyList{CalibrationRace}, Func{CalibrationRace, double[]}, Func{CalibrationRace, OrderLaw})" path="/param"/>
    public static IReadOnlyList<FavouriteTable> Favourites(
        IReadOnlyList<CalibrationRace> races,
        Func<CalibrationRace, double[]> win,
        Func<CalibrationRace, OrderLaw> law
    )
    {
        var judged = Judge(races, win, law);
        var tables = new List<FavouriteTable>();
        foreach (var discipline in new[] { ModelDiscipline.Flat, ModelDiscipline.Harness, ModelDiscipline.Mounted })
        foreach (var pool in Enum.GetValues<PoolFamily>())
        {
            var own = judged.Where(one => one.Race.Discipline.ForModel() == discipline && one.Race.Pool.Family() == pool).ToList();
            if (own.Count > 0)
                tables.Add(new FavouriteTable(discipline, pool, own.Count, [.. BinsOf(own).Where(bin => bin.Low >= FavouriteTable.From)]));
        }
        return tables;
    }

    private static List<(CalibrationRace Race, double[] Places)> Judge(
        IReadOnlyList<CalibrationRace> races,
        Func<CalibrationRace, double[]> win,
        Func<CalibrationRace, OrderLaw> law
    ) =>
        [
            .. races
                .Where(race => race.PlacesPaid > 0 && race.Placed.Count >= race.PlacesPaid)
                .AsParallel()
                .AsOrdered()
                .Select(race =>
                {
                    var p = new double[race.Starters.Count];
                    new Orders(win(race), law(race)).Places(race.PlacesPaid, p);
                    return (race, p);
                }),
        ];

    private static PlaceTable Of(DisciplineFamily family, List<(CalibrationRace Race, double[] Places)> judged) =>
        new(family, judged.Count, BinsOf(judged));

    private static List<PlaceBin> BinsOf(List<(CalibrationRace Race, double[] Places)> judged)
    {
        var bins = new ReliabilityBins(ReliabilityBins.Place);
        foreach (var (race, places) in judged)
        {
            for (var i = 0; i < places.Length; i++)
                bins.Add(places[i], race.Placed.Contains(i));
        }
        return [.. bins.Filled().Select(bin => new PlaceBin(bin.Low, bin.Runners, bin.Predicted, bin.Observed, bin.StandardError))];
    }
}

/// <summary>Place calibration of the likely ones of one discipline, by the prices of one family of pools.</summary>
/// <param name="Discipline">Flat, harness or mounted.</param>
/// <param name="Pool">Whose prices.</param>
/// <param name="Races">How many.</param>
/// <param name="Bins">From <see cref="From"/> on.</param>
public sealed record FavouriteTable(ModelDiscipline Discipline, PoolFamily Pool, int Races, IReadOnlyList<PlaceBin> Bins)
{
    /// <summary>Place probability from which a horse counts as likely.</summary>
    public const double From = 0.5;
}
