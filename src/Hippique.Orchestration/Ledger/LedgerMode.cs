namespace Hippique.Orchestration.Ledger;

/// <summary>
/// Whether the user plays on paper: until he says for the first time that a ticket was played, every proposal is followed as if it had been. May be shared between threads.
/// </summary>
public sealed class LedgerMode(ILedger ledger)
{
    private volatile bool _played;
    private volatile bool _playedSimulated;

    /// <param name="simulated">Of invented races, which are never those of the user's money.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="Artifacts.ArtifactException">The ledger cannot be read.</exception>
    public async Task<bool> IsPaperAsync(bool simulated, CancellationToken cancellationToken)
    {
        if (simulated ? _playedSimulated : _played)
            return false;
        Note((await ledger.ReadAllAsync(cancellationToken).ConfigureAwait(false)).SelectMany(file => file.Entries));
        return !(simulated ? _playedSimulated : _played);
    }

    /// <summary>What was read already need not be read again to know it.</summary>
    internal void Note(IEnumerable<LedgerEntry> entries)
    {
        foreach (var entry in entries.Where(entry => entry.Fact is LedgerFact.Played))
        {
            if (entry.Simulated)
                _playedSimulated = true;
            else
                _played = true;
        }
    }
}
