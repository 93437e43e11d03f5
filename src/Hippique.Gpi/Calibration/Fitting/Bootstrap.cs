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
        var random = new SplitMix(Seed);
        var means = new double[Resamples];
        for (var sample = 0; sample < Resamples; sample++)
        {
            double sum = 0,
                weight = 0;
            for (var i = 0; i < count; i++)
            {
                var drawn = random.Below(count);
                sum += above[drawn];
                weight += below[drawn];
            }
            means[sample] = sum / weight;
        }
        Array.Sort(means);
        var mean = numerators.Sum() / denominators.Sum();
        return new MeanInterval(mean, means[(int)(0.025 * Resamples)], means[(int)(0.975 * Resamples) - 1], numerators.Count, count);
    }

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
