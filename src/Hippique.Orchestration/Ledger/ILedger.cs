using System.Diagnostics.CodeAnalysis;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>What was proposed, what was played and what it was worth: a file a programme month, to which entries are only added, each key once.</summary>
public interface ILedger
{
    /// <summary>The file of the month in which the day lies; empty if there is none yet.</summary>
    Task<LedgerFile> ReadAsync(DateOnly date, CancellationToken cancellationToken);

    /// <summary>All files, by month.</summary>
    Task<IReadOnlyList<LedgerFile>> ReadAllAsync(CancellationToken cancellationToken);

    /// <summary>Adds to the file of a month what <paramref name="next"/> makes of what stands in it; entries whose key is there already are left out.</summary>
    /// <param name="date">A day of the month.</param>
    /// <param name="next">Called once a try, so it must have no effect of its own.</param>
    /// <param name="cancellationToken">Stops between tries.</param>
    /// <returns>What was added.</returns>
    /// <exception cref="LedgerChangedException">Something else has changed the file; nothing was added.</exception>
    /// <exception cref="ArtifactException">It cannot be read or written.</exception>
    Task<IReadOnlyList<NewEntry>> AppendAsync(
        DateOnly date,
        Func<LedgerFile, IReadOnlyList<NewEntry>> next,
        CancellationToken cancellationToken
    );
}

/// <summary>The ledger is not as this program wrote it. Nothing is added to it, so that the change stays to be seen.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Never without a message.")]
public sealed class LedgerChangedException(string path)
    : UnreadableArtifactException(
        Problem.Of($"{path} was changed by something else than this program; 'hippique ledger check' says where")
    );
