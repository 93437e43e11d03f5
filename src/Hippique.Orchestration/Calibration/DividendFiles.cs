using System.Security.Cryptography;
using Hippique.Gpi.Calibration;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Calibration;

/// <summary>Files of official dividends, read for a fit or an evaluation.</summary>
public sealed record DividendFiles
{
    /// <summary>The official dividends of every race, by pool and race; of a race that two files have, the first.</summary>
    public required IReadOnlyDictionary<(Pool Pool, RaceId Race), PlaceDividendRace> Official { get; init; }

    /// <summary>Races with closing odds and place dividends; their discipline is not known.</summary>
    public required IReadOnlyList<CalibrationRace> Races { get; init; }

    /// <summary>Races without the odds of every starter.</summary>
    public required int Incomplete { get; init; }

    /// <summary>SHA-256 of each file by its name, lower-case hex.</summary>
    public required IReadOnlyDictionary<string, string> Hashes { get; init; }

    /// <summary>Lines that could not be read.</summary>
    public required IReadOnlyList<SourceError> Refused { get; init; }

    /// <exception cref="IOException">A path cannot be read.</exception>
    public static DividendFiles Read(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var races = new List<PlaceDividendRace>();
        var refused = new List<SourceError>();
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var incomplete = 0;
        foreach (var path in RaceFiles.Expand(paths))
        {
            var file = PlaceDividends.Read(path, cancellationToken) switch
            {
                SourceAnswer<PlaceDividendFile>.Found(var found) => found,
                SourceAnswer<PlaceDividendFile>.Refused(var error) => throw new FileRefusedException(Problem.Of($"{error}")),
                _ => throw new InvalidOperationException("a closed hierarchy has another case"),
            };
            races.AddRange(file.All);
            refused.AddRange(file.Refused);
            incomplete += file.Incomplete;
            using var content = File.OpenRead(path);
            hashes[Path.GetFileName(path)] = Convert.ToHexStringLower(SHA256.HashData(content));
        }
        return new DividendFiles
        {
            Official = races.DistinctBy(Key).ToDictionary(Key),
            Races = [.. races.Where(race => race.IsComplete).DistinctBy(Key).Select(Race)],
            Incomplete = incomplete,
            Hashes = hashes,
            Refused = refused,
        };
    }

    /// <summary>A result with the dividends of the pools that the file of races has none of.</summary>
    /// <param name="result">As the file of races tells it.</param>
    /// <param name="official">Dividends by pool and race.</param>
    public static RaceResult Complete(RaceResult result, IReadOnlyDictionary<(Pool Pool, RaceId Race), PlaceDividendRace> official)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result with
        {
            Dividends = Of(result.Pool, result.Dividends),
            Others = [.. result.Others.Select(other => other with { Dividends = Of(other.Pool, other.Dividends) })],
        };

        IReadOnlyList<Dividend> Of(Pool pool, IReadOnlyList<Dividend> own) =>
            official.TryGetValue((pool, result.Id), out var known)
                ? [.. own, .. known.Wins.Concat(known.Places).Where(paid => own.All(other => other.Bet != paid.Bet))]
                : own;
    }

    private static (Pool Pool, RaceId Race) Key(PlaceDividendRace race) => (race.Pool, race.Id);

    private static CalibrationRace Race(PlaceDividendRace race)
    {
        var count = race.Close.Count;
        var early = new double[count];
        Array.Fill(early, double.NaN);
        return new CalibrationRace
        {
            Id = race.Id,
            Pool = race.Pool,
            Discipline = Discipline.Unknown,
            Starters = [.. race.Close.Select(price => new Runner { Number = price.Number, Horse = "" })],
            Statistics = new RunnerStatistics?[count],
            Declared = race.Declared,
            H30 = early,
            H5 = null,
            Close = [.. race.Close.Select(price => price.Odds.Value)],
            Order = [],
            Placed = [],
            Dividends = race.Places,
        };
    }
}
