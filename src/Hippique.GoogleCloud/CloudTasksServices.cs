using Hippique.GoogleCloud.Rest;
using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Tasks;
using Hippique.GoogleCloud.Wakes;
using Hippique.Orchestration.Planning;
using Hippique.Sources.Addresses;
using Hippique.Sources.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hippique.GoogleCloud;

/// <summary>Registration of what wakes tasks in Google Cloud.</summary>
public static class CloudTasksServices
{
    /// <summary>
    /// Adds <see cref="CloudTasksTimer"/>, <see cref="CloudSchedulerTimer"/> and <see cref="DailyJobs"/> with their clients; which timer is the <c>ITaskTimer</c> is the composition's. Expects
    /// <see cref="PlanStore"/> and logging; uses the registered <see cref="TimeProvider"/>, <see cref="IClockActivity"/>, <see cref="IAccessTokens"/> and <see cref="RestOptions"/>, or the
    /// machine's clock, Application Default Credentials and the defaults.
    /// </summary>
    /// <param name="services">The composition.</param>
    /// <param name="options">The project, its queue and the service.</param>
    /// <param name="hosts">The sites whose pages <c>/run</c> accepts.</param>
    public static IServiceCollection AddHippiqueCloudTasks(
        this IServiceCollection services,
        CloudOptions options,
        IReadOnlyList<CourseHost> hosts
    )
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IClockActivity>(RealTime.Instance);
        services.TryAddSingleton<IAccessTokens>(_ => new DefaultCredentials());
        services.TryAddSingleton(new RestOptions());
        services.AddSingleton(options);
        services.AddSingleton<RestClient>();
        services.AddSingleton<CloudTasksClient>();
        services.AddSingleton<CloudSchedulerClient>();
        services.AddSingleton<IWakeCall>(provider => new PlannedWakeCalls(provider.GetRequiredService<PlanStore>(), hosts));
        services.AddSingleton<CloudTasksTimer>();
        services.AddSingleton<CloudSchedulerTimer>();
        services.AddSingleton<DailyJobs>();
        return services;
    }
}
