using System.Text.Json;
using Hippique.Orchestration.Exports;
using Hippique.Racing;
using Parquet;
using Parquet.Schema;

namespace Hippique.Exports;

/// <summary>
/// Looks, closes and results for analysts: a row a runner, look and pool, a row group a day. Instants are UTC, to the millisecond; money is exact to the cent; what is not known is null,
/// never zero. Columns are only ever added, at the end.
/// </summary>
internal static class SnapshotsParquet
{
    private static readonly IParquetColumn[] Columns =
    [
        new DayColumn("date", row => row.Look.Card.Id.Date),
        new TextColumn("race", row => row.Look.Card.Id.Code.ToString()),
        new TextColumn("meeting", row => row.Look.Card.Meeting),
        new TextColumn("country", row => row.Look.Card.Country is { Length: > 0 } country ? country : null),
        new TextColumn("discipline", row => Name(row.Look.Card.Discipline)),
        new ValueColumn<int>("distance_m", row => row.Look.Card.DistanceMetres),
        new MomentColumn("off", row => row.Look.Card.Off),
        new TextColumn("phase", row => Name(row.Look.Phase)),
        new MomentColumn("planned_at", row => row.Look.PlannedAt),
        new MomentColumn("taken_at", row => row.Look.TakenAt),
        new TextColumn("source", row => row.Look.Source),
        new TextColumn("pool", row => row.Pool?.Pool.Code()),
        new TextColumn("origin", row => row.Pool is { } pool ? Name(pool.Origin) : null),
        new MomentColumn("odds_at", row => row.Pool?.At),
        new ValueColumn<int>("number", row => row.Runner.Number),
        new TextColumn("horse", row => row.Runner.Horse),
        new ValueColumn<bool>("non_runner", row => row.Runner.NonRunner),
        new ValueColumn<double>("win_odds", row => row.WinOdds),
        new ValueColumn<double>("place_low", row => row.Place?.Low),
        new ValueColumn<double>("place_high", row => row.Place?.High),
        new MoneyColumn("win_stake", row => row.Win.OnHorse?.Amount),
        new MoneyColumn("place_stake", row => row.PlaceMoney.OnHorse?.Amount),
        new MoneyColumn("win_pool", row => row.Win.Total?.Amount),
        new MoneyColumn("place_pool", row => row.PlaceMoney.Total?.Amount),
        new MomentColumn("stakes_at", row => row.Win.At ?? row.PlaceMoney.At),
        new ValueColumn<double>("closing_odds", row => row.ClosingOdds),
        new TextColumn("result", row => row.Result is { } result ? Name(result) : null),
        new ValueColumn<bool>("did_not_run", row => row.DidNotRun),
        new ValueColumn<int>("finish", row => row.Finish),
        new MoneyColumn("win_dividend", row => row.WinDividend),
        new ValueColumn<bool>("simulated", row => row.Look.Simulated),
    ];

    /// <summary>Writes every day that has a look.</summary>
    /// <returns>Those days, and how many rows they have.</returns>
    public static async Task<(IReadOnlyList<DateOnly> Days, int Rows)> WriteAsync(
        Stream to,
        IAsyncEnumerable<SeenDay> days,
        CancellationToken cancellationToken
    )
    {
        var (written, count) = (new List<DateOnly>(), 0);
        var schema = new ParquetSchema(Columns.Select(column => column.Field));
        await using var writer = await ParquetWriter.CreateAsync(schema, to, cancellationToken: cancellationToken);
        await foreach (var day in days)
        {
            SnapshotRow[] rows = [.. day.Races.SelectMany(SnapshotRow.Of)];
            if (rows.Length == 0)
                continue;
            using var group = writer.CreateRowGroup();
            foreach (var column in Columns)
                await column.WriteAsync(group, rows, cancellationToken);
            group.CompleteValidate();
            written.Add(day.Date);
            count += rows.Length;
        }
        return (written, count);
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
