using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>What a look at a race asks of PMU's pools beside the win odds.</summary>
internal enum PmuPoolLook
{
    /// <summary>The money on every horse.</summary>
    Money,

    /// <summary>Also what place bets and pairs are expected to pay.</summary>
    MoneyAndPrices,
}

/// <summary>
/// The money in PMU's internet pool and what its bets are expected to pay, in as many requests as a look has left. A pool that PMU says nothing of is no fault; an answer that cannot be read costs
/// the look these data alone, and is named.
/// </summary>
/// <param name="api">The way to PMU.</param>
/// <param name="clock">The program's.</param>
/// <param name="timeout">Of one request.</param>
internal sealed class PmuPools(PmuApi api, TimeProvider clock, TimeSpan timeout)
{
    /// <summary>No look waits longer for what it can do without, in timeouts of a request: 12 of 15 s.</summary>
    private const double Longest = 0.8;

    private readonly PmuSilences _silences = new(clock);

    /// <param name="race">By the API's own numbers.</param>
    /// <param name="look">What is wanted.</param>
    /// <param name="allowance">Requests that are left.</param>
    /// <param name="asking">Off and urgency of the look.</param>
    /// <param name="runners">Numbers of the card: a stake on another one is refused.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task<PmuPoolsSeen> ReadAsync(
        RaceId race,
        PmuPoolLook look,
        PmuAllowance allowance,
        PmuAsking asking,
        IReadOnlyCollection<int> runners,
        CancellationToken cancellationToken
    )
    {
        var seen = new PmuPoolsSeen(runners);
        var longest = allowance.TimeLeft is var left && left < Longest * timeout ? left : Longest * timeout;
        if (longest <= TimeSpan.Zero)
            return seen;
        using var bounded = new CancellationTokenSource(longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bounded.Token);
        try
        {
            await AskAsync(seen, new Look(race, allowance, asking), look, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            seen.Note(
                Problem.Of($"PMU's pools did not answer within {longest.TotalSeconds:0} s; the look goes on without them").ToString()
            );
        }
        return seen;
    }

    private async Task AskAsync(PmuPoolsSeen seen, Look look, PmuPoolLook wanted, CancellationToken cancellationToken)
    {
        await ReadAsync(look, PmuApi.Citations, seen, api.CitationsAsync, seen.Add, cancellationToken).ConfigureAwait(false);
        if (!seen.HasSingles)
        {
            await ReadAsync(look, PmuApi.Combinations, seen, api.CombinationsAsync, seen.Add, cancellationToken).ConfigureAwait(false);
            if (seen.HasStakes)
                await ReadAsync(look, PmuApi.Totals, seen, api.TotalsAsync, seen.Add, cancellationToken).ConfigureAwait(false);
        }
        if (wanted != PmuPoolLook.MoneyAndPrices)
            return;
        foreach (var bet in PmuApi.ProbableBets)
            await ReadAsync(
                    look,
                    bet,
                    seen,
                    (race, asking, token) => api.ProbableAsync(race, bet, asking, token),
                    seen.Add,
                    cancellationToken
                )
                .ConfigureAwait(false);
    }

    /// <summary>Asks for one thing, if PMU did not just say that it has no such thing, and a request is left.</summary>
    private async Task ReadAsync<T>(
        Look look,
        string what,
        PmuPoolsSeen seen,
        Func<RaceId, PmuAsking, CancellationToken, Task<SourceAnswer<T>>> ask,
        Action<T> take,
        CancellationToken cancellationToken
    )
    {
        if (_silences.Contains(look.Race, what) || !look.Allowance.TryTake())
            return;
        switch (await ask(look.Race, look.Asking, cancellationToken).ConfigureAwait(false))
        {
            case SourceAnswer<T>.Found { Value: var found }:
                take(found);
                break;
            case SourceAnswer<T>.Refused { Error.Kind: SourceErrorKind.NotFound }:
                _silences.Note(look.Race, what);
                break;
            // Nothing of a recording that has no such answer, and participants that cannot be reached either are named already.
            case SourceAnswer<T>.Refused { Error.Kind: SourceErrorKind.Unreachable }:
                break;
            case SourceAnswer<T>.Refused { Error: var error }:
                seen.Note(error.ToString());
                break;
        }
    }

    private sealed record Look(RaceId Race, PmuAllowance Allowance, PmuAsking Asking);
}
