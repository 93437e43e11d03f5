using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Sources.Tests.RaceArchive;

/// <summary>A past race of which ZEturf's dividends and the first places are known, and no prices.</summary>
/// <param name="Id">Day and ZEturf's number.</param>
/// <param name="Meeting">Racecourse.</param>
/// <param name="Arrival">The first places; two numbers in one list: a dead heat.</param>
/// <param name="Dividends">For 1 €, those whose bet is certain.</param>
internal sealed record ZEturfDividendRace(
    RaceId Id,
    string Meeting,
    IReadOnlyList<IReadOnlyList<int>> Arrival,
    IReadOnlyList<Dividend> Dividends
);

/// <summary>The races of one file.</summary>
/// <param name="Races">In the order of the file.</param>
/// <param name="Refused">Lines that are no race.</param>
internal sealed record ZEturfDividendFile(IReadOnlyList<ZEturfDividendRace> Races, IReadOnlyList<SourceError> Refused);

/// <summary>
/// Reads files of ZEturf's dividends, one race a line: <c>date</c>, <c>race</c>, <c>meeting</c>, <c>arrival</c> (<c>[number, place]</c>) and <c>dividends</c> by the names that
/// files of recorded races use.
/// </summary>
internal static class ZEturfDividendFiles
{
    public static SourceAnswer<ZEturfDividendFile> Read(string path, CancellationToken cancellationToken) =>
        RaceLines
            .Read(path, Parse, Problem.Of($"no race with its day, number and arrival"), cancellationToken)
            .Select(file => new ZEturfDividendFile(file.Races, file.Refused));

    private static ZEturfDividendRace? Parse(ReadOnlySpan<byte> line)
    {
        ZEturfDividendLine? race;
        try
        {
            race = JsonSerializer.Deserialize(line, ZEturfDividendLineJson.Default.ZEturfDividendLine);
        }
        catch (JsonException)
        {
            return null;
        }
        if (
            !DateOnly.TryParseExact(race?.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            || !RaceCode.Parse(race.Race).TryGet(out var code)
            || Arrival(race.Arrival) is not { } arrival
        )
            return null;
        return new ZEturfDividendRace(
            new RaceId(date, code),
            race.Meeting?.Trim() ?? "",
            arrival,
            ZEturfRows.Dividends(race.Dividends ?? [], arrival)
        );
    }

    /// <summary>Null where an entry is no number with its place, or a number stands twice.</summary>
    private static List<IReadOnlyList<int>>? Arrival(int[][]? entries)
    {
        if (entries is null || !Array.TrueForAll(entries, entry => entry is [> 0 and < 1000, > 0]))
            return null;
        if (entries.DistinctBy(entry => entry[0]).Count() != entries.Length)
            return null;
        return
        [
            .. entries
                .GroupBy(entry => entry[1], entry => entry[0])
                .OrderBy(place => place.Key)
                .Select(place => (IReadOnlyList<int>)[.. place]),
        ];
    }
}

internal sealed class ZEturfDividendLine
{
    public string? Date { get; set; }
    public string? Race { get; set; }
    public string? Meeting { get; set; }
    public int[][]? Arrival { get; set; }
    public Dictionary<string, DividendLine[]>? Dividends { get; set; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ZEturfDividendLine))]
internal sealed partial class ZEturfDividendLineJson : JsonSerializerContext;
