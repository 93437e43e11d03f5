using System.Diagnostics;
using System.Globalization;
using Hippique.Orchestration.Artifacts;
using Hippique.Sources;
using Hippique.Sources.Http;

namespace Hippique.Wire;

/// <summary>How far apart requests of one or more processes of an installation come to a site, with many phases asking at once.</summary>
internal static class Rates
{
    public static async Task<int> RunAsync(
        double perSecond,
        int callers,
        int processes,
        double seconds,
        CancellationToken cancellationToken
    )
    {
        var folder = Directory.CreateTempSubdirectory("hippique-rates-").FullName;
        using var site = new ArrivalSite();
        try
        {
            string[] order = ["ask", site.Address.AbsoluteUri, folder, Text(perSecond), Text(callers), Text(seconds)];
            var children = Enumerable.Range(0, processes).Select(_ => Start(order)).ToList();
            foreach (var child in children)
                await child.WaitForExitAsync(cancellationToken);
            Show(perSecond, callers, processes, site.Arrivals);
            return children.TrueForAll(child => child.ExitCode == 0) ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One process: so many phases that each ask for a page again and again, until the time is over.</summary>
    public static async Task<int> AskAsync(Uri site, string folder, double perSecond, int callers, double seconds)
    {
        var options = new SourceHttpOptions
        {
            RequestsPerSecond = perSecond,
            RequestsPerDay = 0,
            SpacingFolder = Path.Combine(folder, HostCounts.FolderName),
        };
        using var artifacts = new DiskArtifactStore(folder);
        using var client = new PoliteClient(options, TimeProvider.System, RealTime.Instance, store: new ArtifactSourceStore(artifacts));
        using var over = new CancellationTokenSource(TimeSpan.FromSeconds(seconds), TimeProvider.System);
        var refused = 0;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => PhaseAsync(caller)));
        return refused == 0 ? 0 : 1;

        async Task PhaseAsync(int caller)
        {
            var request = new PoliteRequest { Source = "bench", Address = new Uri(site, Text(caller)) };
            try
            {
                while (true)
                {
                    if (await client.GetAsync(request, over.Token) is SourceAnswer<PoliteAnswer>.Refused { Error: var error })
                    {
                        Interlocked.Increment(ref refused);
                        await Console.Error.WriteLineAsync(error.ToString());
                        return;
                    }
                }
            }
            catch (OperationCanceledException)
            {
                // The time is over.
            }
        }
    }

    private static void Show(double perSecond, int callers, int processes, IReadOnlyList<long> arrivals)
    {
        var gaps = arrivals.Zip(arrivals.Skip(1), (one, next) => (next - one) / 1e6).ToList();
        var rate = (arrivals.Count - 1) * 1e9 / (arrivals[^1] - arrivals[0]);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"limit {perSecond:0.##}/s, {processes} process(es) of {callers} phases: n {arrivals.Count}, rate {rate:0.000}/s, gaps min {gaps.Min():0.0} ms, median {gaps.Order().ElementAt(gaps.Count / 2):0.0} ms, max {gaps.Max():0.0} ms"
            )
        );
    }

    private static Process Start(string[] arguments) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments))!;

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
