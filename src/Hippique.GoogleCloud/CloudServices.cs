using System.Security.Cryptography;
using Hippique.Orchestration.Opening;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Addresses;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.GoogleCloud;

/// <summary>Registration of the queue at Google Cloud.</summary>
public static class CloudServices
{
    /// <summary>How long the lease of a container that was killed keeps its task from the next delivery.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Cloud Scheduler fires on whole minutes, so up to a minute before the lead begins; the rest is for clocks that differ.</summary>
    private static readonly TimeSpan EarlierThanLead = TimeSpan.FromSeconds(90);

    /// <summary>Adds what <see cref="Timer"/> gives, opened once the service answers. Expects the orchestration, which is composed with it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">The project, its queue and the service.</param>
    /// <param name="hosts">The sites whose pages <c>/run</c> accepts.</param>
    public static IServiceCollection AddHippiqueCloud(
        this IServiceCollection services,
        CloudOptions options,
        IReadOnlyList<CourseHost> hosts
    )
    {
        services.AddHippiqueCloudTasks(options, hosts);
        services.AddSingleton<CloudTimer>();
        services.AddSingleton<IQueueUpkeep, SpentJobs>();
        return services.AddOpeningPart<CloudService>();
    }

    /// <summary>What wakes tasks.</summary>
    public static ITaskTimer Timer(IServiceProvider provider) => provider.GetRequiredService<CloudTimer>();

    /// <summary>How a container carries out tasks: under a name of its own, since another one may still be at work while it starts.</summary>
    public static TaskRunnerOptions Runner(CloudOptions options) =>
        new()
        {
            Owner = $"container-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}",
            Lease = Lease,
            MaxEarly = options.Lead + EarlierThanLead,
            AtATime = 8,
            // The daily job's call, which starts the container in the morning, says how the day is to be woken.
            PlanAfterStart = TimeSpan.FromMinutes(1),
        };
}
