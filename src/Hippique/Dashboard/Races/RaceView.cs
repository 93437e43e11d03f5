using Hippique.Dashboard.Today;
using Hippique.Gpi;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Dashboard.Races;

/// <summary>A race as its pages show it; what is not known yet is null or empty.</summary>
public sealed record RaceView
{
    public required PlannedRace Planned { get; init; }
    public Snapshot? H30 { get; init; }
    public Snapshot? H5 { get; init; }

    /// <summary>With the tickets as they were proposed.</summary>
    public RaceAnalysis? Analysis { get; init; }

    /// <summary>How it ended.</summary>
    public SettledRace? End { get; init; }
    public required IReadOnlyList<BoardTicket> Cards { get; init; }

    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The latest look.</summary>
    public Snapshot? Seen => H5 ?? H30;

    /// <summary>As the latest look saw it.</summary>
    public DateTimeOffset Off => Seen?.Card.Off ?? Planned.Off;

    /// <summary>The pool that was analysed; before that the first in view.</summary>
    public Pool? Pool => Analysis?.Pool ?? (Seen?.Pools is [var first, ..] ? first.Pool : null);

    /// <summary>Pools with a win price at any look.</summary>
    public IReadOnlyList<Pool> Pools =>
        [
            .. new[] { H30, H5 }
                .OfType<Snapshot>()
                .SelectMany(look => look.Pools)
                .Where(pool => pool.Win.Count > 0)
                .Select(pool => pool.Pool)
                .Distinct()
                .Order(),
        ];

    /// <summary>Win odds of a runner in a pool at a look.</summary>
    public static double? OddsAt(Snapshot? look, Pool? pool, int number) =>
        look?.Pools.FirstOrDefault(prices => prices.Pool == pool)?.Win.FirstOrDefault(price => price.Number == number)?.Odds.Value;

    /// <summary>Win odds of a runner at the close of a pool.</summary>
    public double? Close(Pool? pool, int number) =>
        Ends().FirstOrDefault(end => end.Pool == pool)?.Close.FirstOrDefault(price => price.Number == number)?.Odds.Value;

    /// <summary>What each pool paid.</summary>
    public IEnumerable<PoolResult> Ends() =>
        End?.Result is { } result ? result.Others.Prepend(new PoolResult(result.Pool, result.Dividends, result.Close)) : [];

    /// <summary>Its place in the arrival, from 1; null: none, or not known.</summary>
    public int? PlaceOf(int number)
    {
        var place = 1;
        foreach (var together in End?.Result?.Arrival ?? [])
        {
            if (together.Contains(number))
                return place;
            place += together.Count;
        }
        return null;
    }
}
