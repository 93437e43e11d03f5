using Hippique.Gpi.Probabilities;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>
/// Laws of the finishing order per discipline, on the fitted win probabilities of the close: who comes in at the next place among those left. The discounts (b = 0) and the
/// law p^a (1 − p)^b are both fitted; the one that predicts the held-out races better is kept, for all three places together.
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
            var learn = Usable(data.Learn, discipline);
            if (learn.Count < FewestRaces)
                continue;
            var judge = Usable(data.Judge, discipline);
            var general = Of(learn, judge, exponents, withB: true);
            var discounts = Of(learn, judge, exponents, withB: false);
            var kept = judge.Count == 0 || general.Loss <= discounts.Loss ? general : discounts;
            laws.Add(
                new OrderLawFit(
                    discipline,
                    kept.A[0],
                    kept.B[0],
                    kept.A[1],
                    kept.B[1],
                    kept.A[2],
                    kept.B[2],
                    OnShares: false,
                    learn.Count
                )
            );
            var name = discipline.ToString().ToLowerInvariant();
            estimates.AddRange(general.Estimates($"order {name}, p^a (1-p)^b"));
            estimates.AddRange(discounts.Estimates($"order {name}, p^a alone"));
            if (judge.Count > 0)
            {
                var gain = new Estimate($"order {name}", "held-out loss of p^a (1-p)^b less p^a", general.Loss - discounts.Loss, null, judge.Count);
                estimates.Add(gain);
            }
        }
        return new Result(laws, estimates);
    }

    private static List<CalibrationRace> Usable(IReadOnlyList<CalibrationRace> races, ModelDiscipline discipline) =>
        [
            .. races.Where(race =>
                race.Close is not null
                && race.Order.Count > 1
                && (discipline == ModelDiscipline.All || race.Discipline.ForModel() == discipline)
            ),
        ];

    private static Law Of(List<CalibrationRace> learn, List<CalibrationRace> judge, IReadOnlyList<ExponentFit> exponents, bool withB)
    {
        var law = new Law();
        for (var place = 0; place < 3; place++)
        {
            var fit = ConditionalLogit.Fit(Next(learn, exponents, place + 1, withB));
            law.A[place] = fit.Weights[0];
            law.AError[place] = fit.StandardErrors[0];
            law.Count[place] = fit.Sets;
            if (withB)
                (law.B[place], law.BError[place]) = (fit.Weights[1], fit.StandardErrors[1]);
            var unseen = Next(judge, exponents, place + 1, withB);
            if (unseen.Count > 0)
                law.Loss += ConditionalLogit.LogLosses(unseen, fit.Weights).Average();
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
        private static readonly string[] Places = ["second", "third", "fourth"];

        public double[] A { get; } = new double[3];
        public double[] AError { get; } = new double[3];
        public double[] B { get; } = new double[3];
        public double[] BError { get; } = new double[3];
        public int[] Count { get; } = new int[3];
        public double Loss { get; set; }

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
