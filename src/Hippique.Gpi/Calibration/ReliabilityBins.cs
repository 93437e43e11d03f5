namespace Hippique.Gpi.Calibration;

/// <summary>Counts predicted probabilities and what came of them by range, so that the counts of days can be added up. Not for several threads.</summary>
/// <param name="edges">Lower ends of the ranges, ascending from 0; the last range ends at 1.</param>
public sealed class ReliabilityBins(IReadOnlyList<double> edges)
{
    /// <summary>
    /// Of wins: half of all horses are given less than one chance in twenty, and ranges of equal width would hold them in one. Each is about half as wide again as the one before,
    /// and odds of 3, 5, 10 and 20 stand in ranges of their own.
    /// </summary>
    public static readonly IReadOnlyList<double> Win = [0, .01, .02, .03, .045, .065, .1, .15, .22, .32, .45];

    /// <summary>Of places: ten of equal width, those of <see cref="PlaceTable"/>.</summary>
    public static readonly IReadOnlyList<double> Place = [.. Enumerable.Range(0, 10).Select(bin => bin / 10.0)];

    private readonly int[] _runners = new int[edges.Count];
    private readonly int[] _hits = new int[edges.Count];
    private readonly double[] _predicted = new double[edges.Count];
    private readonly double[] _variance = new double[edges.Count];

    /// <summary>Horses that were counted.</summary>
    public int Runners => _runners.Sum();

    /// <param name="predicted">Between 0 and 1.</param>
    /// <param name="hit">It won, or was placed.</param>
    public void Add(double predicted, bool hit)
    {
        var bin = edges.Count - 1;
        while (bin > 0 && predicted < edges[bin])
            bin--;
        _runners[bin]++;
        _hits[bin] += hit ? 1 : 0;
        _predicted[bin] += predicted;
        _variance[bin] += predicted * (1 - predicted);
    }

    /// <summary>Adds what others counted in the same ranges.</summary>
    public void Add(ReliabilityBins others)
    {
        ArgumentNullException.ThrowIfNull(others);
        for (var bin = 0; bin < edges.Count; bin++)
        {
            _runners[bin] += others._runners[bin];
            _hits[bin] += others._hits[bin];
            _predicted[bin] += others._predicted[bin];
            _variance[bin] += others._variance[bin];
        }
    }

    /// <summary>The ranges with a horse, ascending.</summary>
    public IReadOnlyList<ReliabilityBin> Filled() =>
        [
            .. Enumerable
                .Range(0, edges.Count)
                .Where(bin => _runners[bin] > 0)
                .Select(bin => new ReliabilityBin
                {
                    Low = edges[bin],
                    High = bin + 1 < edges.Count ? edges[bin + 1] : 1,
                    Runners = _runners[bin],
                    Hits = _hits[bin],
                    Predicted = _predicted[bin] / _runners[bin],
                    StandardError = Math.Sqrt(Math.Max(0, _variance[bin])) / _runners[bin],
                }),
        ];
}
