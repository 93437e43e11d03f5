using Hippique.Embedded.Postgres;
using Hippique.Embedded.Storage;
using Hippique.Embedded.Tasks;
using Hippique.Orchestration.Opening;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace Hippique.Embedded;

/// <summary>Registration of the embedded queue: Quartz wakes tasks, a table in SQLite or PostgreSQL has the truth about them.</summary>
public static class EmbeddedServices
{
    /// <summary>
    /// Adds what <see cref="Store"/> and <see cref="Timer"/> give, opened once the service answers and stopped with the host. Expects the orchestration, which is composed with the two; uses the
    /// registered <see cref="TimeProvider"/>, or the machine's clock. With a database, expects <see cref="PostgresServices.AddHippiquePostgres"/>.
    /// </summary>
    public static IServiceCollection AddHippiqueEmbedded(this IServiceCollection services, EmbeddedOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        if (options.Postgres is null)
            services.AddSingleton<ITaskDatabase>(_ => new SqliteTaskDatabase(options.DatabasePath));
        services.AddSingleton(provider => new SqlTaskStore(provider.GetRequiredService<ITaskDatabase>()));
        services.AddSingleton<QueueStop>();
        services.AddSingleton<QuartzTaskTimer>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<UpkeepLoop>(provider, options.UpkeepEvery));
        services.AddQuartz(quartz => Configure(quartz, options));
        services.AddOpeningPart<EmbeddedService>();
        return options.Postgres is null ? services : services.AddNodeParts();
    }

    /// <summary>The truth about tasks, in a table of the queue's file.</summary>
    public static ITaskStore Store(IServiceProvider provider) => provider.GetRequiredService<SqlTaskStore>();

    /// <summary>What wakes them.</summary>
    public static ITaskTimer Timer(IServiceProvider provider) => provider.GetRequiredService<QuartzTaskTimer>();

    private static void Configure(IQuartzBuilder quartz, EmbeddedOptions options)
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "hippique";
            // A node that starts again must not take what it fired before for its own.
            if (options.Postgres is { Node.Owner: var owner })
                scheduler.InstanceId = owner;
            // Waits are capped: a clock that is put back costs one wait, never a day.
            scheduler.IdleWaitTime = options.MaxSleep;
            // A task that is asked to stop gives its lease back and stays open for the next start.
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.WhenWaitingForJobs;
        });
        quartz.UseDefaultThreadPool(options.MaxConcurrency);
        quartz.UsePersistentStore(store =>
        {
            if (options.Postgres is null)
                store.UseSqlite(BusyTimeoutSqliteFactory.Instance, SqliteTaskDatabase.ConnectionString(options.DatabasePath));
            else
                UsePostgres(store, options.Postgres);
            store.ProvisionSchema();
            store.ConfigureStore(settings => settings.StoreJobDataAsStrings = true);
        });
    }

    // Which node fires is Quartz's affair; which one works on a task, the lease decides.
    private static void UsePostgres(IPersistentStoreBuilder store, PostgresOptions options)
    {
        store.UsePostgres(source => source.DataSourceFactory = provider => provider.GetRequiredService<PostgresDatabase>().Source);
        store.UseClustering(cluster =>
        {
            cluster.CheckinInterval = options.CheckinEvery;
            cluster.CheckinMisfireThreshold = 2 * options.CheckinEvery;
        });
        // A server that restarts is back within seconds, and a phase has minutes.
        store.ConfigureStore(settings => settings.DbRetryInterval = TimeSpan.FromSeconds(2));
    }
}
