using Hippique.Commands;
using Hippique.Embedded;
using Hippique.Embedded.Nodes;
using Hippique.Embedded.Postgres;
using Hippique.Embedded.Storage;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Backups;
using Hippique.Orchestration.Tasks;
using Hippique.Sources.Storage;

namespace Hippique.Backups;

/// <summary>The configured installation, for a verb that copies all of it or puts it back; no service is needed, and one may be at work.</summary>
internal sealed class OpenedInstallation : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private OpenedInstallation(ServiceProvider services, ITaskStore tasks) =>
        (_services, All) = (
            services,
            new Installation(services.GetRequiredService<IArtifactStore>(), tasks, services.GetRequiredService<ISourceStore>())
        );

    public Installation All { get; }

    /// <summary>To be read. Nothing is made or brought up that is not there.</summary>
    /// <exception cref="ConfigurationException">The queue's tables are of another version.</exception>
    public static async Task<OpenedInstallation> ToReadAsync(HippiqueSettings settings, CancellationToken cancellationToken)
    {
        var hasQueue = await HasQueueAsync(settings, cancellationToken);
        var services = LocalWork.Compose(settings);
        return new OpenedInstallation(services, hasQueue ? Composition.StoredTasks(services, settings) : new MemoryTaskStore());
    }

    /// <summary>To be written.</summary>
    public static OpenedInstallation ToFill(HippiqueSettings settings)
    {
        var services = LocalWork.Compose(settings);
        return new OpenedInstallation(services, Composition.StoredTasks(services, settings));
    }

    /// <summary>Names of the machines that work on it now; none but with a database.</summary>
    public async Task<IReadOnlyList<string>> NodesAtWorkAsync(CancellationToken cancellationToken)
    {
        if (_services.GetService<NodeRegistry>() is not { } registry)
            return [];
        await _services.GetRequiredService<PostgresDatabase>().OpenAsync(cancellationToken);
        var nodes = await registry.ListAsync(cancellationToken);
        return [.. nodes.Where(node => node.State is not NodeState.Gone).Select(node => node.Name).Distinct()];
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    // A service of the same version may be at work; one of another version must not have its tables changed.
    private static async Task<bool> HasQueueAsync(HippiqueSettings settings, CancellationToken cancellationToken)
    {
        if (settings.Postgres is { } shared)
        {
            await using var database = new PostgresDatabase(shared);
            var there = await database.VersionAsync(cancellationToken);
            PostgresSchema.Check(there, database.Place);
            return IsCurrent(database.Place, there, PostgresSchema.Newest);
        }
        if (settings.Cloud is not null || settings.Data.Bucket is not null)
            return true;
        var file = new EmbeddedOptions { DataFolder = settings.Data.Folder }.DatabasePath;
        return IsCurrent(file, await SqliteTaskDatabase.VersionAsync(file, cancellationToken), SqliteTaskDatabase.NewestSchema);
    }

    private static bool IsCurrent(string place, int version, int newest) =>
        version == 0 || version == newest ? version > 0
        : version < newest ? throw new ConfigurationException([Texts.Said("migrate_needed", place, version, newest)])
        : true;
}
