using System.Globalization;
using Hippique.Gpi.Settlement;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Settlement;

/// <summary>One row of <c>SettlementCases.md</c>, which says what its columns hold.</summary>
internal sealed record SettlementCase(int Number, string Race, string Known, string Bet, string Outcome, string Returned, string Rule)
{
    private static readonly Dictionary<string, BetType> Codes = new()
    {
        ["SG"] = BetType.SimpleGagnant,
        ["SP"] = BetType.SimplePlace,
        ["CG"] = BetType.CoupleGagnant,
        ["CP"] = BetType.CouplePlace,
        ["TR"] = BetType.Trio,
        ["2S4"] = BetType.DeuxSurQuatre,
        ["Z24"] = BetType.Ze2Sur4,
    };

    public static readonly IReadOnlyList<SettlementCase> All = Read();

    public Ticket Ticket
    {
        get
        {
            var words = Words(Bet.Replace("replay ", "", StringComparison.Ordinal));
            var ticket = Bets.Ticket(BetOf(words[1]), Amount(words[^1]), [.. words[2..^2].Where(word => word != "+").Select(Numbers)]);
            return ticket with { Pool = PoolText.Parse(words[0]).Value, Race = ticket.Race with { Date = Date } };
        }
    }

    public FinishedRace Finished
    {
        get
        {
            var declared = Whole(Words(Facts.Single(fact => fact.EndsWith(" declared", StringComparison.Ordinal)))[0]);
            var seen = After("seen") is { } least ? Whole(least) : declared;
            return Bets.Run(Result(), declared) with { Starters = [.. Enumerable.Range(1, seen)], CalledOff = Facts.Contains("withdrawn") };
        }
    }

    /// <summary>Closing odds may stand in for win dividends.</summary>
    public bool Replay => Bet.StartsWith("replay ", StringComparison.Ordinal);

    private string[] Facts => Race.Split("; ");

    private DateOnly Date =>
        Facts
            .Select(fact =>
                DateOnly.TryParseExact(fact, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                    ? day
                    : (DateOnly?)null
            )
            .FirstOrDefault(day => day is not null)
        ?? Bets.Race.Date;

    private RaceResult? Result()
    {
        if (Facts.Contains("no result"))
            return null;
        var pools = Known.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(Lines).ToList();
        var first = pools.FirstOrDefault() ?? new PoolResult(Ticket.Pool, [], []);
        return Bets.Arrival(Facts[0] == "no arrival" ? "" : Facts[0].Replace('-', ' ')) with
        {
            Pool = first.Pool,
            State = StateOf(Facts),
            NonRunners = After("out") is { } numbers ? [.. Words(numbers).Select(Whole)] : [],
            Dividends = first.Dividends,
            Refunded = first.Refunded,
            Close = first.Close,
            Others = [.. pools.Skip(1)],
        };
    }

    private string? After(string word) =>
        Facts.FirstOrDefault(fact => fact.StartsWith(word + " ", StringComparison.Ordinal))?[(word.Length + 1)..];

    private static ResultState StateOf(string[] facts) =>
        facts.Contains("official") ? ResultState.Official
        : facts.Contains("provisional") ? ResultState.Provisional
        : facts.Contains("called off") ? ResultState.CalledOff
        : facts.Contains("nobody classified") ? ResultState.NobodyClassified
        : throw new FormatException("a race has a state");

    /// <summary><c>zeturf: SG 5 2.20, CP 5 1.80 (1 NP), SP refunded, close 5 2.0</c>.</summary>
    private static PoolResult Lines(string text)
    {
        var (pool, lines) = text.Split(": ") is [var name, var rest] ? (name, rest.Split(", ")) : throw new FormatException(text);
        var words = lines.Select(Words).ToList();
        var paid = words.Where(line => line[0] != "close" && line[1] != "refunded");
        return new PoolResult(
            PoolText.Parse(pool).Value,
            [.. paid.Select(line => Bets.Paid(BetOf(line[0]), line[1], Amount(line[2]), string.Join(' ', line[3..]).Trim('(', ')')))],
            Bets.Close([.. words.Where(line => line[0] == "close").Select(line => (Whole(line[1]), (double)Amount(line[2])))])
        )
        {
            Refunded = [.. words.Where(line => line[1] == "refunded").Select(line => BetOf(line[0]))],
        };
    }

    private static List<SettlementCase> Read()
    {
        using var file = new StreamReader(typeof(SettlementCase).Assembly.GetManifestResourceStream("SettlementCases.md")!);
        return
        [
            .. file.ReadToEnd()
                .Split('\n')
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
                .Where(cells => cells.Length > 1 && int.TryParse(cells[1], CultureInfo.InvariantCulture, out _))
                .Select(cells =>
                    cells is ["", var number, var race, var known, var bet, var outcome, var returned, var rule, ""]
                        ? new SettlementCase(Whole(number), race, known, bet, outcome, returned, rule)
                        : throw new FormatException(string.Join('|', cells))
                ),
        ];
    }

    private static string[] Words(string text) => text.Split(' ');

    private static BetType BetOf(string code) => Codes.TryGetValue(code, out var bet) ? bet : Enum.Parse<BetType>(code, ignoreCase: true);

    private static int[] Numbers(string text) => [.. text.Split('-').Select(Whole)];

    private static int Whole(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
