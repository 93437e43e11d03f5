using Hippique.Embedded;
using Hippique.Embedded.Storage;
using Hippique.GoogleCloud;
using Hippique.GoogleCloud.Storage;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.GoogleCloud;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Wire;

/// <summary>Where a service that is killed again and again keeps what must outlive it.</summary>
internal abstract class KillHome : IAsyncDisposable
{
    /// <summary>Added to the environment of each process.</summary>
    public abstract IReadOnlyList<(string Name, string Value)> Variables { get; }

    /// <summary>The folder of the next process.</summary>
    public abstract string Folder();

    /// <summary>A process was started.</summary>
    public abstract void Started(ServedProcess process);

    /// <summary>A process is about to be killed, or was.</summary>
    public abstract void Gone();

    /// <summary>Makes the day's plan, if the service does not by itself.</summary>
    public abstract Task PlanAsync(ServedProcess process, DateOnly day, CancellationToken cancellationToken);

    /// <summary>The day's tasks.</summary>
    public abstract Task<IReadOnlyList<TaskRecord>> TasksAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>Null: nothing lies there.</summary>
    public abstract byte[]? Read(string path);

    /// <summary>Drafts that a killed process left and nobody took away.</summary>
    public abstract IReadOnlyList<string> Drafts();

    public abstract ValueTask DisposeAsync();

    /// <summary>One machine: a folder that stays.</summary>
    internal sealed class OnDisk : KillHome
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("hippique-kills-").FullName;

        public override IReadOnlyList<(string Name, string Value)> Variables => [];

        public override string Folder() => _folder;

        public override void Started(ServedProcess process) { }

        public override void Gone() { }

        public override Task PlanAsync(ServedProcess process, DateOnly day, CancellationToken cancellationToken) => Task.CompletedTask;

        public override async Task<IReadOnlyList<TaskRecord>> TasksAsync(DateOnly day, CancellationToken cancellationToken)
        {
            var path = new EmbeddedOptions { DataFolder = _folder }.DatabasePath;
            if (!File.Exists(path))
                return [];
            await using var table = new SqlTaskStore(path);
            return await table.OfDayAsync(day, cancellationToken);
        }

        public override byte[]? Read(string path) =>
            File.Exists(Path.Combine(_folder, path)) ? File.ReadAllBytes(Path.Combine(_folder, path)) : null;

        public override IReadOnlyList<string> Drafts() => Directory.GetFiles(_folder, "*.tmp*", SearchOption.AllDirectories);

        public override ValueTask DisposeAsync()
        {
            Directory.Delete(_folder, recursive: true);
            return ValueTask.CompletedTask;
        }
    }

    /// <summary>Google Cloud at a loopback address: each process is a container with an empty disk, and the queue calls it.</summary>
    internal sealed class InBucket(LoopbackProject project) : KillHome
    {
        private readonly string _disks = Directory.CreateTempSubdirectory("hippique-kills-").FullName;
        private int _containers;
        private readonly GcsArtifactStore _store = new(
            new BucketOptions
            {
                Bucket = LoopbackProject.Bucket,
                Prefix = "prod/snapshots",
                Endpoint = project.Address,
            },
            TimeProvider.System,
            NullLogger<GcsArtifactStore>.Instance
        );

        public override IReadOnlyList<(string Name, string Value)> Variables =>
            [.. project.Variables.Select(pair => (pair.Key, pair.Value)), ("BIND", "loopback")];

        public override string Folder() => Directory.CreateDirectory(Path.Combine(_disks, $"{++_containers}")).FullName;

        public override void Started(ServedProcess process) => project.Service = process.Address;

        public override void Gone()
        {
            project.Service = null;
            foreach (var disk in Directory.GetDirectories(_disks))
                Directory.Delete(disk, recursive: true);
        }

        public override async Task PlanAsync(ServedProcess process, DateOnly day, CancellationToken cancellationToken)
        {
            using var client = Memory.Client(process, project.Token);
            await Memory.ScheduleAsync(client, day, cancellationToken);
        }

        public override Task<IReadOnlyList<TaskRecord>> TasksAsync(DateOnly day, CancellationToken cancellationToken) =>
            new ObjectTaskStore(_store).OfDayAsync(day, cancellationToken);

        public override byte[]? Read(string path) => project.Object(path);

        public override IReadOnlyList<string> Drafts() => [];

        public override async ValueTask DisposeAsync()
        {
            _store.Dispose();
            Directory.Delete(_disks, recursive: true);
            await project.DisposeAsync();
        }
    }
}
