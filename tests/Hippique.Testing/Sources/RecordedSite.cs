using Hippique.Orchestration.Artifacts;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Sources.Registration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Testing.Sources;

/// <summary>The live source of PMU alone, every answer of which is recorded, on a clock that stands while a phase runs: nothing waits for it.</summary>
public static class RecordedSite
{
    /// <param name="clock">Of the test.</param>
    /// <param name="pmu">Where PMU is asked.</param>
    /// <param name="recorded">Folder of the recording.</param>
    /// <param name="wire">In the place of sockets; null: sockets.</param>
    /// <returns>Has the sources; to be disposed of.</returns>
    public static ServiceProvider Pmu(TimeProvider clock, Uri pmu, string recorded, HttpMessageHandler? wire = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddHippiqueSources(
            new SourceHttpOptions
            {
                RequestsPerSecond = 1e9,
                Retries = 0,
                Order = ["pmu"],
                BaseUrls = new Dictionary<string, Uri> { ["pmu"] = pmu },
            },
            (_, sockets) =>
                new RecordingHandler(
                    new PageArchive(new ArtifactSourceStore(new DiskArtifactStore(recorded))),
                    clock,
                    NullLogger<RecordingHandler>.Instance
                )
                {
                    InnerHandler = wire ?? sockets,
                }
        );
        return services.BuildServiceProvider();
    }
}
