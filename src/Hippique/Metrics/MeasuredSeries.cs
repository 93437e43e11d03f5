using System.Diagnostics.Metrics;

namespace Hippique.Metrics;

/// <summary>What one instrument has measured under one set of labels: a value, or the counts of a histogram.</summary>
internal sealed class MeasuredSeries(IReadOnlyList<double> bounds)
{
    private readonly long[] _buckets = new long[bounds.Count];

    /// <summary>The last value, or the sum of all.</summary>
    public double Value { get; private set; }
    public long Count { get; private set; }

    /// <summary>By upper bound, each with all that is not larger.</summary>
    public IEnumerable<(double Bound, long Count)> Buckets => bounds.Select((bound, index) => (bound, _buckets[index]));

    public void Measured(Instrument instrument, double value)
    {
        Count++;
        if (instrument is Counter<long> or Histogram<double>)
            Value += value;
        else
            Value = value;
        for (var i = bounds.Count - 1; i >= 0 && value <= bounds[i]; i--)
            _buckets[i]++;
    }
}
