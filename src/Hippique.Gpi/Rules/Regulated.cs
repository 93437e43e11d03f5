using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Gpi.Rules;

/// <summary>Values that operators and the law set, by date; <c>rules/regulated.yaml</c>.</summary>
public sealed record Regulated : IStakeTable
{
    private static readonly Lazy<Regulated> Shipped = new(() =>
        Parse("rules/regulated.yaml", Resources.Text("rules/regulated.yaml")).Value
    );
    private static readonly (string, Pool)[] Pools = [.. Enum.GetValues<Pool>().Select(pool => (pool.Code(), pool))];
    private static readonly (string, Pool?)[] PoolsOrAny = [("any", null), .. Pools.Select(pool => (pool.Item1, (Pool?)pool.Item2))];
    private static readonly (string, BetType)[] Bets = [.. Enum.GetValues<BetType>().Select(bet => (Code(bet), bet))];

    private static readonly (string, Counted)[] CountedWords = [("declared", Counted.Declared), ("starters", Counted.Starters)];

    /// <summary>The tables that ship.</summary>
    public static Regulated Default => Shipped.Value;

    public required IReadOnlyList<PlacesPaidRow> PlacesPaidRows { get; init; }
    public required IReadOnlyList<BetRow> BetRows { get; init; }
    public required IReadOnlyList<RefundRow> RefundRows { get; init; }
    public required IReadOnlyList<DividendRow> DividendRows { get; init; }
    public required IReadOnlyList<TakeOutRow> TakeOutRows { get; init; }
    public required IReadOnlyList<StakeRow> StakeRows { get; init; }

    /// <summary>Places that Simple placé pays: 0 (refunded), 2 or 3.</summary>
    public int PlacesPaid(DateOnly day, FieldSize field)
    {
        var row = Latest(PlacesPaidRows, day, row => row.From) ?? throw NoRow("places_paid", day);
        return field.Of(row.Counts) switch
        {
            >= 8 => row.From8,
            >= 4 => row.From4,
            _ => row.Fewer,
        };
    }

    /// <summary>Whether a combined bet is held on such a field as the program knows it; a bet that is not listed is never held.</summary>
    public bool IsHeld(DateOnly day, BetType bet, FieldSize field) =>
        Latest(BetRows.Where(row => row.Bet == bet), day, row => row.From) is { } row
        && field.Of(row.Counts) is var horses
        && horses >= row.Fewest
        && horses <= row.Most;

    /// <summary>Whether the stakes on a bet come back because too few horses count for it.</summary>
    public bool IsRefunded(DateOnly day, BetType bet, FieldSize field) =>
        bet == BetType.SimplePlace
            ? PlacesPaid(day, field) == 0
            : Latest(RefundRows.Where(row => row.Bet == bet), day, row => row.From) is { } row && field.Of(row.Counts) < row.FewerThan;

    /// <summary>How official dividends of a pool are rounded, and the least that is paid.</summary>
    public DividendRow Dividends(DateOnly day, Pool pool) =>
        Latest(DividendRows.Where(row => row.Pool == pool), day, row => row.From)
        ?? Latest(DividendRows.Where(row => row.Pool is null), day, row => row.From)
        ?? throw NoRow("dividends", day);

    /// <summary>Null if the bet is not listed for the pool.</summary>
    public double? TakeOut(DateOnly day, Pool pool, BetType bet) =>
        Latest(TakeOutRows.Where(row => row.Pool == pool && row.Bet == bet), day, row => row.From)?.Share;

    /// <inheritdoc/>
    public BetOffer? Stakes(DateOnly day, Pool pool, BetType bet) =>
        Latest(StakeRows.Where(row => row.Pool == pool && row.Bet == bet), day, row => row.From) is { } row
            ? new BetOffer(bet, row.Minimum, row.Step, null)
            : null;

