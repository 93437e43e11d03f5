using System.Diagnostics;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Telemetry;
using Hippique.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Telemetry;

/// <summary>The spans of a day: plan, queued task, task, phase, fetch.</summary>
public sealed class TraceTreeTests : IDisposable
{
    private const string Google = "105445aa7843bc8bf206b12000100000";
    private readonly Kept<Activity> _ended = new();
    private readonly ActivityListener _listener;
    private readonly string _service = $"traced-{Guid.NewGuid():N}";

    public TraceTreeTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Tracing.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span => _ended.Add(span),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    // A collector that nobody listens on: the middleware is in the pipeline, and nothing is received.
    private Dictionary<string, string> Variables =>
        new() { ["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] = "http://127.0.0.1:9/", ["OTEL_SERVICE_NAME"] = _service };

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task Fetch_is_under_phase_under_task_whose_trace_leads_to_the_plan()
    {
        await using var measured = await MeasuredService.StartAsync(Variables);
        await measured.PostAsync("/schedule", """{"date":"today"}""");
        measured.Service.Clock.Advance(MeasuredService.ToPhase);
        var trace = measured.Service.Services.GetRequiredService<TaskTrace>().IdOf(MeasuredService.PhaseTask);
        await BoundedWait.UntilAsync(
            () => InTrace(trace).Any(span => span.OperationName == "task h30"),
            () => measured.Service.Clock.Advance(TimeSpan.FromMilliseconds(10))
        );

        var queued = InTrace(trace).Single(span => span.OperationName == "queue h30");
        var task = InTrace(trace).First(span => span.OperationName == "task h30");
        var phase = InTrace(trace).Single(span => span.OperationName == "phase h30" && span.ParentSpanId == task.SpanId);
        var fetch = InTrace(trace).Single(span => span.OperationName == "fetch 127.0.0.1" && span.ParentSpanId == phase.SpanId);
        (queued.ParentSpanId, task.ParentSpanId).ShouldBe((default, default));
        task.GetTagItem("hippique.task").ShouldBe(MeasuredService.PhaseTask);
        task.GetTagItem("hippique.task.state").ShouldBe("done");
        ((double)task.GetTagItem("hippique.task.start_delay_seconds")!).ShouldBeInRange(0, 30);
        phase.GetTagItem("hippique.phase.state").ShouldBe("done");
        ((double)phase.GetTagItem("hippique.phase.lateness_seconds")!).ShouldBeInRange(0, 30);
        fetch.GetTagItem("http.response.status_code").ShouldBe(200);
        fetch.GetTagItem("hippique.fetch.outcome").ShouldBe("ok");
        fetch.GetTagItem("server.address").ShouldBe("127.0.0.1");
        ((double)fetch.GetTagItem("hippique.fetch.wait_seconds")!).ShouldBeGreaterThanOrEqualTo(0);

        // The plan that put it into the queue, with the programmes that it asked for.
        var plan = _ended.All.Single(span => span.SpanId == queued.Links.ShouldHaveSingleItem().Context.SpanId);
        plan.OperationName.ShouldBe("plan");
        plan.GetTagItem("hippique.plan.races").ShouldBe(3);
        _ended.All.ShouldContain(span => span.OperationName.StartsWith("fetch ") && span.ParentSpanId == plan.SpanId);
        // Sites are told nothing about it.
        measured.Site.Requests.ShouldAllBe(head => !head.Contains("traceparent", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("traceparent", "00-105445aa7843bc8bf206b12000100000-00f067aa0ba902b7-01")]
    [InlineData("X-Cloud-Trace-Context", "105445aa7843bc8bf206b12000100000/67667974448284343;o=1")]
    public async Task A_call_that_names_a_trace_goes_on_in_it(string header, string value)
    {
        await using var measured = await MeasuredService.StartAsync(Variables);
        await measured.PlayAsync(request =>
        {
            if (request.RequestUri!.ToString().EndsWith("/run", StringComparison.Ordinal))
                request.Headers.Add(header, value);
            return request;
        });
        var own = measured.Service.Services.GetRequiredService<TaskTrace>().IdOf(MeasuredService.PhaseTask);

        var request = Last("POST /run");
        request.Parent.ShouldBeNull();
        (request.TraceId.ToHexString(), request.ParentSpanId.ToHexString()).ShouldBe((Google, "00f067aa0ba902b7"));
        // The queue may have been first; then the call waited for what came of it.
        var task = _ended.All.Last(span =>
            span.OperationName == "task h30" && (span.TraceId == own || span.ParentSpanId == request.SpanId)
        );
        if (task.TraceId != own)
            task.Links.ShouldHaveSingleItem().Context.TraceId.ShouldBe(own);

        Activity Last(string name) => _ended.All.Last(span => span.OperationName == name && span.TraceId.ToHexString() == Google);
    }

    [Fact]
    public async Task No_attribute_holds_a_secret()
    {
        await using var measured = await MeasuredService.StartAsync(
            new(Variables)
            {
                ["OTEL_EXPORTER_OTLP_HEADERS"] = "authorization=secret-of-the-collector",
                ["NOTIFY_TELEGRAM_TOKEN"] = "123456:secret-of-the-bot-AbCdEfGh",
                ["NOTIFY_TELEGRAM_CHAT"] = "-100123",
                ["NOTIFY_TELEGRAM_URL"] = "http://127.0.0.1:9/",
            }
        );
        await measured.PlayAsync();

        var told = string.Join(
            '\n',
            _ended
                .All.SelectMany(span => span.TagObjects)
                .Select(tag => $"{tag.Key}={tag.Value}")
                .Concat(_ended.All.Select(one => one.DisplayName + one.StatusDescription))
        );
        told.ShouldContain("hippique.task=");
        told.ShouldNotContain("secret");
        told.ShouldNotContain(measured.Service.Token.Value);
        told.ShouldNotContain(measured.Service.Folder);
    }

    private List<Activity> InTrace(ActivityTraceId trace) => [.. _ended.All.Where(span => span.TraceId == trace)];
}
