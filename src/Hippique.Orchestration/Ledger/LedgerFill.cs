using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;

namespace Hippique.Orchestration.Ledger;

/// <summary>Enters what the files of the days say and the ledger lacks: of days that a version without a ledger has played.</summary>
public sealed class LedgerFill(IArtifactStore store, PlanStore plans, RaceBooks books)
{
    /// <summary>Days with a plan, from the first on.</summary>
    /// <returns>How many entries were added, on how many days.</returns>
    /// <exception cref="ArtifactException">A file of a day or the ledger cannot be read or written.</exception>
    public async Task<(int Entries, int Days)> RunAsync(CancellationToken cancellationToken)
    {
        var (entries, days) = (0, 0);
        foreach (var folder in await store.FoldersAsync("", cancellationToken).ConfigureAwait(false))
        {
            if (
                ArtifactPaths.DayOf(folder) is not { } date
                || await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { } plan
            )
                continue;
            var before = entries;
            foreach (var race in plan.Races)
                entries += (await books.BringUpAsync(race.Id, cancellationToken).ConfigureAwait(false)).Count;
            if (entries > before)
                days++;
        }
        return (entries, days);
    }
}
