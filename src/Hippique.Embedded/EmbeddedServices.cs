using Hippique.Embedded.Storage;
using Hippique.Embedded.Tasks;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace Hippique.Embedded;

/// <summary>Registration of the embedded queue.</summary>
public static class EmbeddedServices
{
    /// <summary>
    /// Adds <see cref="ITaskQueue"/> on Quartz and SQLite, started and stopped with the host. Expects an <see cref="ITaskHandler"/> and, with
    /// <see cref="EmbeddedOptions.DailyPlan"/>, an <see cref="Planning.IDailyPlan"/>; uses the registered <see cref="TimeProvider"/> and
    /// <see cref="IClockActivity"/>, or the machine's clock.
    /// </summary>
    public static IServiceCollection AddHippiqueEmbedded(this IServiceCollection services, EmbeddedOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IClockActivity>(RealTime.Instance);
        services.AddSingleton(options);
        services.AddSingleton<TaskTable>();
        services.AddSingleton<TaskTriggers>();
        services.AddSingleton<TaskRunner>();
        services.AddSingleton<TaskRecovery>();
        services.AddSingleton<ITaskQueue, QuartzTaskQueue>();
        services.AddQuartz(quartz => Configure(quartz, options));
        services.AddSingleton<IHostedService, EmbeddedService>();
        return services;
    }

    private static void Configure(IQuartzBuilder quartz, EmbeddedOptions options)
    {
        quartz.ConfigureScheduler(scheduler =>
        {
            scheduler.InstanceName = "hippique";
            // Waits are capped: a clock that is put back costs one wait, never a day.
            scheduler.IdleWaitTime = options.LongestWait;
        });
        quartz.UseDefaultThreadPool(options.MaxConcurrency);
        quartz.UsePersistentStore(store =>
        {
            store.UseSqlite(BusyTimeoutSqliteFactory.Instance, TaskTable.ConnectionString(options.DatabasePath));
            store.ProvisionSchema();
            store.ConfigureStore(settings => settings.StoreJobDataAsStrings = true);
        });
    }
}
