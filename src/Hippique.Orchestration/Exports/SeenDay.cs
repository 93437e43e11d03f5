using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Orchestration.Exports;

/// <summary>What a day left.</summary>
/// <param name="Date">Programme day.</param>
/// <param name="Simulated">Its races are invented.</param>
/// <param name="Races">Those of the plan, by name.</param>
public sealed record SeenDay(DateOnly Date, bool Simulated, IReadOnlyList<SeenRace> Races);

/// <summary>What was seen of a race before it was run, and what is known of its end. Nothing of it decides.</summary>
public sealed record SeenRace
{
    public required PlannedRace Race { get; init; }

    /// <summary>Null: no look was taken.</summary>
    public required Snapshot? H30 { get; init; }

    /// <summary>Null: no look was taken.</summary>
    public required Snapshot? H5 { get; init; }

    /// <summary>Null: not decided.</summary>
    public required TicketSheet? Sheet { get; init; }

    /// <summary>The last prices; null: not looked at.</summary>
    public required ClosingPrices? Close { get; init; }

    /// <summary>The result that counts; null: none is known.</summary>
    public required RaceResult? Result { get; init; }

    /// <summary>The last card; null: it was never looked at.</summary>
    public RaceCard? Card => (H5 ?? H30)?.Card;

    /// <summary>Both looks as far as they were taken, in their order.</summary>
    public IEnumerable<Snapshot> Looks => ((Snapshot?[])[H30, H5]).OfType<Snapshot>();

    /// <summary>Closing win odds of a pool, each horse once: those of the result, else what was seen after the off; empty if neither has any.</summary>
    public IReadOnlyList<WinPrice> ClosingPrices(Pool pool)
    {
        var close = Paid(pool)?.Close ?? [];
        if (close.Count == 0)
            close = Close?.AfterOff().FirstOrDefault(seen => seen.Pool == pool)?.Close ?? [];
        return [.. close.DistinctBy(price => price.Number)];
    }

    /// <summary>Win dividends of a pool for 1 € by number, each horse once; empty if none are known.</summary>
    public IReadOnlyDictionary<int, decimal> WinDividends(Pool pool) =>
        (Paid(pool)?.Dividends ?? [])
            .Where(row => row is { Bet: BetType.SimpleGagnant, Combination.Count: 1, Label: "" })
            .DistinctBy(row => row.Combination[0])
            .ToDictionary(row => row.Combination[0], row => row.PerEuro);

    /// <summary>Place by number, those of a dead heat on the better one; empty if there is no arrival.</summary>
    public IReadOnlyDictionary<int, int> Places()
    {
        var places = new Dictionary<int, int>();
        var before = 0;
        foreach (var group in Result?.Arrival ?? [])
        {
            foreach (var number in group)
                places.TryAdd(number, before + 1);
            before += group.Count;
        }
        return places;
    }

    private PoolResult? Paid(Pool pool) =>
        Result is { } result
            ? result.Others.Prepend(new PoolResult(result.Pool, result.Dividends, result.Close)).FirstOrDefault(one => one.Pool == pool)
            : null;
}
