using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>Win exponents: <c>p ∝ π^k</c> at the close, per pool family and discipline.</summary>
internal static class MarketFits
{
    /// <summary>With fewer races than this a discipline has no fit of its own.</summary>
    private const int FewestRaces = 100;

    public static IReadOnlyList<ExponentFit> Exponents(IReadOnlyList<CalibrationRace> races)
    {
        var fits = new List<ExponentFit>();
        foreach (var family in Enum.GetValues<PoolFamily>())
        {
            var own = races.Where(race => race.Close is not null && race.Order.Count > 0 && race.Pool.Family() == family).ToList();
            foreach (var discipline in Enum.GetValues<ModelDiscipline>())
            {
                var some = discipline == ModelDiscipline.All ? own : [.. own.Where(race => race.Discipline.ForModel() == discipline)];
                if (some.Count < FewestRaces)
                    continue;
                var fit = ConditionalLogit.Fit(Winners(some, race => race.Close!));
                fits.Add(new ExponentFit(family, discipline, fit.Weights[0], fit.StandardErrors[0], fit.Sets));
            }
        }
        return fits;
    }

    /// <summary>Weights of both pools' log shares together; null with too few races.</summary>
    public static TwoPoolsFit? TwoPools(IReadOnlyList<CalibrationRace> races)
    {
        if (races.Count < FewestRaces)
            return null;
        var sets = new ChoiceSets(2);
        foreach (var race in races)
        {
            var rows = new double[2 * race.Starters.Count];
            for (var i = 0; i < race.Starters.Count; i++)
            {
                var national = race.Pool.Family() == PoolFamily.National;
                rows[2 * i] = -Math.Log((national ? race.Close : race.OtherClose)![i]);
                rows[2 * i + 1] = -Math.Log((national ? race.OtherClose : race.Close)![i]);
            }
            sets.Add(rows, race.Order[0]);
        }
        var fit = ConditionalLogit.Fit(sets);
        return new TwoPoolsFit(fit.Weights[0], fit.StandardErrors[0], fit.Weights[1], fit.StandardErrors[1], fit.Sets);
    }

    /// <summary>Winners among the log shares of some odds.</summary>
    public static ChoiceSets Winners(IEnumerable<CalibrationRace> races, Func<CalibrationRace, double[]> odds)
    {
        var sets = new ChoiceSets(1);
        foreach (var race in races)
            sets.Add([.. odds(race).Select(price => -Math.Log(price))], race.Order[0]);
        return sets;
    }

    /// <summary>The exponent for a race, most special first; 1 if there is no fit.</summary>
    public static double Of(IReadOnlyList<ExponentFit> fits, Pool pool, Discipline discipline)
    {
        var family = pool.Family();
        var wanted = discipline.ForModel();
        var fit =
            fits.FirstOrDefault(fit => fit.Family == family && fit.Discipline == wanted)
            ?? fits.FirstOrDefault(fit => fit.Family == family && fit.Discipline == ModelDiscipline.All);
        return fit?.Value ?? 1;
    }
}
