using System.Runtime.CompilerServices;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tickets;

namespace Hippique.Orchestration.Exports;

/// <summary>Reads what days left. Nothing is written and no site is asked.</summary>
public sealed class SeenDays(IArtifactStore store, PlanStore plans)
{
    /// <summary>A bucket answers many at once, and parsing takes as long as reading.</summary>
    private const int AtOnce = 8;

    private readonly ResultFiles _results = new(store);

    /// <summary>Days of the range that were planned, ascending.</summary>
    /// <exception cref="ArtifactException">The store cannot be read.</exception>
    public async Task<IReadOnlyList<DateOnly>> DatesAsync(DayRange days, CancellationToken cancellationToken)
    {
        var planned = new List<DateOnly>();
        foreach (var folder in await store.FoldersAsync("", cancellationToken).ConfigureAwait(false))
        {
            if (
                ArtifactPaths.DayOf(folder) is { } date
                && days.Contains(date)
                && await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not null
            )
                planned.Add(date);
        }
        planned.Sort();
        return planned;
    }

    /// <summary>One day after the other.</summary>
    /// <exception cref="ArtifactException">A file of a day cannot be read.</exception>
    public async IAsyncEnumerable<SeenDay> ReadAsync(
        IEnumerable<DateOnly> dates,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(dates);
        foreach (var date in dates)
        {
            if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { } plan)
                continue;
            PlannedRace[] planned = [.. plan.Races.OrderBy(race => race.Id)];
            var races = new SeenRace[planned.Length];
            await Parallel
                .ForAsync(
                    0,
                    planned.Length,
                    new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
                    async (index, stop) => races[index] = await ReadAsync(planned[index], stop).ConfigureAwait(false)
                )
                .ConfigureAwait(false);
            yield return new SeenDay(date, plan.Simulated, races);
        }
    }

    private async Task<SeenRace> ReadAsync(PlannedRace race, CancellationToken cancellationToken)
    {
        var looks = await RaceLooks.ReadAsync(store, race, cancellationToken).ConfigureAwait(false);
        var kept = await _results.CurrentAsync(race.Id, looks.IsOf, cancellationToken).ConfigureAwait(false);
        return new SeenRace
        {
            Race = race,
            H30 = looks.Early,
            H5 = looks.Last,
            Sheet = await FileAsync<TicketSheet>(ArtifactPaths.Tickets(race.Id), cancellationToken).ConfigureAwait(false),
            Close = await FileAsync<ClosingPrices>(ArtifactPaths.Close(race.Id), cancellationToken).ConfigureAwait(false),
            Result = kept?.Result,
        };
    }

    private async Task<T?> FileAsync<T>(string path, CancellationToken cancellationToken)
        where T : class =>
        await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there ? ArtifactJson.Read<T>(path, there.Content) : null;
}
