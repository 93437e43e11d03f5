using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>Reads a file with one race a line.</summary>
internal static class RaceLines
{
    /// <summary>One line; null if it is no race.</summary>
    public delegate T? Parser<out T>(ReadOnlySpan<byte> line)
        where T : class;

    /// <summary>A file that cannot be read to its end is refused whole; a line that is no race is refused by its number, and the others stand.</summary>
    /// <param name="path">Plain or gzip.</param>
    /// <param name="parse">Reads one line.</param>
    /// <param name="missing">What a refused line is not, for its error.</param>
    /// <param name="cancellationToken">Stops between lines.</param>
    public static SourceAnswer<(IReadOnlyList<T> Races, IReadOnlyList<SourceError> Refused)> Read<T>(
        string path,
        Parser<T> parse,
        Problem missing,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var races = new List<T>();
        var refused = new List<SourceError>();
        var error = RecordedRaces.OverLines(
            path,
            (number, line) =>
            {
                if (parse(line.Span) is { } race)
                    races.Add(race);
                else
                    refused.Add(
                        new SourceError(
                            SourceErrorKind.Malformed,
                            RaceArchiveSite.Name,
                            string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}:{number}"),
                            missing
                        )
                    );
            },
            cancellationToken
        );
        return error is null
            ? new SourceAnswer<(IReadOnlyList<T>, IReadOnlyList<SourceError>)>.Found((races, refused))
            : new SourceAnswer<(IReadOnlyList<T>, IReadOnlyList<SourceError>)>.Refused(error);
    }

    /// <summary>Null if the line is no JSON of this shape.</summary>
    public static T? Deserialize<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> shape)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, shape);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Which race of which pool a line is about; null if it does not say.</summary>
    public static (RaceId Race, Pool Pool)? KeyOf(string? date, string? race, string? pool) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && RaceCode.Parse(race).TryGet(out var code)
        && PoolText.Parse(pool).TryGet(out var read)
            ? (new RaceId(day, code), read)
            : null;
}
