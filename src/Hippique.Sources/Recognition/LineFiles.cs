using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Sources.RaceArchive;
using Hippique.Sources.Recording;

namespace Hippique.Sources.Recognition;

/// <summary>Files of a line each: recorded races, and days of PMU's answers.</summary>
internal static class LineFiles
{
    private const int HeadLength = 256;

    /// <summary>gzip, or several lines each of which begins an object, or one that begins as a recorded race does.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) =>
        content is [0x1f, 0x8b, ..]
        || (
            content is [(byte)'{', ..]
            && (FirstKeyIs(content, "date"u8) || FirstKeyIs(content, "at_utc"u8) || content.IndexOf("}\n{"u8) > 0)
        );

    public static SavedPage Read(string path, string name, byte[] content, CancellationToken cancellationToken) =>
        FirstKeyIs(Head(content), "at_utc"u8) ? Answers(path, name, cancellationToken) : Races(path, name, cancellationToken);

    private static SavedPage Races(string path, string name, CancellationToken cancellationToken)
    {
        var page = new SavedPage { File = name, Kind = PageKind.RecordedRaces };
        return RecordedRaces.ReadAll(path, cancellationToken) switch
        {
            SourceAnswer<IReadOnlyList<RecordedDay>>.Found { Value: var days } => page with { Days = [.. days.Select(Day)] },
            SourceAnswer<IReadOnlyList<RecordedDay>>.Refused { Error: { Kind: SourceErrorKind.Foreign } error } => page with
            {
                Kind = PageKind.Unknown,
                Error = error,
            },
            var refused => page with { Error = ((SourceAnswer<IReadOnlyList<RecordedDay>>.Refused)refused).Error },
        };
    }

    private static SavedDay Day(RecordedDay day) =>
        new(
            day.Date,
            day.Races.Count,
            day.Races.Count(race => race.Pools[0].Live.Count > 0),
            day.Races.Count(race => race.Result is not null),
            day.Refused
        );

    private static SavedPage Answers(string path, string name, CancellationToken cancellationToken)
    {
        var page = new SavedPage { File = name, Kind = PageKind.PmuDay };
        try
        {
            var day = RecordedApiDay.Load(path, cancellationToken);
            var days = day.Paths.GroupBy(DateOf).Where(paths => paths.Key is not null).OrderBy(paths => paths.Key);
            return page with { Days = [.. days.Select(paths => Day(paths.Key!.Value, paths))] };
        }
        catch (Exception broken) when (broken is InvalidDataException or UnreadableFileException)
        {
            return page with { Error = new SourceError(SourceErrorKind.Malformed, PmuSite.Name, name, FileProblem.Of(broken)) };
        }
    }

    private static SavedDay Day(DateOnly date, IEnumerable<string> paths)
    {
        // The two pools' views of a race are one race.
        var races = paths
            .Select(path => path.Split('?')[0])
            .Where(path => path.EndsWith("/participants", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal)
            .Count();
        return new SavedDay(date, races, races, 0, []);
    }

    /// <summary>The day of <c>programme/06122025/R1/C1/participants</c>.</summary>
    private static DateOnly? DateOf(string path) =>
        path.Split('/') is [_, var day, ..]
        && DateOnly.TryParseExact(day, "ddMMyyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;

    private static ReadOnlySpan<byte> Head(byte[] content)
    {
        if (content is not [0x1f, 0x8b, ..])
            return content;
        try
        {
            using var unpacked = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            var head = new byte[HeadLength];
            return head.AsSpan(0, unpacked.ReadAtLeast(head, head.Length, throwOnEndOfStream: false));
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static bool FirstKeyIs(ReadOnlySpan<byte> line, ReadOnlySpan<byte> key)
    {
        try
        {
            var json = new Utf8JsonReader(line[..Math.Min(line.Length, HeadLength)], isFinalBlock: false, default);
            return json.Read()
                && json.TokenType == JsonTokenType.StartObject
                && json.Read()
                && json.TokenType == JsonTokenType.PropertyName
                && json.ValueTextEquals(key);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
