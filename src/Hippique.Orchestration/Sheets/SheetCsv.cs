using System.Data;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Sylvan.Data.Csv;

namespace Hippique.Orchestration.Sheets;

/// <summary>
/// The sheet for other programs: a row a leg of a ticket, then a row a horse, look and pool; a pool or look without a horse has one row that says why. Comma, UTF-8 without a mark, LF,
/// decimal points, instants in UTC; an empty field if there is nothing. Prices are those of the analysis, not rounded.
/// </summary>
public static class SheetCsv
{
    private static readonly string[] Columns =
    [
        "date",
        "race",
        "meeting",
        "off",
        "look",
        "at",
        "state",
        "pool",
        "bet",
        "rank",
        "number",
        "horse",
        "price",
        "priced_by",
        "playable_from",
        "stake",
        "reason",
        "simulated",
        "modelled",
    ];

    public static byte[] Write(DaySheet sheet)
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        foreach (var column in Columns)
            table.Columns.Add(column, typeof(string));
        foreach (var race in sheet.Races)
            AddRace(table, sheet, race);
        var text = new StringBuilder(4096);
        using (var writer = new StringWriter(text, CultureInfo.InvariantCulture))
        using (var csv = CsvDataWriter.Create(writer, new CsvDataWriterOptions { NewLine = "\n", Culture = CultureInfo.InvariantCulture }))
        using (var rows = table.CreateDataReader())
            csv.Write(rows);
        return Encoding.UTF8.GetBytes(text.ToString().TrimEnd('\n') + "\n");
    }

    private static void AddRace(DataTable table, DaySheet sheet, SheetRace race)
    {
        void Add(SheetLook look, string state, Row row) =>
            table.Rows.Add(
                sheet.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                race.Race.Code.ToString(),
                CsvCell.Of(race.Meeting),
                Text(race.Off),
                Name(look.Phase),
                Text(look.At),
                state,
                row.Pool?.Code(),
                row.Bet is { } bet ? Name(bet) : null,
                Text(row.Rank),
                row.Number,
                row.Horse is null ? null : CsvCell.Of(row.Horse),
                Text(row.Price),
                row.PricedBy is { } basis ? Name(basis) : null,
                Text(row.PlayableFrom),
                row.Stake?.ToString(),
                row.Reason?.Text(),
                sheet.Simulated ? "true" : "false",
                row.Modelled ? "true" : "false"
            );
        foreach (var ticket in race.Tickets)
        foreach (var leg in ticket.Legs)
            Add(race.H5, "ticket", RowOf(ticket, leg));
        foreach (var look in race.Looks)
        {
            if (look.State != SheetState.Analysed)
                Add(look, race.Withdrawn ? "withdrawn" : Name(look.State), new Row());
            foreach (var pool in look.Pools)
            {
                var row = new Row
                {
                    Pool = pool.Pool,
                    Bet = pool.OtherRules ? null : pool.Bet,
                    Reason = pool.Reason,
                    Modelled = pool.ModelledPrices,
                };
                if (pool.Nearest.Count == 0)
                    Add(look, pool.OtherRules ? "other_rules" : "no_price", row);
                for (var i = 0; i < pool.Nearest.Count; i++)
                    Add(look, "nearest", RowOf(row, pool.Nearest[i], i + 1));
            }
        }
    }

    private static Row RowOf(Ticket ticket, TicketLeg leg) =>
        new()
        {
            Pool = ticket.Pool,
            Bet = ticket.Bet,
            Number = string.Join('-', leg.Numbers),
            Horse = string.Join(" + ", leg.Horses),
            Price = leg.Odds,
            PricedBy = leg.PricedBy,
            PlayableFrom = leg.MinimumOdds,
            Stake = leg.Stake,
            Modelled = ticket.ModelledPrices,
        };

    private static Row RowOf(Row pool, SheetHorse horse, int rank) =>
        pool with
        {
            Rank = rank,
            Number = Text(horse.Number),
            Horse = horse.Horse,
            Price = horse.Price,
            PricedBy = horse.PricedBy,
            PlayableFrom = horse.PlayableFrom,
        };

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string? Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture);

    private sealed record Row
    {
        public Pool? Pool { get; init; }
        public BetType? Bet { get; init; }
        public int? Rank { get; init; }
        public string? Number { get; init; }
        public string? Horse { get; init; }
        public double? Price { get; init; }
        public PriceSource? PricedBy { get; init; }
        public double? PlayableFrom { get; init; }
        public Euro? Stake { get; init; }
        public GuardCode? Reason { get; init; }
        public bool Modelled { get; init; }
    }
}
