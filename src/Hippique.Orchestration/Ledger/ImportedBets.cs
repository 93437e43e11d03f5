using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Ledger;

/// <summary>The ledger of bets that the user has imported: a chain of its own, so that they stand in no sum of what this program proposed.</summary>
public sealed class ImportedBets(IArtifactStore store)
{
    public ILedger Ledger { get; } = new StoredLedger(store, ArtifactPaths.ImportedFolder);
}
