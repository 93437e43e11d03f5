using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Factors;

/// <summary>The factors of every starter of a race; also what the weights are fitted on.</summary>
public static class RaceFactors
{
    /// <param name="rules">The column.</param>
    /// <param name="discipline">That of the race.</param>
    /// <param name="starters">In any order; every list is parallel to it.</param>
    /// <param name="statistics">Null if nothing is known.</param>
    /// <param name="oddsH30">0 without a price.</param>
    /// <param name="oddsH5">0 without a price.</param>
    public static RunnerFactors[] Of(
        FactorRules rules,
        Discipline discipline,
        IReadOnlyList<Runner> starters,
        IReadOnlyList<RunnerStatistics?> statistics,
        ReadOnlySpan<double> oddsH30,
        ReadOnlySpan<double> oddsH5
    )
    {
        var drift = Drifts(rules, oddsH30, oddsH5);
        var bests = discipline.Family() == DisciplineFamily.Trot ? Bests(statistics) : new double[starters.Count];
        var median = Median(bests);
        var result = new RunnerFactors[starters.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var figures = FiguresOf(starters[i], discipline, rules.Performances);
            result[i] = new RunnerFactors
            {
                Drift = drift[i],
                JockeyTrainer = CardFactors.JockeyTrainer(
                    rules.JockeyTrainer,
                    Percent(statistics[i]?.Jockey),
                    Percent(statistics[i]?.Trainer),
                    discipline
                ),
                Time = TimeOf(rules, bests[i], median),
                Form = FormOf(rules, figures),
                Regularity = RegularityOf(rules, figures, starters[i]),
            };
        }
        return result;
    }

    /// <summary>Null if the musique is missing, cannot be read or has no run of the family.</summary>
    public static FormFigures? FiguresOf(Runner runner, Discipline discipline, int performances) =>
        Form.Parse(runner.Form).TryGet(out var form) ? FormFigures.Of(form, discipline.Family(), performances) : null;

    /// <summary>The base of v5.2, a mean of the shares of both looks if every starter has both prices; else the shares of H-5 as they are.</summary>
    public static void BlendShares(FactorRules rules, ReadOnlySpan<double> oddsH30, Span<double> shares)
    {
        if (rules is not FactorRules.V52 { Gain.BaseH5: var weight } || oddsH30.ContainsAny(0.0, double.NaN))
            return;
        var book = Book(oddsH30);
        for (var i = 0; i < shares.Length; i++)
            shares[i] = shares[i] > 0 ? weight * shares[i] + (1 - weight) / oddsH30[i] / book : 0;
    }

    private static Factor[] Drifts(FactorRules rules, ReadOnlySpan<double> oddsH30, ReadOnlySpan<double> oddsH5)
    {
        double bookH30 = Book(oddsH30),
            bookH5 = Book(oddsH5),
            favourite = double.PositiveInfinity;
        foreach (var odds in oddsH30)
            if (odds > 0)
                favourite = Math.Min(favourite, odds);
        var drifts = new Factor[oddsH5.Length];
        for (var i = 0; i < drifts.Length; i++)
        {
            var (before, after) = (oddsH30[i], oddsH5[i]);
            drifts[i] =
                before <= 0 || after <= 0 ? Factor.Missing
                : rules is FactorRules.V51 v51 ? DriftFactor.V51(v51.Drift, before, after)
                : rules is FactorRules.V52 v52
                    ? DriftFactor.V52(v52.Gain, before, after, 1 / before / bookH30, 1 / after / bookH5, before == favourite)
                : Factor.Missing;
        }
        return drifts;
    }

    private static Factor TimeOf(FactorRules rules, double best, double median) =>
        (best, rules) switch
        {
            (0, _) => Factor.Missing,
            (_, FactorRules.V51 v51) => CardFactors.Time(v51.Time, best, median),
            (_, FactorRules.V52 v52) => CardFactors.Time(v52.Time, best),
            _ => Factor.Missing,
        };

    private static Factor FormOf(FactorRules rules, FormFigures? figures) =>
        (figures, rules) switch
        {
            ({ } known, FactorRules.V51 v51) => CardFactors.Form(v51.Form, known),
            ({ } known, FactorRules.V52 v52) => CardFactors.Form(v52.Form, known),
            _ => Factor.Missing,
        };

    private static Factor RegularityOf(FactorRules rules, FormFigures? figures, Runner runner) =>
        (figures, rules) switch
        {
            ({ } known, FactorRules.V51 v51) => CardFactors.Regularity(v51.Regularity, known),
            (_, FactorRules.V52 v52) => CardFactors.Regularity(v52.Regularity, runner),
            _ => Factor.Missing,
        };

    private static double? Percent(WinRecord? record) => record is { Known: true } ? 100 * record.Rate : null;

    private static double[] Bests(IReadOnlyList<RunnerStatistics?> statistics)
    {
        var bests = new double[statistics.Count];
        for (var i = 0; i < bests.Length; i++)
            if (statistics[i] is { Times: { Count: > 0 } times })
                bests[i] = times.Take(3).Min();
        return bests;
    }

    private static double Median(double[] bests)
    {
        var known = Array.FindAll(bests, best => best > 0);
        if (known.Length == 0)
            return 0;
        Array.Sort(known);
        var middle = known.Length / 2;
        return known.Length % 2 == 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
    }

    private static double Book(ReadOnlySpan<double> odds)
    {
        var book = 0.0;
        foreach (var o in odds)
            book += o > 0 ? 1 / o : 0;
        return book;
    }
}
