using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hippique.Racing;
using Sylvan.Data.Csv;

namespace Hippique.Orchestration.Artifacts;

/// <summary>
/// <c>cotes.csv</c>: one row per runner, phase and pool, for a spreadsheet, which must not compute a name that begins like a formula. Comma, UTF-8 without a mark, LF, decimal points; an empty field if nothing was shown.
/// </summary>
public static class CotesCsv
{
    private static readonly string[] Columns =
    [
        "race",
        "phase",
        "planned_at",
        "pool",
        "origin",
        "number",
        "horse",
        "non_runner",
        "win_odds",
        "place_low",
        "place_high",
        "simulated",
        "taken_at",
        "odds_at",
        "win_stake",
        "place_stake",
        "win_pool",
        "place_pool",
        "stakes_at",
    ];

    /// <summary>Rows in the order of <paramref name="snapshots"/>, then by pool and number. A runner of a race without prices has one row without a pool.</summary>
    public static byte[] Write(IReadOnlyList<Snapshot> snapshots)
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var column in Columns)
            table.Columns.Add(column, typeof(string));
        foreach (var snapshot in snapshots)
        {
            if (snapshot.Pools.Count == 0)
                AddRows(table, snapshot, pool: null);
            foreach (var pool in snapshot.Pools)
                AddRows(table, snapshot, pool);
        }
        var text = new StringBuilder(4096);
        using (var writer = new StringWriter(text, CultureInfo.InvariantCulture))
        using (var csv = CsvDataWriter.Create(writer, new CsvDataWriterOptions { NewLine = "\n", Culture = CultureInfo.InvariantCulture }))
        using (var rows = table.CreateDataReader())
            csv.Write(rows);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void AddRows(DataTable table, Snapshot snapshot, PoolPrices? pool)
    {
        var win = pool?.Win.ToDictionary(price => price.Number);
        var place = pool?.Place.ToDictionary(price => price.Number, price => price.Range);
        var (onWin, onPlace) = (Money.Of(pool, BetType.SimpleGagnant), Money.Of(pool, BetType.SimplePlace));
        foreach (var runner in snapshot.Card.Runners)
        {
            PlaceRange? range = place is not null && place.TryGetValue(runner.Number, out var shown) ? shown : null;
            var price = win?.GetValueOrDefault(runner.Number);
            table.Rows.Add(
                snapshot.Card.Id.ToString(),
                snapshot.Phase.ToString(),
                Text(snapshot.PlannedAt),
                pool?.Pool.Code(),
                pool is null ? null : JsonNamingPolicy.SnakeCaseLower.ConvertName(pool.Origin.ToString()),
                Text(runner.Number),
                CsvCell.Of(runner.Horse),
                runner.NonRunner ? "true" : "false",
                price is null ? null : Text(price.Odds.Value),
                range is null ? null : Text(range.Value.Low),
                range is null ? null : Text(range.Value.High),
                snapshot.Simulated ? "true" : "false",
                Text(snapshot.TakenAt),
                price is null ? null : Text(price.At ?? pool?.At),
                onWin?.On(runner.Number),
                onPlace?.On(runner.Number),
                onWin?.Total,
                onPlace?.Total,
                Text(onPlace?.At ?? onWin?.At)
            );
        }
    }

    /// <summary>What the pool shows of the money on one single bet, in euros.</summary>
    private sealed record Money(IReadOnlyDictionary<int, Euro> Stakes, string? Total, DateTimeOffset? At)
    {
        public static Money? Of(PoolPrices? pool, BetType bet) =>
            pool?.Stakes?.FirstOrDefault(stakes => stakes.Bet == bet) is { } shown
                ? new Money(shown.Stakes.ToDictionary(stake => stake.Numbers[0], stake => stake.Amount), shown.Total?.ToString(), shown.At)
                : null;

        public string? On(int number) => Stakes.TryGetValue(number, out var stake) ? stake.ToString() : null;
    }

    private static string? Text(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
