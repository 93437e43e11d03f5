using System.Globalization;
using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>A past race of which closing odds and the official dividends of Simple gagnant and Simple placé are known, and little else.</summary>
/// <param name="Id">Day and number.</param>
/// <param name="Pool">Of odds and dividends.</param>
/// <param name="Close">Closing win odds of every starter, by number; empty if one has none.</param>
/// <param name="Places">Simple placé, for 1 €.</param>
/// <param name="Wins">Simple gagnant, for 1 €; two in a dead heat, empty if the file does not say.</param>
/// <param name="Declared">Runners declared: all that the line has, and never fewer than the highest number.</param>
public sealed record PlaceDividendRace(
    RaceId Id,
    Pool Pool,
    IReadOnlyList<WinPrice> Close,
    IReadOnlyList<Dividend> Places,
    IReadOnlyList<Dividend> Wins,
    int Declared
)
{
    /// <summary>Numbers of those that took part, ascending, as far as the line tells.</summary>
    public IReadOnlyList<int> Starters { get; init; } = [];

    /// <summary>Numbers by place, those of a dead heat together; empty if the line has no finishes.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Arrival { get; init; } = [];

    /// <summary>Place payouts can be fitted on it.</summary>
    public bool IsComplete => Close.Count >= 2 && Places.Count > 0;
}

/// <summary>The races of one file.</summary>
/// <param name="All">In the order of the file.</param>
/// <param name="Races">Those that are complete.</param>
/// <param name="Incomplete">Races without the odds of every starter or without place dividends; nothing can be fitted on them.</param>
/// <param name="Refused">Lines that are no race.</param>
public sealed record PlaceDividendFile(
    IReadOnlyList<PlaceDividendRace> All,
    IReadOnlyList<PlaceDividendRace> Races,
    int Incomplete,
    IReadOnlyList<SourceError> Refused
);

/// <summary>
/// Reads files of dividends, one race a line: <c>date</c>, <c>race</c>, <c>pool</c>, <c>win</c> and <c>place</c> (dividend for 1 € by number) and <c>runners</c> with
/// <c>odds_close</c>.
/// </summary>
public static class PlaceDividends
{
    /// <summary>A file that cannot be read to its end is refused whole.</summary>
    public static SourceAnswer<PlaceDividendFile> Read(string path, CancellationToken cancellationToken) =>
        RaceLines
            .Read(path, Parse, Problem.Of($"no race with its day, number and pool"), cancellationToken)
            .Select(file =>
            {
                List<PlaceDividendRace> complete = [.. file.Races.Where(race => race.IsComplete)];
                return new PlaceDividendFile(file.Races, complete, file.Races.Count - complete.Count, file.Refused);
            });

    private static PlaceDividendRace? Parse(ReadOnlySpan<byte> line)
    {
        if (
            RaceLines.Deserialize(line, PlaceDividendLineJson.Default.PlaceDividendLine) is not { } race
            || RaceLines.KeyOf(race.Date, race.Race, race.Pool) is not var (id, pool)
        )
            return null;
        return new PlaceDividendRace(
            id,
            pool,
            Close(race),
            Dividends(BetType.SimplePlace, race.Place),
            Dividends(BetType.SimpleGagnant, race.Win),
            Declared(race)
        )
        {
            Starters = [.. Started(race).Select(runner => runner.Number!.Value).Distinct().Order()],
            Arrival =
            [
                .. Started(race)
                    .Where(runner => runner.Finish > 0)
                    .GroupBy(runner => runner.Finish!.Value)
                    .OrderBy(place => place.Key)
                    .Select(place => (IReadOnlyList<int>)[.. place.Select(runner => runner.Number!.Value).Order()]),
            ],
        };
    }

    private static IEnumerable<RunnerLine> Started(PlaceDividendLine race) =>
        (race.Runners ?? []).Where(runner => runner is { NonRunner: false, Number: > 0 });

    /// <summary>Empty where one starter has no price: shares of a part of the field are wrong.</summary>
    private static List<WinPrice> Close(PlaceDividendLine race)
    {
        var close = new SortedDictionary<int, WinPrice>();
        foreach (var runner in race.Runners ?? [])
        {
            if (runner.NonRunner)
                continue;
            if (runner.Number is not { } number || Odds.FromPublished(runner.OddsClose) is not { } odds)
                return [];
            if (!close.TryAdd(number, new WinPrice(number, odds)))
                return [];
        }
        return [.. close.Values];
    }

    private static int Declared(PlaceDividendLine race)
    {
        var runners = race.Runners ?? [];
        return Math.Max(runners.Length, runners.Max(runner => runner.Number) ?? 0);
    }

    private static List<Dividend> Dividends(BetType bet, Dictionary<string, decimal>? rows)
    {
        var dividends = new List<Dividend>();
        foreach (var (text, amount) in rows ?? [])
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && amount > 0)
                dividends.Add(new Dividend(bet, [number], amount));
        }
        return dividends;
    }
}

internal sealed class PlaceDividendLine
{
    public string? Date { get; set; }
    public string? Race { get; set; }
    public string? Pool { get; set; }
    public bool? AfterClose { get; set; }
    public Dictionary<string, decimal>? Win { get; set; }
    public Dictionary<string, decimal>? Place { get; set; }
    public RunnerLine[]? Runners { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(PlaceDividendLine))]
internal sealed partial class PlaceDividendLineJson : JsonSerializerContext;
