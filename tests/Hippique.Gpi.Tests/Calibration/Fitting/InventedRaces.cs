using Hippique.Gpi.Calibration;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Calibration.Fitting;

/// <summary>Races whose winners and places were drawn from a known law.</summary>
internal static class InventedRaces
{
    /// <param name="count">Races, ten a day from 1 January 2026.</param>
    /// <param name="exponent">True k of <c>p ∝ π^k</c>.</param>
    /// <param name="a">Places are drawn by <c>p^a (1 − p)^b</c> of the true p.</param>
    /// <param name="b">See <paramref name="a"/>.</param>
    /// <param name="seed">Of the draw.</param>
    public static IReadOnlyList<CalibrationRace> Draw(int count, double exponent, double a, double b, int seed)
    {
        var random = new Invented(seed);
        var races = new List<CalibrationRace>();
        for (var r = 0; r < count; r++)
        {
            var odds = Enumerable.Range(0, 11).Select(_ => Math.Exp(1 + 1.1 * random.Normal())).ToArray();
            var scale = odds.Sum(o => 1 / o) / 1.16;
            for (var i = 0; i < odds.Length; i++)
                odds[i] = Math.Max(1.05, odds[i] * scale);
            races.Add(Race(r, odds, Order(odds, exponent, a, b, random)));
        }
        return races;
    }

    public static CalibrationRace Race(int index, double[] close, IReadOnlyList<int> order) =>
        new()
        {
            Id = new RaceId(new DateOnly(2026, 1, 1).AddDays(index / 10), new RaceCode(1, index % 10 + 1)),
            Pool = Pool.PmuNational,
            Discipline = Discipline.Harness,
            Starters = [.. close.Select((_, i) => new Runner { Number = i + 1, Horse = $"CHEVAL {i + 1}" })],
            Statistics = new RunnerStatistics?[close.Length],
            Declared = close.Length,
            H30 = [.. close.Select(_ => double.NaN)],
            H5 = null,
            Close = close,
            Order = order,
            Placed = [.. order.Take(3)],
        };

    private static List<int> Order(double[] odds, double exponent, double a, double b, Invented random)
    {
        var p = odds.Select(o => Math.Pow(o, -exponent)).ToArray();
        var sum = p.Sum();
        p = [.. p.Select(x => x / sum)];
        var order = new List<int> { random.Draw(p) };
        while (order.Count < 4)
            order.Add(random.Draw([.. p.Select((x, i) => order.Contains(i) ? 0 : Math.Pow(x, a) * Math.Pow(1 - x, b))]));
        return order;
    }
}
