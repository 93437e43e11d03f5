using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Hippique.Metrics;

/// <summary>
/// Listens to the program's meter as long as the service lives, and writes what it heard as Prometheus text (version 0.0.4): what is counted adds up here, what is observed is asked
/// for at each page and forgotten after it.
/// </summary>
internal sealed class MeasurementBook : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, Family> _families = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public MeasurementBook(Meter meter)
    {
        // Of several services in one process each has its own meter.
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, meter))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Measured(instrument, value, tags));
        _listener.Start();
    }

    public string Write()
    {
        lock (_gate)
        {
            foreach (var observed in _families.Where(family => family.Value.Instrument.IsObservable).Select(family => family.Key).ToList())
                _families.Remove(observed);
            // Calls back on this thread, which holds the lock.
            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var (name, family) in _families)
                Write(text, name, family);
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Measured(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Labels(tags);
        lock (_gate)
        {
            if (!_families.TryGetValue(instrument.Name, out var family))
                _families.Add(instrument.Name, family = new Family(instrument, Bounds(instrument), new(StringComparer.Ordinal)));
            if (!family.Series.TryGetValue(labels, out var series))
                family.Series.Add(labels, series = new MeasuredSeries(family.Bounds));
            series.Measured(instrument, value);
        }
    }

    private static IReadOnlyList<double> Bounds(Instrument instrument) =>
        instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } ? bounds : [];

    private static void Write(StringBuilder text, string name, Family family)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {family.Instrument.Description}\n# TYPE {name} {family.Type}\n");
        foreach (var (labels, series) in family.Series)
        {
            if (family.Type != "histogram")
            {
                Line(text, name, labels, series.Value);
                continue;
            }
            foreach (var (bound, count) in series.Buckets)
                Line(text, $"{name}_bucket", With(labels, bound.ToString("R", CultureInfo.InvariantCulture)), count);
            Line(text, $"{name}_bucket", With(labels, "+Inf"), series.Count);
            Line(text, $"{name}_sum", labels, series.Value);
            Line(text, $"{name}_count", labels, series.Count);
        }
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(CultureInfo.InvariantCulture, $" {value:R}\n");
    }

    private static string With(string labels, string bound) => labels.Length == 0 ? $"le=\"{bound}\"" : $"{labels},le=\"{bound}\"";

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            var escaped = Convert
                .ToString(value, CultureInfo.InvariantCulture)!
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? "," : "")}{name}=\"{escaped}\"");
        }
        return text.ToString();
    }

    /// <summary>All of one instrument, by labels.</summary>
    private sealed record Family(Instrument Instrument, IReadOnlyList<double> Bounds, SortedDictionary<string, MeasuredSeries> Series)
    {
        public string Type { get; } =
            Instrument switch
            {
                Counter<long> or ObservableCounter<long> or ObservableCounter<double> => "counter",
                Histogram<double> => "histogram",
                _ => "gauge",
            };
    }
}
