using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Phases;

/// <summary>What taking the snapshot of a phase came to.</summary>
internal abstract record SnapshotTaking
{
    private SnapshotTaking() { }

    /// <summary>It is kept, by this call or an earlier one.</summary>
    /// <param name="Snapshot">As it stands in the store.</param>
    /// <param name="Hash">SHA-256 of its file, lower-case hex.</param>
    public sealed record Taken(Snapshot Snapshot, string Hash) : SnapshotTaking;

    /// <summary>No source was asked: the race is outside the user's countries.</summary>
    public sealed record NotAsked(PlannedRace Race) : SnapshotTaking;

    /// <summary>Every source refused.</summary>
    public sealed record Refused(RaceLook.Refused Look) : SnapshotTaking;

    /// <summary>The phase has ended without one: the race was moved or withdrawn, or it is about to start.</summary>
    public sealed record Over(TaskEnd End) : SnapshotTaking;
}
