using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Demo.Simulation;

/// <summary>The true chances of a race and its run. The next place falls to a horse with weight <c>p^a (1−p)^b</c>, a and b by discipline.</summary>
internal static class Truth
{
    /// <summary>Deviation of the log strengths; chosen so that favourites of 1.8 to 4 come out.</summary>
    private const double Spread = 0.95;

    /// <summary>Win probabilities of a field.</summary>
    public static double[] Chances(ref SplitMix64 random, int starters)
    {
        var weights = new double[starters];
        for (var i = 0; i < starters; i++)
            weights[i] = Math.Exp(Spread * random.NextNormal());
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }

    /// <summary>Probability of each starter to come in among the first <paramref name="places"/> (2 or 3), by enumeration.</summary>
    public static double[] Placed(IReadOnlyList<double> win, Discipline discipline, int places)
    {
        var (second, third) = (Weights(win, discipline, 1), Weights(win, discipline, 2));
        var placed = win.ToArray();
        for (var i = 0; i < win.Count; i++)
        {
            var left = second.Sum() - second[i];
            for (var j = 0; j < win.Count; j++)
            {
                if (j == i)
                    continue;
                var both = win[i] * second[j] / left;
                placed[j] += both;
                var rest = third.Sum() - third[i] - third[j];
                for (var k = 0; places > 2 && k < win.Count; k++)
                {
                    if (k != i && k != j)
                        placed[k] += both * third[k] / rest;
                }
            }
        }
        return placed;
    }

    /// <summary>Indices in the order of arrival.</summary>
    public static int[] Run(ref SplitMix64 random, IReadOnlyList<double> win, Discipline discipline)
    {
        var left = Enumerable.Range(0, win.Count).ToList();
        var order = new int[win.Count];
        for (var place = 0; place < order.Length; place++)
        {
            var weights = Weights(win, discipline, Math.Min(place, 2));
            var point = random.NextUniform() * left.Sum(i => weights[i]);
            var chosen = left.FirstOrDefault(i => (point -= weights[i]) <= 0, left[^1]);
            order[place] = chosen;
            left.Remove(chosen);
        }
        return order;
    }

    private static double[] Weights(IReadOnlyList<double> win, Discipline discipline, int place)
    {
        var (a, b) = (discipline.Family(), place) switch
        {
            (_, 0) => (1.0, 0.0),
            (DisciplineFamily.Trot, 1) => (0.92, 1.60),
            (DisciplineFamily.Trot, _) => (0.76, 2.46),
            (DisciplineFamily.Flat, 1) => (0.93, 0.73),
            (DisciplineFamily.Flat, _) => (0.79, 0.82),
            (_, 1) => (0.75, 0.0),
            _ => (0.70, 0.0),
        };
        return [.. win.Select(p => Math.Pow(p, a) * Math.Pow(1 - p, b))];
    }
}
