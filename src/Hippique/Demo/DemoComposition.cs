using Hippique.Embedded;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Clocks;
using Hippique.Orchestration.Events;
using Hippique.Racing;
using Hippique.Sources.Http;

namespace Hippique.Demo;

/// <summary>The service itself on the scaled clock, with the simulated site as its only source.</summary>
internal static class DemoComposition
{
    /// <summary>The user's own settings, but for where things are kept, what is asked and what is played.</summary>
    public static HippiqueSettings Settings(HippiqueSettings own, string folder, Uri site, int port) =>
        own with
        {
            Server = own.Server with { Port = port },
            // Simulated races have no place in a project's queue or bucket.
            Cloud = null,
            Postgres = null,
            // Nobody is told about invented tickets.
            Notify = NotifySettings.Nobody,
            // Nor may it ring an alert.
            Telemetry = TelemetrySettings.Nowhere,
            Data = own.Data with { Folder = folder, Bucket = null, Node = null },
            Play = Play(own.Play),
            Sources = own.Sources with
            {
                RequestsPerSecond = 1,
                Order = ["zeturf"],
                Statistics = [],
                BaseUrls = new Dictionary<string, Uri>(StringComparer.Ordinal) { ["zeturf"] = site },
            },
        };

    /// <summary>What is played on simulated races, in the demo and in a replay of one: the pool that the simulated site sells, and the country in which its races are run.</summary>
    public static PlaySettings Play(PlaySettings own) => own with { Operators = [Pool.ZEturf], Countries = ["FRA"] };

    /// <summary>The scaled clock is never put back, so the queue need not look at it every second.</summary>
    public static EmbeddedOptions Queue(string folder) =>
        new()
        {
            DataFolder = folder,
            MaxSleep = TimeSpan.FromSeconds(20),
            UpkeepEvery = TimeSpan.FromMinutes(10),
        };

    /// <summary>Changes the service's registrations; the last registration of a service counts.</summary>
    public static void Change(
        IServiceCollection services,
        HippiqueSettings settings,
        ScaledClock clock,
        DemoObserver observer,
        StartClockHold hold
    )
    {
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton<IClockActivity>(clock);
        services.AddSingleton<IEventListener>(observer);
        services.AddSingleton(hold);
        services.AddSingleton<IEventListener>(hold);
        services.AddSingleton(settings.Play.ForPhases() with { Simulated = true });
        // The lines of each run are kept beside its artifacts; the terminal shows the decisions.
        services.AddLogging(logging => logging.ClearProviders());
    }
}
