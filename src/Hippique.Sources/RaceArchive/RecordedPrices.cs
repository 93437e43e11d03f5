using System.Globalization;
using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>The prices of a line, by pool. What non-runners are said to be worth is left out.</summary>
internal static class RecordedPrices
{
    public static IReadOnlyList<RecordedPool> Pools(RaceLine race, RaceCard card, Pool pool)
    {
        var starters = card.Runners.Where(runner => !runner.NonRunner).Select(runner => runner.Number).ToHashSet();
        var first = new RecordedPool
        {
            Pool = pool,
            ReferenceAt = race.ReferenceEpochMs is { } stamp ? Instant(stamp) : null,
            Reference = Prices(race, starters, runner => runner.OddsReference),
            Close = Prices(race, starters, runner => runner.OddsClose),
            Live = States(race, starters),
        };
        if (
            pool != Pool.PmuNational
            || !race.Runners!.Any(runner => (runner.OddsReferenceInternet ?? runner.OddsCloseInternet) is not null)
        )
            return [first];

        var internet = new RecordedPool
        {
            Pool = Pool.PmuInternet,
            // The file stamps the national reference only.
            ReferenceAt = null,
            Reference = Prices(race, starters, runner => runner.OddsReferenceInternet),
            Close = Prices(race, starters, runner => runner.OddsCloseInternet),
            Live = [],
        };
        return [first, internet];
    }

    private static WinPrice[] Prices(RaceLine race, HashSet<int> starters, Func<RunnerLine, double?> price) =>
        [
            .. race.Runners!.Where(runner => starters.Contains(runner.Number!.Value))
                .Select(runner => (Number: runner.Number!.Value, Odds: Odds.FromPublished(price(runner))))
                .Where(runner => runner.Odds is not null)
                .OrderBy(runner => runner.Number)
                .Select(runner => new WinPrice(runner.Number, runner.Odds!.Value)),
        ];

    private static RecordedState[] States(RaceLine race, HashSet<int> starters)
    {
        var states = new List<RecordedState>();
        foreach (var state in race.Live ?? [])
        {
            if (Instant(state.OddsStampEpochMs) is not { } at)
                continue;
            var win = new List<WinPrice>();
            foreach (var (key, value) in state.Odds ?? [])
            {
                if (
                    int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                    && starters.Contains(number)
                    && Odds.FromPublished(value) is { } odds
                )
                    win.Add(new WinPrice(number, odds));
            }
            if (win.Count == 0)
                continue;
            win.Sort((a, b) => a.Number.CompareTo(b.Number));
            states.Add(new RecordedState(at, win));
        }
        // A stable sort: of two states with one stamp the later line is the later look.
        return [.. states.OrderBy(state => state.At)];
    }

    /// <summary>Null for what is no instant of these times.</summary>
    public static DateTimeOffset? Instant(long? epochMs) =>
        epochMs is > 0 and < 4_102_444_800_000 ? DateTimeOffset.FromUnixTimeMilliseconds(epochMs.Value) : null;

    /// <summary>Closing odds of other pools than those that are read already.</summary>
    public static IReadOnlyList<PoolResult> OtherCloses(RaceLine race, IReadOnlyList<RecordedPool> read)
    {
        var closes = new List<PoolResult>();
        foreach (var (code, prices) in race.Closes ?? [])
        {
            if (!PoolText.Parse(code).TryGet(out var pool) || read.Any(one => one.Pool == pool) || prices is null)
                continue;
            closes.Add(
                new PoolResult(
                    pool,
                    [],
                    [
                        .. prices
                            .Select(price => (price.Key, Odds: Odds.FromPublished(price.Value)))
                            .Where(price => price.Odds is not null)
                            .Select(price => new WinPrice(price.Key, price.Odds!.Value)),
                    ]
                )
            );
        }
        return [.. closes.OrderBy(close => close.Pool)];
    }
}
