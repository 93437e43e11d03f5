using System.Collections.ObjectModel;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary>
/// The results of races in the store: <c>result.json</c>, then <c>result_2.json</c> and so on if a source later says more or something else. Files are only added.
/// </summary>
internal sealed class ResultFiles(IArtifactStore store)
{
    /// <summary>The result that counts, and the name of its file; null if there is none.</summary>
    /// <param name="race">The race.</param>
    /// <param name="belongs">Whether a result is of this race; others are passed over.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    public async Task<KeptResult?> CurrentAsync(RaceId race, Func<RaceResult, bool> belongs, CancellationToken cancellationToken) =>
        Current((await AllAsync(race, cancellationToken).ConfigureAwait(false)).Where(kept => belongs(kept.Result)));

    /// <summary>
    /// Adds what a source states, as it stands together with what was known: an official arrival takes over the dividends and closing prices that it lacks
    /// (<see cref="ResultMerge"/>). Nothing is added if it says nothing new.
    /// </summary>
    /// <returns>The result that counts then.</returns>
    public async Task<KeptResult> AddAsync(RaceResult stated, Func<RaceResult, bool> belongs, CancellationToken cancellationToken)
    {
        var closes = await ClosesAsync(stated, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var all = await AllAsync(stated.Id, cancellationToken).ConfigureAwait(false);
            var current = Current(all.Where(kept => belongs(kept.Result)));
            var next = current is { Result: var known } && ResultMerge.HasArrival(stated) ? ResultMerge.Update(known, stated) : stated;
            if (closes is not null)
                next = ResultMerge.WithNonRunners(ResultMerge.Complete(next, closes), closes.NonRunners);
            if (current is not null && IsSame(current.Result, next))
                return current;
            // A statement that does not count (a flag against an arrival) would else be added again whenever it is made.
            if (current is not null && all.Count > 0 && IsSame(all[^1].Result, next))
                return current;
            var added = new KeptResult(next, ArtifactPaths.ResultName(all.Count + 1));
            var path = ArtifactPaths.Result(stated.Id, all.Count + 1);
            if (
                await store.PutIfAbsentAsync(path, ArtifactJson.Write(next), cancellationToken).ConfigureAwait(false) != PutOutcome.Conflict
            )
                return Current(all.Where(kept => belongs(kept.Result)).Append(added))!;
        }
    }

    /// <summary>An official arrival stands against a flag, and either against an arrival that can still change; of the same kind, the last one counts.</summary>
    private static KeptResult? Current(IEnumerable<KeptResult> all)
    {
        KeptResult? current = null;
        foreach (var kept in all)
        {
            if (current is null || Weight(kept.Result) >= Weight(current.Result))
                current = kept;
        }
        return current;
    }

    private static int Weight(RaceResult result) =>
        ResultMerge.HasArrival(result) ? 2
        : result.State is ResultState.CalledOff or ResultState.NobodyClassified ? 1
        : 0;

    /// <summary>Whether they say the same; notes and times of horses change no ticket.</summary>
    private static bool IsSame(RaceResult one, RaceResult other) => Facts(one).AsSpan().SequenceEqual(Facts(other));

    private static byte[] Facts(RaceResult result) =>
        ArtifactJson.Write(result with { Notes = [], Times = ReadOnlyDictionary<int, double>.Empty });

    private async Task<IReadOnlyList<KeptResult>> AllAsync(RaceId race, CancellationToken cancellationToken)
    {
        var all = new List<KeptResult>();
        for (var number = 1; ; number++)
        {
            var path = ArtifactPaths.Result(race, number);
            if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } kept)
                return all;
            all.Add(new KeptResult(ResultJson.Read(path, kept.Content), ArtifactPaths.ResultName(number)));
        }
    }

    /// <summary>The last prices that were seen after the off, and who was gone then, in the shape of a result; null if there are none.</summary>
    private async Task<RaceResult?> ClosesAsync(RaceResult stated, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Close(stated.Id);
        if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } there)
            return null;
        var close = ArtifactJson.Read<ClosingPrices>(path, there.Content);
        PoolResult[] pools = [.. close.AfterOff()];
        if (pools.Length == 0 && close.NonRunners.Count == 0)
            return null;
        var first = pools.FirstOrDefault() ?? new PoolResult(stated.Pool, [], []);
        return stated with
        {
            Pool = first.Pool,
            Arrival = [],
            NonRunners = close.NonRunners,
            Dividends = [],
            Refunded = [],
            Close = first.Close,
            Others = [.. pools.Skip(1)],
        };
    }
}

/// <summary>A result that was kept, and the name of its file (<c>result_2.json</c>).</summary>
internal sealed record KeptResult(RaceResult Result, string File);
