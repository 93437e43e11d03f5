namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>A mean over races and where it lies with 95 % confidence.</summary>
/// <param name="Mean">Over all races.</param>
/// <param name="Low">Lower end of the interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Count">Races.</param>
/// <param name="Days">Programme days that they were run on; with fewer than <see cref="FewestDays"/> the interval says little.</param>
public readonly record struct MeanInterval(double Mean, double Low, double High, int Count, int Days)
{
    /// <summary>A resample of fewer days repeats the same few.</summary>
    public const int FewestDays = 10;
}

/// <summary>
/// Percentile bootstrap over programme days, from a seed of its own: the same numbers on every machine. Whole days are drawn, because the races of one day share going, weather and
/// the horses of a stable: single races would make the interval too narrow.
/// </summary>
public static class Bootstrap
{
    private const int Resamples = 2000;
    private const ulong Seed = 20260630;

    /// <summary>Interval of the mean; for two forecasts of the same races give the differences (a paired bootstrap).</summary>
    /// <param name="values">One per race.</param>
    /// <param name="days">The programme day of each.</param>
    public static MeanInterval Mean(IReadOnlyList<double> values, IReadOnlyList<DateOnly> days) =>
        Ratio(values, [.. Enumerable.Repeat(1.0, values.Count)], days);

    /// <summary>Interval of <c>Σ numerators / Σ denominators</c> (money returned per money staked), days drawn with both.</summary>
    /// <param name="numerators">One per race.</param>
    /// <param name="denominators">One per race.</param>
    /// <param name="days">The programme day of each.</param>
    public static MeanInterval Ratio(IReadOnlyList<double> numerators, IReadOnlyList<double> denominators, IReadOnlyList<DateOnly> days)
    {
        var (above, below) = PerDay(numerators, denominators, days);
        var count = above.Length;
        if (count == 0)
            return new MeanInterval(double.NaN, double.NaN, double.NaN, 0, 0);
        var means = Draw(count, drawn => Sum(above, drawn) / Sum(below, drawn));
        Array.Sort(means);
        var mean = numerators.Sum() / denominators.Sum();
        return new MeanInterval(mean, Low(means), High(means), numerators.Count, count);
    }

    /// <summary>
    /// The chance that a mean is at least as far from 0 if nothing is behind it, two-sided: twice the smaller share of resamples on either side of 0 (Davison and Hinkley 1997, with
    /// the observed sample among them, so that it is never 0). 1 if every value is 0.
    /// </summary>
    /// <param name="values">One per day.</param>
    public static double ChanceOfNone(IReadOnlyList<double> values)
    {
        if (values.Count == 0 || values.All(value => value == 0))
            return 1;
        var means = Draw(values.Count, drawn => Sum(values, drawn));
        var (below, above) = (means.Count(mean => mean <= 0), means.Count(mean => mean >= 0));
        return Math.Min(1, 2.0 * (Math.Min(below, above) + 1) / (Resamples + 1));
    }

    /// <summary>Interval of the difference of two ratios over the same days, which are drawn for both; a ratio of nothing is 0.</summary>
    /// <param name="one">Numerator and denominator of each day.</param>
    /// <param name="other">The same of the other, in the same order.</param>
    public static MeanInterval RatioDifference(
        IReadOnlyList<(double Above, double Below)> one,
        IReadOnlyList<(double Above, double Below)> other
    )
    {
        var all = Enumerable.Range(0, one.Count).ToArray();
        if (one.Count == 0)
            return new MeanInterval(double.NaN, double.NaN, double.NaN, 0, 0);
        var differences = Draw(one.Count, drawn => Ratio(one, drawn) - Ratio(other, drawn));
        Array.Sort(differences);
        return new MeanInterval(Ratio(one, all) - Ratio(other, all), Low(differences), High(differences), one.Count, one.Count);

        static double Ratio(IReadOnlyList<(double Above, double Below)> days, int[] drawn)
        {
            double above = 0,
                below = 0;
            foreach (var day in drawn)
            {
                above += days[day].Above;
                below += days[day].Below;
            }
            return below == 0 ? 0 : above / below;
        }
    }

    /// <summary>The statistic of each resample; the days that were drawn are given by their index.</summary>
    private static double[] Draw(int count, Func<int[], double> statistic)
    {
        var random = new SplitMix(Seed);
        var results = new double[Resamples];
        var drawn = new int[count];
        for (var sample = 0; sample < Resamples; sample++)
        {
            for (var i = 0; i < count; i++)
                drawn[i] = random.Below(count);
            results[sample] = statistic(drawn);
        }
        return results;
    }

    private static double Sum(IReadOnlyList<double> values, int[] drawn)
    {
        var sum = 0.0;
        foreach (var day in drawn)
            sum += values[day];
        return sum;
    }

    private static double Low(double[] sorted) => sorted[(int)(0.025 * Resamples)];

    private static double High(double[] sorted) => sorted[(int)(0.975 * Resamples) - 1];

    /// <summary>The sums of each day, by date: the order of the races does not matter.</summary>
    private static (double[] Above, double[] Below) PerDay(
        IReadOnlyList<double> numerators,
        IReadOnlyList<double> denominators,
        IReadOnlyList<DateOnly> days
    )
    {
        var sums = new SortedDictionary<DateOnly, (double Above, double Below)>();
        for (var i = 0; i < numerators.Count; i++)
        {
            var (above, below) = sums.GetValueOrDefault(days[i]);
            sums[days[i]] = (above + numerators[i], below + denominators[i]);
        }
        return ([.. sums.Values.Select(sum => sum.Above)], [.. sums.Values.Select(sum => sum.Below)]);
    }

    /// <summary>SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private struct SplitMix(ulong seed)
    {
        private ulong _state = seed;

        public int Below(int limit)
        {
            unchecked
            {
                var z = _state += 0x9E3779B97F4A7C15;
                z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
                z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
                z ^= z >> 31;
                return (int)(((z >> 32) * (ulong)limit) >> 32);
            }
        }
    }
}
