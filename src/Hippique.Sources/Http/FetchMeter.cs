using System.Diagnostics.Metrics;

namespace Hippique.Sources.Http;

/// <summary>Counts what is asked of the sites, by host.</summary>
public sealed class FetchMeter(Meter meter)
{
    private readonly Counter<long> _fetches = meter.CreateCounter<long>(
        "hippique_fetches_total",
        description: "Requests since the start, by host and outcome; also those that were refused here and not sent."
    );
    private readonly Histogram<double> _duration = meter.CreateHistogram(
        "hippique_fetch_duration_seconds",
        unit: "s",
        description: "From the first byte of a request to the end of its answer.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30] }
    );
    private readonly Histogram<double> _wait = meter.CreateHistogram(
        "hippique_fetch_wait_seconds",
        unit: "s",
        description: "How long a request waited for its host's turn.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 0.25, 1, 2, 5, 10, 30, 60, 120] }
    );

    internal void Ended(string host, string outcome) => _fetches.Add(1, new("host", host), new("outcome", outcome));

    internal void Sent(string host, string outcome, TimeSpan wait, TimeSpan duration)
    {
        Ended(host, outcome);
        var tag = new KeyValuePair<string, object?>("host", host);
        _wait.Record(wait.TotalSeconds, tag);
        _duration.Record(duration.TotalSeconds, tag);
    }
}
