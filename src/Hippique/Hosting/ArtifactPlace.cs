using Hippique.GoogleCloud.Storage;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Settings;
using Hippique.Racing;
using Hippique.Rehearsal;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Hosting;

/// <summary>The artifacts that a verb reads without the service: in the bucket where one is configured, else in a folder.</summary>
/// <param name="Store">Opened.</param>
/// <param name="Name">Where that is, in words.</param>
internal sealed record ArtifactPlace(IArtifactStore Store, string Name) : IDisposable
{
    /// <summary>What has to be said of everything in it; null: nothing.</summary>
    public RehearsalMark? Rehearsal => Anchor?.Mark;

    /// <summary>The rehearsal to which the folder belongs; null: none.</summary>
    public RehearsalAnchor? Anchor { get; private init; }

    /// <summary>The day that is meant where none is named: the one that is being run in Paris now, in a rehearsal's folder the one that is rehearsed.</summary>
    public DateOnly Today { get; private init; } = ParisTime.ProgrammeOf(TimeProvider.System.GetUtcNow());

    public static ArtifactPlace Open(DataSettings data) =>
        data.Bucket is { } bucket
            ? new(new GcsArtifactStore(bucket, TimeProvider.System, NullLogger<GcsArtifactStore>.Instance), data.Place)
            : OfFolder(data.Folder);

    /// <param name="folder">What was typed as <c>--data</c>; null: the configured place.</param>
    /// <exception cref="ConfigurationException">Nothing was typed, and the configuration cannot be used.</exception>
    public static ArtifactPlace Open(string? folder) => folder is null ? Open(SettingsReader.FromEnvironment().Data) : OfFolder(folder);

    public void Dispose() => (Store as IDisposable)?.Dispose();

    private static ArtifactPlace OfFolder(string folder)
    {
        var store = new DiskArtifactStore(folder);
        var place = new ArtifactPlace(store, store.Root);
        return RehearsalAnchor.Find(store.Root) is { } anchor ? place with { Anchor = anchor, Today = anchor.Today } : place;
    }
}
