using System.Globalization;
using System.Text.Json;
using Hippique.Racing;
using Hippique.Sources.Pmu;

namespace Hippique.Sources.RaceArchive;

/// <summary>A race of the service's own, as a line of the files that replays, fits and evaluations read.</summary>
public sealed record RaceAsSeen
{
    /// <summary>The last card before the off.</summary>
    public required RaceCard Card { get; init; }

    /// <summary>The pool that fits read: one a line.</summary>
    public required Pool Pool { get; init; }

    /// <summary>H-30 and H-5, as far as they were taken; one at least.</summary>
    public required IReadOnlyList<Snapshot> Looks { get; init; }

    /// <summary>Closing win odds by pool.</summary>
    public required IReadOnlyDictionary<Pool, IReadOnlyList<WinPrice>> Closes { get; init; }

    /// <summary>Numbers that did not run, as far as it is known.</summary>
    public required IReadOnlyCollection<int> NonRunners { get; init; }

    /// <summary>Null: none is known.</summary>
    public required RaceResult? Result { get; init; }
}

/// <summary>
/// Writes lines of recorded races of what was seen before the race: they have no <c>after_close</c>, so that a replay shows them. The whole looks stand in <c>looks</c>, which a replay
/// shows as they were; <c>live</c>, <c>odds_reference</c> and <c>odds_close</c> hold the win odds of one pool, which fits read. Modelled prices stand in <c>looks</c> alone.
/// </summary>
public static class SeenRaceLines
{
    /// <summary>A look that was taken at most so long after its instant was not late; a price stamped between the two was what that instant showed.</summary>
    private static readonly TimeSpan InTime = TimeSpan.FromSeconds(30);

    public static string Of(RaceAsSeen race)
    {
        var (card, result) = (race.Card, race.Result);
        var prices = race.Looks.Select(look => (Look: look, Pool: look.Pools.FirstOrDefault(pool => pool.Pool == race.Pool))).ToList();
        var reference = prices.Find(seen => seen.Look.Phase == Phase.H30 && seen.Pool?.Origin == PriceOrigin.Reference).Pool;
        var line = new RaceLine
        {
            Date = card.Id.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Race = card.Id.Code.ToString(),
            Meeting = card.Meeting,
            Country = card.Country,
            Name = card.Name,
            Status = StatusOf(result?.State),
            OffParis = ParisTime.ToParis(card.Off).ToString("HH:mm", CultureInfo.InvariantCulture),
            OffEpochMs = card.Off.ToUnixTimeMilliseconds(),
            Pool = race.Pool.Code(),
            ReferenceEpochMs = reference?.At?.ToUnixTimeMilliseconds(),
            Discipline = card.Discipline.Code(),
            DistanceM = card.DistanceMetres,
            Going = card.Going,
            Declared = card.DeclaredRunners,
            OfficialOrder = result is null ? null : result.Official,
            Arrival = result is { Arrival.Count: > 0 } ? [.. result.Arrival.Select(place => place.ToArray())] : null,
            Bets = BetsOf(race.Looks[^1]),
            Runners = [.. card.Runners.Select(runner => Runner(race, reference?.Win ?? [], runner))],
            Live =
            [
                .. prices
                    .Where(seen => seen.Pool is { Origin: PriceOrigin.Live, At: not null })
                    .Select(seen => State(seen.Look, seen.Pool!)),
            ],
            Looks = [.. race.Looks.Select(LookLines.Of)],
            Closes =
                race.Closes.Count == 0
                    ? null
                    : race.Closes.ToDictionary(
                        close => close.Key.Code(),
                        close => new SortedDictionary<int, double>(
                            close.Value.ToDictionary(price => price.Number, price => price.Odds.Value)
                        )
                    ),
            Dividends = DividendsOf(result),
        };
        return JsonSerializer.Serialize(line, RaceLineJson.Default.RaceLine);
    }

    private static RunnerLine Runner(RaceAsSeen race, IReadOnlyList<WinPrice> reference, Runner runner)
    {
        var line = PastRaceLines.Runner(runner);
        line.NonRunner = race.NonRunners.Contains(runner.Number);
        line.OddsReference = PastRaceLines.Price(reference, runner.Number);
        line.OddsClose = race.Closes.TryGetValue(race.Pool, out var close) ? PastRaceLines.Price(close, runner.Number) : null;
        // The one other pool that fits compare with.
        if (race.Pool == Pool.PmuNational && race.Closes.TryGetValue(Pool.PmuInternet, out var other))
            line.OddsCloseInternet = PastRaceLines.Price(other, runner.Number);
        line.Finish = PastRaceLines.FinishOf(race.Result?.Arrival ?? [], runner.Number);
        line.ReductionMsPerKm =
            race.Result is { } result && result.Times.TryGetValue(runner.Number, out var seconds) ? (int)Math.Round(seconds * 1000) : null;
        return line;
    }

    private static StateLine State(Snapshot look, PoolPrices pool)
    {
        var stamp = pool.At!.Value;
        if (stamp > look.PlannedAt && look.TakenAt - look.PlannedAt <= InTime)
            stamp = look.PlannedAt;
        return new StateLine
        {
            OddsStampEpochMs = stamp.ToUnixTimeMilliseconds(),
            Odds = pool.Win.ToDictionary(price => price.Number.ToString(CultureInfo.InvariantCulture), price => (double?)price.Odds.Value),
        };
    }

    private static string? StatusOf(ResultState? state) =>
        state switch
        {
            ResultState.Official or ResultState.NobodyClassified => "ARRIVEE_DEFINITIVE",
            ResultState.Provisional => "ARRIVEE_PROVISOIRE",
            ResultState.CalledOff => "COURSE_ANNULEE",
            _ => null,
        };

    /// <summary>PMU's names of what its pools sold; null if neither was in view with a list.</summary>
    private static string[]? BetsOf(Snapshot last)
    {
        var sold = last.Pools.Where(pool => pool is { Pool: Pool.PmuInternet or Pool.PmuNational, Offers: not null }).ToList();
        return sold.Count == 0
            ? null
            : [.. sold.SelectMany(pool => pool.Offers!.Select(offer => PmuBets.NameOf(offer.Bet, pool.Pool))).OfType<string>().Distinct()];
    }

    private static DividendsLine? DividendsOf(RaceResult? result)
    {
        var paid = result
            ?.Others.Prepend(new PoolResult(result.Pool, result.Dividends, []))
            .FirstOrDefault(pool => pool.Pool == Pool.ZEturf)
            ?.Dividends;
        return paid is { Count: > 0 } && ZEturfRows.Names(paid) is { Count: > 0 } rows ? new DividendsLine { Zeturf = rows } : null;
    }
}
