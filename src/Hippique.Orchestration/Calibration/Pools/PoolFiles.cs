using System.Security.Cryptography;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Calibration.Pools;

/// <summary>Files of last stakes, joined with official dividends by pool, day and race.</summary>
public sealed record PoolFiles
{
    /// <summary>In the order of the files; of a race that two lines have, the first.</summary>
    public required IReadOnlyList<PoolRace> Races { get; init; }

    /// <summary>Races whose stakes are not the last ones, as their lines say.</summary>
    public required IReadOnlyList<PoolRace> Early { get; init; }

    /// <summary>SHA-256 of each file by its name, lower-case hex.</summary>
    public required IReadOnlyDictionary<string, string> Hashes { get; init; }

    /// <summary>Lines that could not be read.</summary>
    public required IReadOnlyList<SourceError> Refused { get; init; }

    /// <param name="paths">Files and folders of last stakes.</param>
    /// <param name="dividends">The official dividends; null: none.</param>
    /// <param name="discipline">Of races whose line does not say.</param>
    /// <param name="cancellationToken">Stops between lines.</param>
    /// <exception cref="IOException">A path cannot be read.</exception>
    public static PoolFiles Read(
        IReadOnlyList<string> paths,
        DividendFiles? dividends,
        Discipline discipline,
        CancellationToken cancellationToken
    )
    {
        var stakes = new List<PoolStakesRace>();
        var refused = new List<SourceError>(dividends?.Refused ?? []);
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, hash) in dividends?.Hashes ?? new Dictionary<string, string>())
            hashes[name] = hash;
        foreach (var path in RaceFiles.Expand(paths))
        {
            var file = PoolStakes.Read(path, cancellationToken) switch
            {
                SourceAnswer<PoolStakesFile>.Found(var found) => found,
                SourceAnswer<PoolStakesFile>.Refused(var error) => throw new FileRefusedException(Problem.Of($"{error}")),
                _ => throw new InvalidOperationException("a closed hierarchy has another case"),
            };
            stakes.AddRange(file.Races);
            refused.AddRange(file.Refused);
            using var content = File.OpenRead(path);
            hashes[Path.GetFileName(path)] = Convert.ToHexStringLower(SHA256.HashData(content));
        }
        var joined = stakes
            .DistinctBy(race => (race.Pool, race.Id))
            .Select(race => (race.IsLast, Race: Join(race, dividends?.Official.GetValueOrDefault((race.Pool, race.Id)), discipline)))
            .ToList();
        return new PoolFiles
        {
            Races = [.. joined.Where(race => race.IsLast).Select(race => race.Race)],
            Early = [.. joined.Where(race => !race.IsLast).Select(race => race.Race)],
            Hashes = hashes,
            Refused = refused,
        };
    }

    private static PoolRace Join(PoolStakesRace race, PlaceDividendRace? paid, Discipline discipline) =>
        new()
        {
            Moment = PriceMoment.Close,
            Pool = race.Pool,
            Dividends = paid is null ? [] : [.. paid.Places, .. paid.Wins],
            Arrival = paid?.Arrival ?? [],
            Look = new Snapshot
            {
                Phase = Phase.H5,
                PlannedAt = default,
                Source = "",
                Url = "",
                Card = new RaceCard
                {
                    Id = race.Id,
                    Meeting = "",
                    Country = "",
                    Name = "",
                    Off = ParisTime.At(race.Id.Date, new TimeOnly(12, 0)),
                    Discipline = race.Discipline == Discipline.Unknown ? discipline : race.Discipline,
                    Runners = [.. Starters(race, paid).Select(number => new Runner { Number = number, Horse = "" })],
                    DeclaredRunners = race.Declared ?? paid?.Declared,
                },
                Pools =
                [
                    new PoolPrices
                    {
                        Pool = race.Pool,
                        Origin = PriceOrigin.Live,
                        At = null,
                        // For horses that the list leaves out.
                        Win = paid?.Close ?? [],
                        Stakes = race.Stakes,
                    },
                ],
            },
        };

    /// <summary>
    /// Whoever has no stake in a list that is whole did not start. What a cut list leaves out is told by the file of dividends, or by the number of the declared.
    /// </summary>
    private static IReadOnlyList<int> Starters(PoolStakesRace race, PlaceDividendRace? paid)
    {
        var listed = race.Listed;
        if (!race.MayBeCut)
            return listed;
        return paid is { Starters.Count: > 0 } ? [.. listed.Union(paid.Starters).Order()]
            : race.Declared is { } declared ? [.. listed.Union(Enumerable.Range(1, declared).Except(race.NonRunners)).Order()]
            : listed;
    }
}
