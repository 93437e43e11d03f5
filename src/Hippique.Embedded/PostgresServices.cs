using Hippique.Embedded.Nodes;
using Hippique.Embedded.Postgres;
using Hippique.Embedded.Storage;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Opening;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Http;
using Hippique.Sources.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hippique.Embedded;

/// <summary>Registration of what several machines share in a database.</summary>
public static class PostgresServices
{
    /// <summary>How often each node looks for tasks that nobody works on.</summary>
    public static readonly TimeSpan UpkeepEvery = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds the database, the locks and turns of the nodes and how this one carries out tasks. Before the orchestration, which has them of its own otherwise; and before
    /// <see cref="EmbeddedServices.AddHippiqueEmbedded"/>, which adds the queue.
    /// </summary>
    public static IServiceCollection AddHippiquePostgres(this IServiceCollection services, PostgresOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options.Node);
        services.AddSingleton(_ => new PostgresDatabase(options));
        services.AddSingleton<ITaskDatabase>(provider => provider.GetRequiredService<PostgresDatabase>());
        services.AddSingleton<IInstallationLocks, PostgresLocks>();
        services.AddSingleton<IHostTurns, PostgresHostTurns>();
        services.AddSingleton(provider => new NodeRegistry(provider.GetRequiredService<PostgresDatabase>()));
        services.AddSingleton<NodeAddress>();
        services.AddSingleton(new NodeChannelOptions());
        services.AddSingleton<NodeChannel>();
        services.AddSingleton(provider =>
        {
            var address = provider.GetRequiredService<NodeAddress>();
            // The machine's clock: a rehearsal's is nobody's to be set right.
            return ActivatorUtilities.CreateInstance<NodeHeartbeat>(provider, () => address.Value, options.BeatEvery, TimeProvider.System);
        });
        services.AddSingleton(
            new TaskRunnerOptions
            {
                Owner = options.Node.Owner,
                Lease = options.Lease,
                AtATime = 4,
            }
        );
        return services;
    }

    /// <summary>Puts counts and holds of hosts into the database; whatever else sources keep lies in the store that was registered before.</summary>
    public static IServiceCollection AddHippiquePostgresCounts(this IServiceCollection services)
    {
        var before = services.Last(service => service.ServiceType == typeof(ISourceStore));
        services.Remove(before);
        return services.AddSingleton<ISourceStore>(provider => new PostgresSourceStore(
            (ISourceStore)(
                before.ImplementationInstance
                ?? before.ImplementationFactory?.Invoke(provider)
                ?? ActivatorUtilities.CreateInstance(provider, before.ImplementationType!)
            ),
            provider.GetRequiredService<PostgresDatabase>()
        ));
    }

    /// <summary>What says that this node lives, and carries what the nodes say. After the queue: a node that could not open it is none.</summary>
    internal static IServiceCollection AddNodeParts(this IServiceCollection services) =>
        services.AddOpeningPart<NodeHeartbeat>().AddOpeningPart<NodeChannel>();
}
