using Hippique.Api;
using Hippique.Embedded;
using Hippique.Exports;
using Hippique.GoogleCloud;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Hosting.Auth.BetLinks;
using Hippique.Hosting.Settings;
using Hippique.Messages;
using Hippique.Metrics;
using Hippique.Notifications;
using Hippique.Orchestration;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Backups;
using Hippique.Orchestration.Calibration.Forecasts;
using Hippique.Orchestration.Notifications;
using Hippique.Orchestration.Opening;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Sheets;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tasks;
using Hippique.Orchestration.Trials;
using Hippique.Sources.Addresses;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Sources.Registration;
using Hippique.Sources.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hippique.Hosting;

/// <summary>Puts the program together from its parts, for the service and for the verbs that work without one.</summary>
public static class Composition
{
    /// <param name="services">Where to.</param>
    /// <param name="settings">Checked.</param>
    /// <param name="queue">How the queue works; null: as it does on a real clock.</param>
    /// <param name="plansDays">Whether days are planned at their hours; false if somebody else plans, as the simulated day does.</param>
    public static IServiceCollection AddHippique(
        this IServiceCollection services,
        HippiqueSettings settings,
        EmbeddedOptions? queue = null,
        bool plansDays = true
    )
    {
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        services.AddHippiqueMeters(settings.Telemetry.ServiceName);
        AddArtifacts(services, settings.Data);
        // Before whatever has a form of its own for one machine.
        if (settings.Postgres is { } shared)
            services.AddHippiquePostgres(shared).AddHippiquePostgresCounts();
        services.AddSingleton(_ => new RaceAnalyser(RuleSets.Load(settings.Play.Rules).Value, settings.Play.Model));
        services.AddSingleton<IRaceAnalyser>(provider =>
            provider.GetRequiredService<CurrentStatistics>().Enrich(provider.GetRequiredService<RaceAnalyser>())
        );
        services.AddSingleton(provider => new DaySheets(
            provider.GetRequiredService<IArtifactStore>(),
            provider.GetRequiredService<PlanStore>(),
            provider.GetRequiredService<RaceAnalyser>(),
            () => provider.GetRequiredService<CurrentHistory>().Now,
            provider.GetRequiredService<PhaseSettings>()
        ));
        services.AddSingleton(provider => new ForecastReader(
            provider.GetRequiredService<IArtifactStore>(),
            provider.GetRequiredService<PlanStore>(),
            settings.Play.Model,
            provider.GetRequiredService<TimeProvider>()
        ));
        services.AddSingleton(
            settings.Play.ForPhases() with
            {
                Module = settings.Module is { } module ? module with { DataFolder = settings.Data.OwnFolder } : null,
            }
        );
        services.AddSingleton(new RetentionSettings(settings.Data.KeepDays));
        services.AddSingleton(provider => settings.Play.Shadows(provider.GetRequiredService<PhaseSettings>()));
        services.AddSingleton<IPaperBooks, PaperBooks>();
        AddSources(services, settings);
        services.AddOpeningPart<UnfinishedRestore>();
        AddQueue(services, settings, queue);
        services.AddHippiqueDailyWork();
        if (plansDays)
            services.AddHippiqueDailyPlan();
        AddNews(services, settings.Notify);
        services.AddOpeningPart<RobotsPrefetch>();
        services.AddSingleton(provider => new RunOrderReader(Hosts(settings.Sources), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new SettleOrderReader(Hosts(settings.Sources), provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static void AddArtifacts(IServiceCollection services, DataSettings data)
    {
        services.AddSingleton<DayVersions>();
        if (data.Bucket is { } bucket)
        {
            services.AddHippiqueBucket(bucket);
            return;
        }
        services.AddSingleton(provider => new DiskArtifactStore(
            data.Folder,
            locks: data.Node is null ? null : provider.GetRequiredService<IInstallationLocks>()
        ));
        services.AddSingleton<IArtifactStore>(provider => new VersionedArtifactStore(
            provider.GetRequiredService<DiskArtifactStore>(),
            provider.GetRequiredService<DayVersions>()
        ));
        services.AddSingleton<ISourceStore, ArtifactSourceStore>();
    }

    /// <summary>The truth about tasks as it is stored, from which no event comes.</summary>
    internal static ITaskStore StoredTasks(IServiceProvider provider, HippiqueSettings settings) =>
        IsInTable(settings) ? EmbeddedServices.Store(provider) : Objects(provider);

    private static bool IsInTable(HippiqueSettings settings) =>
        settings.Cloud is null && (settings.Data.Bucket is null || settings.Postgres is not null);

    // First of what is opened, once nothing is half restored: after a kill the ends of overdue tasks do not wait for the record of past races.
    private static void AddQueue(IServiceCollection services, HippiqueSettings settings, EmbeddedOptions? queue)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<WorkUpkeep>(provider, settings.Cloud is not null));
        if (settings.Cloud is { } cloud)
        {
            services.AddSingleton(CloudServices.Runner(cloud));
            services.AddHippiqueOrchestration(Objects, CloudServices.Timer);
            services.AddHippiqueCloud(cloud, Hosts(settings.Sources));
        }
        else
        {
            services.AddHippiqueOrchestration(IsInTable(settings) ? EmbeddedServices.Store : Objects, EmbeddedServices.Timer);
            services.AddHippiqueEmbedded((queue ?? Queue(settings)).WithPlacesFor(settings.Notify.Receivers.Places));
        }
    }

    /// <summary>How the queue works on a real clock.</summary>
    internal static EmbeddedOptions Queue(HippiqueSettings settings)
    {
        var one = new EmbeddedOptions { DataFolder = settings.Data.Folder, Postgres = settings.Postgres };
        return settings.Postgres is null ? one : one with { UpkeepEvery = PostgresServices.UpkeepEvery };
    }

    /// <summary>The truth about tasks beside everything else that outlives the process: in the bucket, or on the container's disk.</summary>
    private static ObjectTaskStore Objects(IServiceProvider provider) => new(provider.GetRequiredService<IArtifactStore>());

    // After the plan: what it and the recovery find at a start is told.
    private static void AddNews(IServiceCollection services, NotifySettings notify)
    {
        services.AddSingleton(notify.News);
        services.AddSingleton<INewsWords>(_ => new NewsWords(Texts.Culture));
        services.AddSingleton<INewsReports>(provider => ActivatorUtilities.CreateInstance<MonthReports>(provider, Texts.Culture));
        services.AddSingleton<BetLinkKey>();
        services.AddSingleton<BetLinks>();
        services.AddSingleton<INewsLinks>(provider => provider.GetRequiredService<BetLinks>());
        services.AddHippiqueNotifications(notify.Receivers);
        services.AddHippiqueNews();
    }

    private static void AddSources(IServiceCollection services, HippiqueSettings settings)
    {
        services.AddSingleton<PageArchive>();
        services.AddSingleton<IUnsentRequests, UnsentRecorder>();
        services.AddSingleton<IPlanRecord, PlanRecorder>();
        var options = new SourceHttpOptions
        {
            RequestsPerSecond = settings.Sources.RequestsPerSecond,
            RequestsPerDay = settings.Sources.RequestsPerDay,
            PastDayRequestsPerDay = settings.Sources.PastDayRequestsPerDay,
            SpacingFolder = Path.Combine(settings.Data.Folder, HostCounts.FolderName),
            Contact = settings.Sources.Contact,
            Version = ProgramVersion.Text,
            BaseUrls = settings.Sources.BaseUrls,
            Timeouts = settings.Sources.Timeouts,
            Order = [.. settings.Sources.Order.Where(name => name != "none")],
            Statistics = [.. settings.Sources.Statistics.Where(name => name != "none")],
        };
        services.AddSingleton(options);
        services.AddHippiqueSources(
            options,
            static (provider, wire) =>
            {
                var recording = ActivatorUtilities.CreateInstance<RecordingHandler>(provider);
                recording.InnerHandler = wire;
                return recording;
            }
        );
    }

    /// <summary>The sites whose addresses are read. A source that was pointed elsewhere (a mirror, a recorded day) may be named by its address there too.</summary>
    public static IReadOnlyList<CourseHost> Hosts(SourceSettings sources) => SourceDescriptors.CourseHosts(sources.BaseUrls);
}
