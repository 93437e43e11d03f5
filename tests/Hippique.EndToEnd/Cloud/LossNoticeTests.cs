using System.Text.Json;

namespace Hippique.EndToEnd.Cloud;

/// <summary>A container without a bucket says at its start what is lost with it, to people and in the log.</summary>
public sealed class LossNoticeTests
{
    private const string Lost =
        "plan, tasks, snapshots, analyses, tickets, recorded pages, figures, history, ledger and counts of requests";

    [Fact]
    public async Task Start_WithoutABucket_IsWarnedOf()
    {
        await using var bench = await ProjectBench.StartAsync();
        using var serve = bench.Begin("serve", ("GCS_BUCKET", ""), ("PORT", "0"), ("BIND", "loopback"));

        (await serve.SaysAsync("Without GCS_BUCKET")).ShouldContain(Lost);
        await serve.TerminateAsync();

        serve
            .Out.Select(line => JsonDocument.Parse(line).RootElement)
            .ShouldContain(line =>
                line.GetProperty("severity").GetString() == "WARNING" && line.GetProperty("message").GetString()!.Contains(Lost)
            );
    }

    [Fact]
    public async Task Start_WithABucket_IsNot()
    {
        await using var bench = await ProjectBench.StartAsync();
        using var serve = bench.Begin("serve", ("PORT", "0"), ("BIND", "loopback"));

        await serve.SaysAsync("18+");
        await serve.TerminateAsync();

        serve.Error.ShouldNotContain(line => line.Contains(Lost));
    }
}
