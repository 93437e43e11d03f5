namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>A mean over races and where it lies with 95 % confidence.</summary>
public readonly record struct MeanInterval(double Mean, double Low, double High, int Count);

/// <summary>Percentile bootstrap over races, from a seed of its own: the same numbers on every machine.</summary>
public static class Bootstrap
{
    private const int Resamples = 2000;
    private const ulong Seed = 20260630;

    /// <summary>MeanInterval of the mean; for two forecasts of the same races give the differences (a paired bootstrap).</summary>
    public static MeanInterval Mean(IReadOnlyList<double> values) => Ratio(values, [.. Enumerable.Repeat(1.0, values.Count)]);

    /// <summary>MeanInterval of <c>Σ numerators / Σ denominators</c> (money returned per money staked), races drawn with both.</summary>
    public static MeanInterval Ratio(IReadOnlyList<double> numerators, IReadOnlyList<double> denominators)
    {
        var count = numerators.Count;
        if (count == 0)
            return new MeanInterval(double.NaN, double.NaN, double.NaN, 0);
        var random = new SplitMix(Seed);
        var means = new double[Resamples];
        for (var sample = 0; sample < Resamples; sample++)
        {
            double above = 0,
                below = 0;
            for (var i = 0; i < count; i++)
            {
                var drawn = random.Below(count);
                above += numerators[drawn];
                below += denominators[drawn];
            }
            means[sample] = above / below;
        }
        Array.Sort(means);
        var mean = numerators.Sum() / denominators.Sum();
        return new MeanInterval(mean, means[(int)(0.025 * Resamples)], means[(int)(0.975 * Resamples) - 1], count);
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
