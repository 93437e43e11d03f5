using Hippique.Racing;

namespace Hippique.Orchestration.Exports;

/// <summary>One runner in one pool at one look, with what is known of its end. A look without any pool gives rows without one.</summary>
public sealed record SnapshotRow
{
    public required Snapshot Look { get; init; }
    public required Runner Runner { get; init; }

    /// <summary>Null: no pool was in view.</summary>
    public required PoolPrices? Pool { get; init; }

    /// <summary>Win odds.</summary>
    public required double? WinOdds { get; init; }
    public required PlaceRange? Place { get; init; }

    /// <summary>Money on the horse and on the bet as a whole; null where the operator shows none.</summary>
    public required HorseMoney Win { get; init; }

    /// <summary>The same of places.</summary>
    public required HorseMoney PlaceMoney { get; init; }

    /// <summary>Closing win odds of the same pool.</summary>
    public required double? ClosingOdds { get; init; }

    /// <summary>Withdrawn as the result or the last look says; null while neither is known.</summary>
    public required bool? DidNotRun { get; init; }

    /// <summary>Null: no arrival is known, or the horse has no place in it.</summary>
    public required int? Finish { get; init; }

    /// <summary>Win dividend of the same pool for 1 €; null for a horse that did not win, and where it is not known.</summary>
    public required decimal? WinDividend { get; init; }

    /// <summary>Null: none is known.</summary>
    public required ResultState? Result { get; init; }

    /// <summary>The rows of a race: by look, pool and number.</summary>
    public static IEnumerable<SnapshotRow> Of(SeenRace race)
    {
        ArgumentNullException.ThrowIfNull(race);
        var places = race.Places();
        HashSet<int>? withdrawn = race is { Result: null, Close: null }
            ? null
            : [.. race.Result?.NonRunners ?? [], .. race.Close?.NonRunners ?? []];
        foreach (var look in race.Looks)
        foreach (var pool in look.Pools.Count > 0 ? look.Pools.Cast<PoolPrices?>() : [null])
        {
            var close = pool is null
                ? new Dictionary<int, double>()
                : race.ClosingPrices(pool.Pool).ToDictionary(price => price.Number, price => price.Odds.Value);
            var paid = pool is null ? new Dictionary<int, decimal>() : race.WinDividends(pool.Pool);
            foreach (var runner in look.Card.Runners)
            {
                var number = runner.Number;
                yield return new SnapshotRow
                {
                    Look = look,
                    Runner = runner,
                    Pool = pool,
                    WinOdds = pool?.Win.FirstOrDefault(price => price.Number == number)?.Odds.Value,
                    Place = pool?.Place.FirstOrDefault(price => price.Number == number)?.Range,
                    Win = HorseMoney.Of(pool, BetType.SimpleGagnant, number),
                    PlaceMoney = HorseMoney.Of(pool, BetType.SimplePlace, number),
                    ClosingOdds = close.TryGetValue(number, out var last) ? last : null,
                    // A horse that stands in the arrival has run, whatever a flag says.
                    DidNotRun = places.ContainsKey(number) ? false : withdrawn?.Contains(number),
                    Finish = places.TryGetValue(number, out var place) ? place : null,
                    WinDividend = paid.TryGetValue(number, out var dividend) ? dividend : null,
                    Result = race.Result?.State,
                };
            }
        }
    }
}

/// <summary>Money that an operator shows on a bet.</summary>
/// <param name="OnHorse">In euros.</param>
/// <param name="Total">All of the bet, in euros.</param>
/// <param name="At">The operator's stamp.</param>
public readonly record struct HorseMoney(Euro? OnHorse, Euro? Total, DateTimeOffset? At)
{
    internal static HorseMoney Of(PoolPrices? pool, BetType bet, int number) =>
        pool?.Stakes?.FirstOrDefault(stakes => stakes.Bet == bet) is { } stakes
            ? new HorseMoney(
                stakes.Stakes.FirstOrDefault(stake => stake.Numbers is [var own] && own == number)?.Amount,
                stakes.Total,
                stakes.At
            )
            : default;
}
