using System.Text;
using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>
/// Reads files of recorded races: one race a line, as JSON, gzip or plain. A file that is corrupt or cut is refused whole; a line that is no race is refused by name,
/// with file and line, and the others stand.
/// </summary>
public static class RecordedRaces
{
    /// <summary>One day of a file. Lines of other days are passed over without being read.</summary>
    public static SourceAnswer<RecordedDay> ReadDay(string path, DateOnly date, CancellationToken cancellationToken) =>
        Read(path, date, cancellationToken) switch
        {
            SourceAnswer<IReadOnlyList<RecordedDay>>.Refused refused => new SourceAnswer<RecordedDay>.Refused(refused.Error),
            SourceAnswer<IReadOnlyList<RecordedDay>>.Found { Value: [var day] } => new SourceAnswer<RecordedDay>.Found(day),
            _ => throw new InvalidOperationException("a day was asked for, and another number of days came"),
        };

    /// <summary>Every day of a file, ascending.</summary>
    public static SourceAnswer<IReadOnlyList<RecordedDay>> ReadAll(string path, CancellationToken cancellationToken) =>
        Read(path, null, cancellationToken);

    /// <summary>The days that a file holds, ascending.</summary>
    public static SourceAnswer<IReadOnlyList<DateOnly>> Dates(string path, CancellationToken cancellationToken)
    {
        var dates = new SortedSet<DateOnly>();
        var error = OverLines(
            path,
            (_, line) =>
            {
                if (RaceLineReader.DateOf(line.Span) is { } date)
                    dates.Add(date);
            },
            cancellationToken
        );
        if (error is null && dates.Count == 0)
            error = new SourceError(
                SourceErrorKind.Foreign,
                RaceArchiveSite.Name,
                Path.GetFileName(path),
                Problem.Of($"no line is a recorded race")
            );
        return error is null
            ? new SourceAnswer<IReadOnlyList<DateOnly>>.Found([.. dates])
            : new SourceAnswer<IReadOnlyList<DateOnly>>.Refused(error);
    }

    /// <summary>One line, as <see cref="SeenRaceLines"/> writes it; the error says what is wrong with it.</summary>
    public static ParseResult<RecordedRace> ReadLine(string line) => RaceLineReader.Read(Encoding.UTF8.GetBytes(line));

    private static SourceAnswer<IReadOnlyList<RecordedDay>> Read(string path, DateOnly? only, CancellationToken cancellationToken)
    {
        var days = new DayCollector(Path.GetFileName(path), only);
        var error = OverLines(path, days.Add, cancellationToken) ?? days.Defect();
        return error is null
            ? new SourceAnswer<IReadOnlyList<RecordedDay>>.Found(days.Days())
            : new SourceAnswer<IReadOnlyList<RecordedDay>>.Refused(error);
    }

    /// <summary>The boundary to the disk: what can go wrong there becomes a named error here.</summary>
    internal static SourceError? OverLines(string path, Action<int, ReadOnlyMemory<byte>> each, CancellationToken cancellationToken)
    {
        var name = Path.GetFileName(path);
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            foreach (var (number, line) in GzipLines.Read(file, cancellationToken))
                each(number, line);
            return null;
        }
        catch (Exception broken) when (broken is InvalidDataException or UnreadableFileException)
        {
            return new SourceError(
                SourceErrorKind.Malformed,
                RaceArchiveSite.Name,
                name,
                Problem.Of($"the file cannot be read to its end: {FileProblem.Of(broken)}")
            );
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new SourceError(SourceErrorKind.NotFound, RaceArchiveSite.Name, name, Problem.Of($"there is no file {path}"));
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return new SourceError(
                SourceErrorKind.Unreachable,
                RaceArchiveSite.Name,
                name,
                Problem.Of($"the file cannot be opened: {FileProblem.Of(closed)}")
            );
        }
    }
}
