using Hippique.Gpi.Probabilities.Laws;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>
/// Laws of the finishing order per discipline, on the fitted win probabilities of the close: who comes in at the next place among those left. The discounts (b = 0) and the
/// law p^a (1 − p)^b are both fitted; for each place the one that predicts the held-out races better is kept.
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
            var (second, third, fourth) = (Better(0), Better(1), Better(2));
            laws.Add(
                new OrderLawFit
                {
                    Discipline = discipline,
                    SecondA = second.A[0],
                    SecondB = second.B[0],
                    ThirdA = third.A[1],
                    ThirdB = third.B[1],
                    FourthA = fourth.A[2],
                    FourthB = fourth.B[2],
                    OnShares = false,
                    Races = learn.Count,
                }
            );
            var name = discipline.ToString().ToLowerInvariant();
            estimates.AddRange(general.Estimates($"order {name}, p^a (1-p)^b"));
            estimates.AddRange(discounts.Estimates($"order {name}, p^a alone"));
            for (var place = 0; place < 3 && judge.Count > 0; place++)
            {
                var gain = general.Loss[place] - discounts.Loss[place];
                estimates.Add(
                    new Estimate(
                        $"order {name}, held-out loss",
                        Law.Places[place] + ": the former less the latter",
                        gain,
                        null,
                        judge.Count
                    )
                );
            }

            Law Better(int place) => general.Loss[place] <= discounts.Loss[place] ? general : discounts;
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
                law.Loss[place] = ConditionalLogit.LogLosses(unseen, fit.Weights).Average();
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
