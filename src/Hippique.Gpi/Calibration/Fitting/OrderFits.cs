using Hippique.Gpi.Probabilities.Laws;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>
/// Laws of the finishing order per discipline and pool family, on the fitted win probabilities of the close: who comes in at the next place among those left. Each is fitted on both families
/// together, and then on the family's own races with that as the prior (estimates, and the inverse squares of their errors as precision): the crowds of the pools differ, and a month or two of
/// one of them says little alone. So for the discounts (b = 0) and for the law p^a (1 − p)^b; for each place the one of the two that predicts the held-out races better is kept.
/// </summary>
internal static class OrderFits
{
    private const int FewestRaces = 100;

    public sealed record Result(IReadOnlyList<OrderLawFit> Laws, IReadOnlyList<Estimate> Estimates);

    public static Result Fit(FitData data, IReadOnlyList<ExponentFit> exponents)
    {
        var laws = new List<OrderLawFit>();
        var estimates = new List<Estimate>();
        foreach (var discipline in Enum.GetValues<ModelDiscipline>())
        {
            var together = Usable(data.Learn, null, discipline);
            if (together.Count < FewestRaces)
                continue;
            var (general, discounts) = (Of(together, exponents, withB: true), Of(together, exponents, withB: false));
            var name = discipline.ToString().ToLowerInvariant();
            estimates.AddRange(general.Estimates($"order {name}, p^a (1-p)^b"));
            estimates.AddRange(discounts.Estimates($"order {name}, p^a alone"));
            foreach (var family in Enum.GetValues<PoolFamily>())
            {
                var learn = Usable(data.Learn, family, discipline);
                if (learn.Count < FewestRaces)
                    continue;
                var judge = Usable(data.Judge, family, discipline);
                var own = $"order {family.ToString().ToLowerInvariant()} {name}";
                var withB = Judged(Of(learn, exponents, withB: true, general), judge, exponents, withB: true);
                var alone = Judged(Of(learn, exponents, withB: false, discounts), judge, exponents, withB: false);
                laws.Add(Best(withB, alone, family, discipline, learn.Count));
                estimates.AddRange(withB.Estimates($"{own}, p^a (1-p)^b"));
                for (var place = 0; place < 3 && judge.Count > 0; place++)
                    estimates.Add(
                        new Estimate(
                            $"{own}, held-out loss",
                            Law.Places[place] + ": with b less without",
                            withB.Loss[place] - alone.Loss[place],
                            null,
                            judge.Count
                        )
                    );
            }
        }
        return new Result(laws, estimates);
    }

    private static OrderLawFit Best(Law withB, Law alone, PoolFamily family, ModelDiscipline discipline, int races)
    {
        var (second, third, fourth) = (Better(0), Better(1), Better(2));
        return new OrderLawFit
        {
            Family = family,
            Discipline = discipline,
            SecondA = second.A[0],
            SecondB = second.B[0],
            ThirdA = third.A[1],
            ThirdB = third.B[1],
            FourthA = fourth.A[2],
            FourthB = fourth.B[2],
            OnShares = false,
            Races = races,
        };

        Law Better(int place) => withB.Loss[place] <= alone.Loss[place] ? withB : alone;
    }

    private static List<CalibrationRace> Usable(IReadOnlyList<CalibrationRace> races, PoolFamily? family, ModelDiscipline discipline) =>
        [
            .. races.Where(race =>
                race.Close is not null
                && race.Order.Count > 1
                && (family is null || race.Pool.Family() == family)
                && (discipline == ModelDiscipline.All || race.Discipline.ForModel() == discipline)
            ),
        ];

    /// <param name="learn">Races to learn from.</param>
    /// <param name="exponents">Of the win probabilities.</param>
    /// <param name="withB">With the factor (1 − p)^b.</param>
    /// <param name="prior">Null: none.</param>
    private static Law Of(List<CalibrationRace> learn, IReadOnlyList<ExponentFit> exponents, bool withB, Law? prior = null)
    {
        var law = new Law();
        for (var place = 0; place < 3; place++)
        {
            var sets = Next(learn, exponents, place + 1, withB);
            var fit = prior is null
                ? ConditionalLogit.Fit(sets)
                : ConditionalLogit.Fit(sets, prior.Precision(place, withB), prior.At(place, withB));
            law.A[place] = fit.Weights[0];
            law.AError[place] = fit.StandardErrors[0];
            law.Count[place] = fit.Sets;
            if (withB)
                (law.B[place], law.BError[place]) = (fit.Weights[1], fit.StandardErrors[1]);
        }
        return law;
    }

    private static Law Judged(Law law, List<CalibrationRace> judge, IReadOnlyList<ExponentFit> exponents, bool withB)
    {
        for (var place = 0; place < 3; place++)
        {
            var unseen = Next(judge, exponents, place + 1, withB);
            if (unseen.Count > 0)
                law.Loss[place] = ConditionalLogit.LogLosses(unseen, law.At(place, withB)).Average();
        }
        return law;
    }

    /// <summary>Who came in after the first <paramref name="before"/>, among those left.</summary>
    private static ChoiceSets Next(List<CalibrationRace> races, IReadOnlyList<ExponentFit> exponents, int before, bool withB)
    {
        var sets = new ChoiceSets(withB ? 2 : 1);
        var rows = new List<double>();
        foreach (var race in races)
        {
            var count = race.Starters.Count;
            if (race.Order.Count <= before || count - before < 2)
                continue;
            var p = new double[count];
            WinProbabilities.Fitted(race.Close, MarketFits.Of(exponents, race.Pool, race.Discipline), p);
            rows.Clear();
            var chosen = -1;
            for (var i = 0; i < count; i++)
            {
                if (race.Order.Take(before).Contains(i))
                    continue;
                if (i == race.Order[before])
                    chosen = rows.Count / sets.Features;
                rows.Add(Math.Log(p[i]));
                if (withB)
                    rows.Add(Math.Log(1 - p[i]));
            }
            sets.Add(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows), chosen);
        }
        return sets;
    }

    private sealed class Law
    {
        public static readonly string[] Places = ["second", "third", "fourth"];

        public double[] A { get; } = new double[3];
        public double[] AError { get; } = new double[3];
        public double[] B { get; } = new double[3];
        public double[] BError { get; } = new double[3];
        public int[] Count { get; } = new int[3];
        public double[] Loss { get; } = new double[3];

        public double[] At(int place, bool withB) => withB ? [A[place], B[place]] : [A[place]];

        public double[] Precision(int place, bool withB) =>
            withB ? [1 / (AError[place] * AError[place]), 1 / (BError[place] * BError[place])] : [1 / (AError[place] * AError[place])];

        public IEnumerable<Estimate> Estimates(string group)
        {
            for (var place = 0; place < 3; place++)
            {
                yield return new Estimate(group, Places[place] + " a", A[place], AError[place], Count[place]);
                if (BError[place] > 0)
                    yield return new Estimate(group, Places[place] + " b", B[place], BError[place], Count[place]);
            }
        }
    }
}
