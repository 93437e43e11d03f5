using Hippique.Embedded;
using Hippique.Hosting;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Clocks;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;

namespace Hippique.Rehearsal;

/// <summary>
/// The service itself on the rehearsal's clock, with the mirror as its only site. What waits for the day (looks, plans, spacing of requests, breaks of a site) waits in virtual time; what waits
/// for another process of this machine (an answer of the mirror, a module, a browser) is given as much real time as on a real day.
/// </summary>
internal static class RehearsalComposition
{
    /// <summary>How long the queue may sleep and how often it looks after itself: not much more often in real time than on a real day.</summary>
    private static readonly TimeSpan RealSleep = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan RealUpkeep = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromSeconds(20);

    /// <summary>The user's own, but for where things are kept, what is asked and what the recording cannot do.</summary>
    public static HippiqueSettings Settings(HippiqueSettings own, RehearsalAnchor anchor, string folder) =>
        own with
        {
            // A recorded day has no place in a project's queue or bucket, and a stranger's identity token is of another day.
            Cloud = null,
            Postgres = RehearsalDatabase.Of(own.Postgres, anchor),
            // A ticket of a recorded day is no news.
            Notify = NotifySettings.Nobody,
            // Nor may it ring an alert.
            Telemetry = TelemetrySettings.Nowhere,
            Access = new AccessSettings(),
            Data = own.Data with { Folder = folder, Bucket = null, Node = anchor.DatabaseSchema is null ? null : own.Data.Node },
            Play = own.Play with { Operators = anchor.Operators, Countries = anchor.Countries },
            Module = own.Module is { } module ? module with { Timeout = module.Timeout * anchor.Speed } : null,
            Sources = own.Sources with
            {
                Order = anchor.Sources,
                Statistics = [],
                BaseUrls = anchor.BaseUrls,
                Timeouts = own.Sources.Timeouts.ToDictionary(source => source.Key, source => source.Value * anchor.Speed),
            },
        };

    /// <summary>The clock is never put back, so the queue need not look at it every second.</summary>
    public static EmbeddedOptions Queue(HippiqueSettings settings, double speed)
    {
        var own = Composition.Queue(settings);
        return own with
        {
            MaxSleep = Longer(own.MaxSleep, RealSleep * speed) is var sleep && sleep < LongestSleep ? sleep : LongestSleep,
            UpkeepEvery = Longer(own.UpkeepEvery, RealUpkeep * speed),
        };
    }

    /// <summary>Changes the service's registrations; the last registration of a service counts.</summary>
    public static void Change(IServiceCollection services, HippiqueSettings settings, RehearsalAnchor anchor, LinearClock clock)
    {
        services.AddSingleton(anchor);
        services.AddSingleton<TimeProvider>(clock);
        // A browser's minutes are real ones.
        services.AddSingleton(new BrowserSessions(TimeProvider.System));
        services.AddSingleton(
            settings.Play.ForPhases() with
            {
                Module = settings.Module is { } module ? module with { DataFolder = settings.Data.OwnFolder } : null,
                Simulated = anchor.Simulated,
                Rehearsal = anchor.Mark,
            }
        );
        services.Remove(
            services.Single(service => service.ServiceType == typeof(ITaskHandler) && service.ImplementationType == typeof(DailyPlan))
        );
        services.AddSingleton<DailyPlan>();
        services.AddSingleton<ITaskHandler, RecordedDayPlan>();
        services.AddHostedService<MirrorKeeper>();
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
