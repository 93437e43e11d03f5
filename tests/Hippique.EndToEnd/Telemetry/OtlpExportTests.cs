using System.Net;
using System.Text;
using Hippique.Metrics;
using Hippique.Testing;
using Hippique.Testing.Receivers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hippique.EndToEnd.Telemetry;

/// <summary>OTLP by protobuf over HTTP to a collector of the test's own, which takes it, refuses it, hangs or is not there.</summary>
public sealed class OtlpExportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Measurements_and_spans_arrive_under_the_names_of_the_page()
    {
        await using var collector = await LoopbackReceiver.StartAsync();
        await using var measured = await MeasuredService.StartAsync(Variables(collector.Address));
        await measured.PlayAsync();

        var metrics = await ArrivedAsync(collector, "/v1/metrics", "hippique_phase_lateness_seconds");
        metrics.Headers["Authorization"].ShouldBe("Bearer key-of-the-collector");
        metrics.Headers["Content-Type"].ShouldBe("application/x-protobuf");
        foreach (var name in new[] { "hippique_tasks", "hippique_ready", "hippique_host_requests_left", "hippique_fetches_total" })
            _ = await ArrivedAsync(collector, "/v1/metrics", name);
        var text = Encoding.UTF8.GetString(metrics.Body);
        text.ShouldContain("measured-service");
        text.ShouldContain("paris-1");
        foreach (var span in new[] { "plan", "queue h30", "task h30", "phase h30", "fetch 127.0.0.1" })
            _ = await ArrivedAsync(collector, "/v1/traces", span);
        var all = string.Concat(collector.Posts.Select(post => Encoding.UTF8.GetString(post.Body)));
        all.ShouldNotContain("key-of-the-collector");
        all.ShouldNotContain(measured.Service.Token.Value);
        all.ShouldNotContain(measured.Service.Folder);
    }

    [Fact]
    public async Task Without_an_endpoint_nothing_is_there_to_send()
    {
        await using var service = await ServiceUnderTest.StartAsync(
            new() { ["OTEL_SERVICE_NAME"] = "alone", ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf" }
        );
        await using var disabled = await ServiceUnderTest.StartAsync(
            new() { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9/", ["OTEL_SDK_DISABLED"] = "true" }
        );

        service.Services.GetServices<IHostedService>().ShouldNotContain(one => one is OtlpExport);
        disabled.Services.GetServices<IHostedService>().ShouldNotContain(one => one is OtlpExport);
    }

    [Theory]
    [InlineData("hangs")]
    [InlineData("refuses")]
    [InlineData("is not there")]
    public async Task A_dead_collector_delays_no_phase_and_is_said_once(string collectorThat)
    {
        var lines = new LinesLogger<OtlpExport>();
        await using var collector = await LoopbackReceiver.StartAsync();
        collector.Answer = async (_, _, cancelled) =>
        {
            if (collectorThat == "hangs")
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancelled);
            return new ReceiverReply((int)HttpStatusCode.ServiceUnavailable);
        };
        // A port on which nothing has ever listened refuses the connection.
        var address = collectorThat == "is not there" ? new Uri("http://127.0.0.1:9/") : collector.Address;
        await using var measured = await MeasuredService.StartAsync(
            new(Variables(address)) { ["OTEL_EXPORTER_OTLP_TIMEOUT"] = "300" },
            services => services.AddSingleton<ILogger<OtlpExport>>(lines)
        );

        await measured.PlayAsync();
        (await measured.PageAsync()).ShouldContain("hippique_tasks{kind=\"h30\",state=\"late\"} 1\n");
        // Several intervals fail.
        await BoundedWait.UntilAsync(() =>
            lines.Lines.Count(line => line.Contains("the service goes on without it", StringComparison.Ordinal)) >= 2
        );
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, Token);

        // One for measurements, one for traces.
        lines.Lines.Count(line => line.Contains("the service goes on without it", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_collector_that_is_back_is_said_once()
    {
        var lines = new LinesLogger<OtlpExport>();
        await using var collector = await LoopbackReceiver.StartAsync();
        collector.Replies(503);
        await using var measured = await MeasuredService.StartAsync(
            Variables(collector.Address),
            services => services.AddSingleton<ILogger<OtlpExport>>(lines)
        );
        await SaidAsync(lines, "metrics (http/protobuf) takes no measurements (HTTP 503)");

        collector.Replies(200);

        await SaidAsync(lines, "metrics (http/protobuf) takes measurements again");
    }

    private static Dictionary<string, string> Variables(Uri collector) =>
        new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.AbsoluteUri,
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "Authorization=Bearer%20key-of-the-collector",
            ["OTEL_SERVICE_NAME"] = "measured-service",
            ["OTEL_RESOURCE_ATTRIBUTES"] = "service.instance.id=paris-1",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
        };

    private static async Task<ReceivedPost> ArrivedAsync(LoopbackReceiver collector, string path, string text)
    {
        await BoundedWait.UntilAsync(() => Found() is not null, what: $"{text} at {path}");
        return Found()!;

        ReceivedPost? Found() => collector.Posts.LastOrDefault(post => post.Path == path && Holds(post, text));
    }

    private static bool Holds(ReceivedPost post, string text) => post.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private static Task SaidAsync(LinesLogger<OtlpExport> lines, string text) =>
        BoundedWait.UntilAsync(() => lines.Lines.Any(line => line.Contains(text, StringComparison.Ordinal)), what: text);
}
