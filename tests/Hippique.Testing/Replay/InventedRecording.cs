using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Replay;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Pages;
using Hippique.Testing.Phases;
using Hippique.Testing.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Testing.Replay;

/// <summary>A data folder with one day whose pages were recorded: four invented races of PMU, planned at 09:00.</summary>
public static class InventedRecording
{
    private static readonly Uri Pmu = new("http://pmu.test/rest/client/61/");

    /// <summary>Off of the first race, on the Paris clock; the others follow every half hour.</summary>
    private static readonly TimeOnly FirstOff = new(13, 0);

    /// <summary>Writes <c>folder/2025-11-20/pages</c> and nothing else.</summary>
    /// <returns>What the run that was recorded came to.</returns>
    public static async Task<ReplaySummary> WriteAsync(string folder, DateOnly date, CancellationToken cancellationToken)
    {
        // Not on the second: what is stamped there would be taken for a schedule.
        var nine = ParisTime.At(date, new TimeOnly(9, 0)).AddMilliseconds(7);
        var services = new List<ServiceProvider>();
        var output = Directory.CreateTempSubdirectory("hippique-recording-").FullName;
        try
        {
            var runner = new ReplayRunner(
                new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value),
                PhaseBench.Settings,
                NullLoggerFactory.Instance
            );
            var report = await runner.RunSourcesAsync(
                new ReplayedDay(date, clock => Sources(clock, date, folder, services), nine),
                output,
                cancellationToken
            );
            var plan = new RecordedPlan
            {
                At = nine,
                Order = ["pmu"],
                BaseUrls = new Dictionary<string, Uri> { ["pmu"] = Pmu },
            };
            await new PageArchive(new ArtifactSourceStore(new DiskArtifactStore(folder))).AppendAsync(date, plan, cancellationToken);
            return report.Total;
        }
        finally
        {
            foreach (var provider in services)
                await provider.DisposeAsync();
            Directory.Delete(output, recursive: true);
        }
    }

    private static IReadOnlyList<IRaceSource> Sources(TimeProvider clock, DateOnly date, string folder, List<ServiceProvider> services)
    {
        var provider = RecordedSite.Pmu(clock, Pmu, folder, new Site(clock, date));
        services.Add(provider);
        return [.. provider.GetServices<IRaceSource>()];
    }

    private static JsonObject Race(DateOnly date, int number)
    {
        var off = ParisTime.At(date, FirstOff).AddMinutes(30 * (number - 1));
        var race = PmuPages.Race(1, number, $"PRIX NUMERO {number}", off, runners: 9);
        (race["discipline"], race["distance"]) = ("PLAT", 2400);
        return race;
    }

    /// <summary>The site itself, without a socket.</summary>
    private sealed class Site(TimeProvider clock, DateOnly date) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var now = clock.GetUtcNow();
            var path = request.RequestUri!.AbsolutePath;
            var text =
                path == "/robots.txt" ? null
                : path.EndsWith("/participants", StringComparison.Ordinal) ? PmuPages.Participants(9, now.AddSeconds(-20))
                : path.Contains("/C", StringComparison.Ordinal) ? null
                : PmuPages.Programme(date, PmuPages.Meeting(1, "VALMOREL", "FRA", Enumerable.Range(1, 4).Select(one => Race(date, one))));
            var answer = new HttpResponseMessage(text is null ? HttpStatusCode.NotFound : HttpStatusCode.OK)
            {
                RequestMessage = request,
                Content = new StringContent(text ?? "", Encoding.UTF8, "application/json"),
            };
            answer.Headers.TryAddWithoutValidation("Date", now.UtcDateTime.ToString("R", CultureInfo.InvariantCulture));
            return Task.FromResult(answer);
        }
    }
}
