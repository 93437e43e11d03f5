using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>A past race of which the closing odds of every starter and the official place dividends are known, and little else.</summary>
/// <param name="Id">Day and number.</param>
/// <param name="Pool">Of odds and dividends.</param>
/// <param name="Close">Closing win odds of every starter, by number.</param>
/// <param name="Places">Simple placé, for 1 €.</param>
public sealed record PlaceDividendRace(RaceId Id, Pool Pool, IReadOnlyList<WinPrice> Close, IReadOnlyList<Dividend> Places);

/// <summary>The races of one file.</summary>
/// <param name="Races">In the order of the file.</param>
/// <param name="Incomplete">Races without the odds of every starter or without place dividends; nothing can be fitted on them.</param>
/// <param name="Refused">Lines that are no race.</param>
public sealed record PlaceDividendFile(IReadOnlyList<PlaceDividendRace> Races, int Incomplete, IReadOnlyList<SourceError> Refused);

/// <summary>
/// Reads files of place dividends, one race a line: <c>date</c>, <c>race</c>, <c>pool</c>, <c>place</c> (dividend for 1 € by number) and <c>runners</c> with <c>odds_close</c>.
/// </summary>
public static class PlaceDividends
{
    /// <summary>A file that cannot be read to its end is refused whole.</summary>
    public static SourceAnswer<PlaceDividendFile> Read(string path, CancellationToken cancellationToken)
    {
        var races = new List<PlaceDividendRace>();
        var refused = new List<SourceError>();
        var incomplete = 0;
        var error = RecordedRaces.OverLines(
            path,
            (number, line) =>
            {
                if (Parse(line.Span) is not { } race)
                {
                    refused.Add(
                        new SourceError(
                            SourceErrorKind.Malformed,
                            RaceArchiveSite.Name,
                            string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}:{number}"),
                            "no race with its day, number and pool"
                        )
                    );
                }
                else if (race.Close.Count < 2 || race.Places.Count == 0)
                {
                    incomplete++;
                }
                else
                {
                    races.Add(race);
                }
            },
            cancellationToken
        );
        return error is null
            ? new SourceAnswer<PlaceDividendFile>.Found(new PlaceDividendFile(races, incomplete, refused))
            : new SourceAnswer<PlaceDividendFile>.Refused(error);
    }

    private static PlaceDividendRace? Parse(ReadOnlySpan<byte> line)
    {
        PlaceDividendLine? race;
        try
        {
            race = JsonSerializer.Deserialize(line, PlaceDividendLineJson.Default.PlaceDividendLine);
        }
        catch (JsonException)
        {
            return null;
        }
        if (
            !DateOnly.TryParseExact(race?.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !RaceCode.Parse(race.Race).TryGet(out var code)
            || !PoolText.Parse(race.Pool).TryGet(out var pool)
        )
            return null;
        return new PlaceDividendRace(new RaceId(date, code), pool, Close(race), Places(race));
    }

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

    private static List<Dividend> Places(PlaceDividendLine race)
    {
        var places = new List<Dividend>();
        foreach (var (text, amount) in race.Place ?? [])
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && amount > 0)
                places.Add(new Dividend(BetType.SimplePlace, [number], amount));
        }
        return places;
    }
}

internal sealed class PlaceDividendLine
{
    public string? Date { get; set; }
    public string? Race { get; set; }
    public string? Pool { get; set; }
    public Dictionary<string, decimal>? Place { get; set; }
    public RunnerLine[]? Runners { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PlaceDividendLine))]
internal sealed partial class PlaceDividendLineJson : JsonSerializerContext;
