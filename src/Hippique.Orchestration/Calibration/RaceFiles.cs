using System.Security.Cryptography;
using Hippique.Gpi.Calibration;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Calibration;

/// <summary>One file of recorded races.</summary>
/// <param name="Name">Without its folder.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
/// <param name="Days">Ascending.</param>
public sealed record RaceFile(string Name, string Sha256, IReadOnlyList<RecordedDay> Days);

/// <summary>Files of recorded races, read for a fit or an evaluation.</summary>
public sealed record RaceFiles
{
    /// <summary>In the order in which they were given; a folder's in ordinal order.</summary>
    public required IReadOnlyList<RaceFile> Files { get; init; }

    /// <summary>Every day of every file, by date; two files may hold parts of one day.</summary>
    public IEnumerable<RecordedDay> Days => Files.SelectMany(file => file.Days).OrderBy(day => day.Date);

    /// <summary>SHA-256 of each file by its name, lower-case hex.</summary>
    public IReadOnlyDictionary<string, string> Hashes =>
        new SortedDictionary<string, string>(
            Files.DistinctBy(file => file.Name).ToDictionary(file => file.Name, file => file.Sha256),
            StringComparer.Ordinal
        );

    /// <summary>Lines that could not be read.</summary>
    public IReadOnlyList<SourceError> Refused => [.. Days.SelectMany(day => day.Refused).Distinct()];

    /// <summary>The record made of the files themselves; each race uses earlier days of it only.</summary>
    public required RaceHistory History { get; init; }

    /// <summary>Races with a result, by date and number. A race that two files hold counts once.</summary>
    public IReadOnlyList<CalibrationRace> Races() =>
        [
            .. Days.AsParallel()
                .AsOrdered()
                .SelectMany(day => CalibrationRaces.Of(day, History))
                .DistinctBy(race => race.Id)
                .OrderBy(race => race.Id),
        ];

    /// <summary>Reads files, or all <c>*.jsonl</c> and <c>*.jsonl.gz</c> of a folder.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="history">Files that only add to the record; may be empty.</param>
    /// <exception cref="IOException">A path cannot be read or holds no recorded races.</exception>
    public static RaceFiles Read(IReadOnlyList<string> paths, IReadOnlyList<string> history, CancellationToken cancellationToken)
    {
        var files = Expand(paths);
        var read = new RaceFile[files.Count];
        var faults = new IOException?[files.Count];
        Parallel.For(
            0,
            files.Count,
            new ParallelOptions { CancellationToken = cancellationToken },
            index =>
            {
                try
                {
                    read[index] = ReadOne(files[index], cancellationToken);
                }
                // Thrown after the loop, which would wrap it: the first bad file, in the order given, is reported.
                catch (IOException unreadable)
                {
                    faults[index] = unreadable;
                }
            }
        );
        if (faults.FirstOrDefault(fault => fault is not null) is { } first)
            throw new FileRefusedException(FileProblem.Of(first), first);
        var earlier = Expand(history).Except(files).SelectMany(file => RecordedHistory.Read(file, cancellationToken).Races);
        var days = read.SelectMany(file => file.Days).OrderBy(day => day.Date);
        return new RaceFiles { Files = read, History = new RaceHistory(days.SelectMany(RecordedHistory.Of).Concat(earlier)) };
    }

    /// <summary>A folder stands for its files of recorded races, in ordinal order.</summary>
    /// <exception cref="IOException">A folder has none.</exception>
    public static IReadOnlyList<string> Expand(IReadOnlyList<string> paths)
    {
        var files = new List<string>();
        foreach (var path in paths)
        {
            if (!Directory.Exists(path))
            {
                files.Add(path);
                continue;
            }
            var found = Directory.GetFiles(path).Where(IsRaceFile).Order(StringComparer.Ordinal).ToList();
            if (found.Count == 0)
                throw new FileRefusedException(Problem.Of($"{path} holds no *.jsonl or *.jsonl.gz"));
            files.AddRange(found);
        }
        return [.. files.Distinct(StringComparer.Ordinal)];
    }

    private static bool IsRaceFile(string path) =>
        path.EndsWith(".jsonl", StringComparison.Ordinal) || path.EndsWith(".jsonl.gz", StringComparison.Ordinal);

    private static RaceFile ReadOne(string path, CancellationToken cancellationToken)
    {
        var days = RecordedRaces.ReadAll(path, cancellationToken) switch
        {
            SourceAnswer<IReadOnlyList<RecordedDay>>.Found(var found) => found,
            SourceAnswer<IReadOnlyList<RecordedDay>>.Refused(var error) => throw new FileRefusedException(Problem.Of($"{error}")),
            _ => throw new InvalidOperationException("a closed hierarchy has another case"),
        };
        using var file = File.OpenRead(path);
        return new RaceFile(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(file)), days);
    }
}
