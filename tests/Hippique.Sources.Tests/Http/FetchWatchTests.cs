using System.Diagnostics;
using System.Diagnostics.Metrics;
using Hippique.Sources.Http;
using Hippique.Sources.Telemetry;
using Hippique.Testing;

namespace Hippique.Sources.Tests.Http;

/// <summary>What is measured of a request, and its span.</summary>
public sealed class FetchWatchTests : IAsyncDisposable
{
    private readonly LoopbackSite _site = new();
    private readonly Meter _meter = new("Test");
    private readonly MeterListener _listener = new();
    private readonly Kept<(string Name, string Outcome)> _measured = new();

    public FetchWatchTests()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (ReferenceEquals(instrument.Meter, _meter))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        _listener.Start();
        _site.Answers("/robots.txt", 200, "User-agent: *\nDisallow: /private\n");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        _meter.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task Each_outcome_is_counted_and_only_what_was_sent_is_timed()
    {
        _site.Answers("/page", 200, "page", "ETag: \"1\"").Answers("/moved", 302, "", "Location: /page").Answers("/broken", 500);
        using var client = Client(mostADay: 7);

        await GetAsync(client, "/page");
        _site.Answers("/page", 304);
        await GetAsync(client, "/page");
        await GetAsync(client, "/moved");
        await GetAsync(client, "/broken");
        await GetAsync(client, "/gone");
        await GetAsync(client, "/private/page");
        await GetAsync(client, "/page");

        Outcomes("hippique_fetches_total")
            // Of them the first is robots.txt, and after seven the budget of the day is spent.
            .ShouldBe(["ok", "ok", "not_modified", "moved", "not_modified", "server_error", "not_found", "robots", "budget_spent"]);
        Outcomes("hippique_fetch_duration_seconds").Count.ShouldBe(7);
        Outcomes("hippique_fetch_wait_seconds").Count.ShouldBe(7);
    }

    [Fact]
    public async Task The_span_says_what_was_asked_and_what_came_and_the_site_is_told_nothing()
    {
        var ended = new Kept<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Tracing.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => ended.Add(span),
        };
        ActivitySource.AddActivityListener(listener);
        _site.Answers("/page", 200, "page", "ETag: \"1\"");
        using var client = Client();
        var root = Tracing.StartRoot("test", ActivityTraceId.CreateRandom())!;

        await GetAsync(client, "/page?day=1");
        root.Dispose();

        var span = ended.All.Single(one =>
            one.TraceId == root.TraceId && one.GetTagItem("url.full") as string == $"{_site.Address}page?day=1"
        );
        span.ParentSpanId.ShouldBe(root.SpanId);
        (span.OperationName, span.Kind).ShouldBe(("fetch 127.0.0.1", ActivityKind.Client));
        span.GetTagItem("http.response.status_code").ShouldBe(404);
        span.GetTagItem("hippique.fetch.outcome").ShouldBe("not_found");
        span.GetTagItem("hippique.fetch.sent").ShouldBe(true);
        span.GetTagItem("hippique.source").ShouldBe("zeturf");
        span.Status.ShouldBe(ActivityStatusCode.Error);
        _site.Requests.Count.ShouldBe(2);
        _site.Requests.ShouldAllBe(head => !head.Contains("traceparent", StringComparison.OrdinalIgnoreCase));
    }

    private PoliteClient Client(int mostADay = 2000) =>
        new(
            new SourceHttpOptions
            {
                RequestsPerSecond = 1000,
                RequestsPerDay = mostADay,
                Retries = 0,
            },
            TimeProvider.System,
            RealTime.Instance,
            meter: new FetchMeter(_meter)
        );

    private Task<SourceAnswer<PoliteAnswer>> GetAsync(PoliteClient client, string path) =>
        client.GetAsync(new PoliteRequest { Source = "zeturf", Address = new Uri(_site.Address, path) }, Token);

    private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var outcome = "";
        foreach (var tag in tags)
            outcome = tag.Key == "outcome" ? (string)tag.Value! : outcome;
        _measured.Add((instrument.Name, outcome));
    }

    private List<string> Outcomes(string name) => [.. _measured.All.Where(one => one.Name == name).Select(one => one.Outcome)];
}
