using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Phases.Module;

/// <summary>What the user's own analysis is given, and where what it leaves is kept.</summary>
/// <param name="Inputs">Paths in the artifact store, each with the name under which the analysis finds it.</param>
/// <param name="Folder">Where its files go, with a slash at the end.</param>
/// <param name="Record">What tells that it ended well, so that it is not run again; null where nothing does.</param>
internal sealed record ModulePlace(IReadOnlyList<(string Path, string Name)> Inputs, string Folder, string? Record)
{
    public static ModulePlace OfPhase(RaceId race, Phase phase) =>
        new(
            [
                (ArtifactPaths.Snapshot(race, Phase.H30), ArtifactPaths.SnapshotH30Name),
                (ArtifactPaths.Snapshot(race, Phase.H5), ArtifactPaths.SnapshotH5Name),
                (ArtifactPaths.Cotes(race), ArtifactPaths.CotesName),
            ],
            ArtifactPaths.ModuleFolder(race, phase),
            ArtifactPaths.Module(race, phase)
        );

    /// <summary>Of a look before the phase's time: it finds the same names, and its files lie apart.</summary>
    public static ModulePlace OfExtra(RaceId race, Phase phase, DateTimeOffset takenAt)
    {
        var seen = (ArtifactPaths.ExtraSnapshot(race, phase, takenAt), ArtifactPaths.SnapshotName(phase));
        return new(
            phase == Phase.H30 ? [seen] : [(ArtifactPaths.Snapshot(race, Phase.H30), ArtifactPaths.SnapshotH30Name), seen],
            ArtifactPaths.ExtraModuleFolder(race, phase, takenAt),
            Record: null
        );
    }
}
