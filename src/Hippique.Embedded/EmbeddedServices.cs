using Hippique.Embedded.Storage;
using Hippique.Embedded.Tasks;
using Hippique.Orchestration.Opening;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Quartz;

namespace Hippique.Embedded;

/// <summary>Registration of the embedded queue: Quartz wakes tasks, SQLite has the truth about them.</summary>
public static class EmbeddedServices
{
    /// <summary>
    /// Adds what <see cref="Store"/> and <see cref="Timer"/> give, opened once the service answers and stopped with the host. Expects the orchestration, which is composed with the two; uses the
    /// registered <see cref="TimeProvider"/>, or the machine's clock.
    /// </summary>
    public static IServiceCollection AddHippiqueEmbedded(this IServiceCollection services, EmbeddedOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(_ => new SqlTaskStore(options.DatabasePath));
        services.AddSingleton<QuartzTaskTimer>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<UpkeepLoop>(provider, options.UpkeepEvery));
        services.AddQuartz(quartz => Configure(quartz, options));
        return services.AddOpeningPart<EmbeddedService>();
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
            // Waits are capped: a clock that is put back costs one wait, never a day.
            scheduler.IdleWaitTime = options.MaxSleep;
            // A task that is asked to stop gives its lease back and stays open for the next start.
            scheduler.ShutdownJobInterruption = ShutdownJobInterruption.WhenWaitingForJobs;
        });
        quartz.UseDefaultThreadPool(options.MaxConcurrency);
        quartz.UsePersistentStore(store =>
        {
            store.UseSqlite(BusyTimeoutSqliteFactory.Instance, SqlTaskStore.ConnectionString(options.DatabasePath));
            store.ProvisionSchema();
            store.ConfigureStore(settings => settings.StoreJobDataAsStrings = true);
        });
    }
}
