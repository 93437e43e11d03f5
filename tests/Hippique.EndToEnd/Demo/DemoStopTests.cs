using System.Text.Json;
using Hippique.EndToEnd.Serving;

namespace Hippique.EndToEnd.Demo;

public sealed class DemoStopTests : IDisposable
{
    // It takes a second; a busy machine may need many times that.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private readonly string _below = Directory.CreateTempSubdirectory("hippique-demo-").FullName;

    public void Dispose() => Directory.Delete(_below, recursive: true);

    [Fact]
    public async Task A_stop_in_the_middle_of_the_day_ends_the_process()
    {
        using var demo = new HippiqueProcess(_below, "demo");
        await FirstDecisionAsync(demo);

        await demo.TerminateAsync(Limit);

        demo.Out.ShouldNotContain(line => line.Contains("SIMULATION: the day", StringComparison.Ordinal));
        // What was decided until then is whole.
        foreach (var path in Tickets())
            JsonDocument.Parse(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken)).Dispose();
    }

    private string[] Tickets() => Directory.GetFiles(_below, "tickets.json", SearchOption.AllDirectories);

    private async Task FirstDecisionAsync(HippiqueProcess demo)
    {
        for (var look = 0; Tickets().Length == 0; look++)
        {
            demo.HasExited.ShouldBeFalse(string.Join(Environment.NewLine, demo.Error));
            look.ShouldBeLessThan(2400);
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }
}
