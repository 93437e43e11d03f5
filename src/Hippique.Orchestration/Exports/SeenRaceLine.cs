using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Exports;

/// <summary>Makes lines of recorded races of what the service saw and what came of it.</summary>
public static class SeenRaceLine
{
    /// <summary>Null: the race was never looked at, or no look has a price of the pool.</summary>
    /// <param name="race">What the day left of it.</param>
    /// <param name="only">The pool that fits read; null: that of the ticket, else the one of which most is known.</param>
    public static string? Of(SeenRace race, Pool? only)
    {
        ArgumentNullException.ThrowIfNull(race);
        if (race.Card is not { } card || PoolOf(race, only) is not { } pool)
            return null;
        var closes = race
            .Looks.SelectMany(look => look.Pools)
            .Select(seen => seen.Pool)
            .Concat(race.Result is { } result ? result.Others.Select(other => other.Pool).Prepend(result.Pool) : [])
            .Distinct()
            .Select(seen => (seen, Close: (IReadOnlyList<WinPrice>)[.. race.ClosingPrices(seen).OrderBy(price => price.Number)]))
            .Where(seen => seen.Close.Count > 0)
            .ToDictionary(seen => seen.seen, seen => seen.Close);
        return SeenRaceLines.Of(
            new RaceAsSeen
            {
                Card = card with
                {
                    Id = race.Race.Id,
                    // A source that deletes withdrawn runners lists them at the first look at least.
                    Runners =
                    [
                        .. card.Runners.UnionBy(race.H30?.Card.Runners ?? [], runner => runner.Number).OrderBy(runner => runner.Number),
                    ],
                },
                Pool = pool,
                Looks = [.. race.Looks],
                Closes = closes,
                NonRunners = NonRunners(race, card),
                Result = race.Result,
            }
        );
    }

    private static Pool? PoolOf(SeenRace race, Pool? only)
    {
        var seen = race.Looks.SelectMany(look => look.Pools).ToList();
        if (only is { } asked)
            return seen.Exists(pool => pool.Pool == asked && pool.Win.Count > 0) ? asked : null;
        if (race.Sheet is { Tickets: [{ Pool: var bought }, ..] } && seen.Exists(pool => pool.Pool == bought))
            return bought;
        // A race that no pool priced is a race all the same: it was decided, and it has an arrival.
        return seen.GroupBy(pool => pool.Pool)
                .OrderByDescending(pool => pool.Count(look => look.Win.Count > 0) + (race.ClosingPrices(pool.Key).Count > 0 ? 1 : 0))
                .ThenBy(pool => pool.Key)
                .Select(pool => (Pool?)pool.Key)
                .FirstOrDefault()
            ?? race.Result?.Pool;
    }

    /// <summary>A horse that stands in the arrival has run, whatever a flag says.</summary>
    private static HashSet<int> NonRunners(SeenRace race, RaceCard last)
    {
        HashSet<int> gone =
        [
            .. last.Runners.Where(runner => runner.NonRunner).Select(runner => runner.Number),
            .. (race.H30?.Card.Runners ?? []).Select(runner => runner.Number).Except(last.Runners.Select(runner => runner.Number)),
            .. race.Close?.NonRunners ?? [],
            .. race.Result?.NonRunners ?? [],
        ];
        gone.ExceptWith(race.Result?.Arrival.SelectMany(place => place) ?? []);
        return gone;
    }
}
