using Hippique.Gpi.Inputs;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Orchestration.Phases;

/// <summary>What an analysis is given for a decision, so that a shadow book is given the same.</summary>
internal static class DecisionInputs
{
    /// <param name="settings">What the user decided.</param>
    /// <param name="h5">The look with its file's name and hash.</param>
    /// <param name="h30">The earlier look with its file's hash; null: none.</param>
    /// <param name="player">What is at stake already.</param>
    public static AnalysisInput Of(
        PhaseSettings settings,
        (Snapshot Snapshot, string Name, string Hash) h5,
        (Snapshot Snapshot, string Hash)? h30,
        PlayerState player
    )
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (h30 is { } earlier)
            hashes[ArtifactPaths.SnapshotH30Name] = earlier.Hash;
        hashes[h5.Name] = h5.Hash;
        return new AnalysisInput
        {
            H5 = h5.Snapshot,
            H30 = h30?.Snapshot,
            Operators = settings.Operators.Count > 0 ? settings.Operators : [.. h5.Snapshot.Pools.Select(pool => pool.Pool)],
            Countries = settings.Countries,
            Bankroll = settings.Bankroll,
            BudgetPerRace = settings.BudgetPerRace,
            Player = player,
            ProgramVersion = settings.ProgramVersion,
            InputHashes = hashes,
        };
    }
}