    /// <summary>The rows that count on a day, without those that later ones have replaced and those to come.</summary>
    public Regulated On(DateOnly day) =>
        new()
        {
            PlacesPaidRows = On(PlacesPaidRows, day, row => row.From, _ => true),
            BetRows = On(BetRows, day, row => row.From, row => row.Bet),
            RefundRows = On(RefundRows, day, row => row.From, row => row.Bet),
            DividendRows = On(DividendRows, day, row => row.From, row => row.Pool),
            TakeOutRows = On(TakeOutRows, day, row => row.From, row => (row.Pool, row.Bet)),
            StakeRows = On(StakeRows, day, row => row.From, row => (row.Pool, row.Bet)),
        };

    /// <summary>Reads such tables; all errors at once, one a line.</summary>
    public static ParseResult<Regulated> Parse(string file, string text) => YamlFile.Read(file, text, Read);

    private static Regulated Read(YamlTable root) =>
        new()
        {
            PlacesPaidRows = Rows(
                root,
                "places_paid",
                row => new PlacesPaidRow
                {
                    From = row.Date("from"),
                    Counts = row.Choice("counts", CountedWords),
                    Fewer = row.Whole("fewer", 0, 3),
                    From4 = row.Whole("from_4", 0, 4),
                    From8 = row.Whole("from_8", 0, 4),
                    Source = row.Text("source"),
                }
            ),
            BetRows = Rows(
                root,
                "bets",
                row => new BetRow
                {
                    From = row.Date("from"),
                    Bet = row.Choice("bet", Bets),
                    Counts = row.Choice("counts", CountedWords),
                    Fewest = row.Whole("fewest", 2, 40),
                    Most = row.Whole("most", 2, 40),
                    Source = row.Text("source"),
                }
            ),
            RefundRows = Rows(
                root,
                "refunds",
                row => new RefundRow
                {
                    From = row.Date("from"),
                    Bet = row.Choice("bet", Bets),
                    Counts = row.Choice("counts", CountedWords),
                    FewerThan = row.Whole("fewer_than", 1, 40),
                    Source = row.Text("source"),
                }
            ),
            DividendRows = Rows(
                root,
                "dividends",
                row => new DividendRow
                {
                    From = row.Date("from"),
                    Pool = row.Choice("pool", PoolsOrAny),
                    Rounding = row.Money("rounding", 0.01m, 1),
                    Minimum = row.Money("minimum", 1, 2),
                    Source = row.Text("source"),
                }
            ),
            TakeOutRows = Rows(
                root,
                "take_out",
                row => new TakeOutRow(
                    row.Date("from"),
                    row.Choice("pool", Pools),
                    row.Choice("bet", Bets),
                    row.Number("share", 0, 0.6),
                    row.Text("source")
                )
            ),
            StakeRows = Rows(
                root,
                "stakes",
                row => new StakeRow
                {
                    From = row.Date("from"),
                    Pool = row.Choice("pool", Pools),
                    Bet = row.Choice("bet", Bets),
                    Minimum = new Euro(row.Money("minimum", 0.1m, 100)),
                    Step = new Euro(row.Money("step", 0.1m, 100)),
                }
            ),
        };

    private static List<T> Rows<T>(YamlTable root, string key, Func<YamlTable, T> build)
    {
        var rows = new List<T>();
        foreach (var row in root.Rows(key))
        {
            rows.Add(build(row));
            row.Done();
        }
        return rows;
    }

    private static List<TRow> On<TRow, TKey>(IReadOnlyList<TRow> rows, DateOnly day, Func<TRow, DateOnly> from, Func<TRow, TKey> key)
        where TRow : class => [.. rows.GroupBy(key).Select(group => Latest(group, day, from)).OfType<TRow>()];

    private static T? Latest<T>(IEnumerable<T> rows, DateOnly day, Func<T, DateOnly> from)
        where T : class
    {
        T? latest = null;
        foreach (var row in rows)
            if (from(row) <= day && (latest is null || from(row) >= from(latest)))
                latest = row;
        return latest;
    }

    private static string Code(BetType bet) => JsonNamingPolicy.SnakeCaseLower.ConvertName(bet.ToString());

    private static InvalidOperationException NoRow(string table, DateOnly day) =>
        new($"regulated.yaml: {table} has no row for {day:yyyy-MM-dd}");
}
