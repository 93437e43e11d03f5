using System.Diagnostics.Metrics;
using Hippique.Metrics;

namespace Hippique.Tests.Metrics;

/// <summary>The text of <c>/metrics</c>.</summary>
public sealed class MeasurementBookTests : IDisposable
{
    private readonly Meter _meter = new("Test");
    private readonly MeasurementBook _book;

    public MeasurementBookTests() => _book = new MeasurementBook(_meter);

    public void Dispose()
    {
        _book.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public void Counters_add_up_by_labels_and_labels_are_escaped()
    {
        var counter = _meter.CreateCounter<long>("asked_total", description: "Asked.");
        counter.Add(1, new KeyValuePair<string, object?>("host", "b"));
        counter.Add(2, new KeyValuePair<string, object?>("host", "a\"\\\n"));
        counter.Add(2, new KeyValuePair<string, object?>("host", "b"));

        _book
            .Write()
            .ShouldBe(
                "# HELP asked_total Asked.\n# TYPE asked_total counter\nasked_total{host=\"a\\\"\\\\\\n\"} 2\nasked_total{host=\"b\"} 3\n"
            );
    }

    [Fact]
    public void Each_bucket_holds_what_is_not_larger_than_its_bound()
    {
        var histogram = _meter.CreateHistogram(
            "late_seconds",
            description: "Late.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.05, 30] }
        );
        foreach (var value in (double[])[0.05, 0.5, 30, 31])
            histogram.Record(value);

        _book
            .Write()
            .ShouldBe(
                """
                # HELP late_seconds Late.
                # TYPE late_seconds histogram
                late_seconds_bucket{le="0.05"} 1
                late_seconds_bucket{le="30"} 3
                late_seconds_bucket{le="+Inf"} 4
                late_seconds_sum 61.55
                late_seconds_count 4

                """.ReplaceLineEndings("\n")
            );
    }

    [Fact]
    public void What_is_observed_is_asked_for_anew_and_forgotten()
    {
        IReadOnlyList<Measurement<double>> now = [new(1.5, new KeyValuePair<string, object?>("state", "open"))];
        _meter.CreateObservableGauge("tasks", () => now, description: "Tasks.");
        _book.Write().ShouldContain("tasks{state=\"open\"} 1.5\n");

        now = [];

        _book.Write().ShouldBe("");
    }

    [Fact]
    public void Meters_of_others_are_not_heard()
    {
        using var other = new Meter("Test");
        other.CreateCounter<long>("other_total").Add(1);

        _book.Write().ShouldBe("");
    }
}
