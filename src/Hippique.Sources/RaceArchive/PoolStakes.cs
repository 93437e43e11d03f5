using System.Globalization;
using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>The last stakes of a past race in one pool, and little else.</summary>
public sealed record PoolStakesRace
{
    /// <summary>A list of so many singles may be cut: the source that these files began with lists the most backed horses, at most twelve.</summary>
    private const int LongestCut = 12;

    public required RaceId Id { get; init; }
    public required Pool Pool { get; init; }

    /// <summary>Unknown if the line does not say.</summary>
    public required Discipline Discipline { get; init; }

    /// <summary>Runners declared; null if the line does not say.</summary>
    public required int? Declared { get; init; }

    /// <summary>No stakes were taken any more; false if the line says that they still were.</summary>
    public required bool IsLast { get; init; }

    /// <summary>By bet: Simple gagnant, Simple placé, and pairs where the line has them.</summary>
    public required IReadOnlyList<BetStakes> Stakes { get; init; }

    /// <summary>Horses that were withdrawn, on which stakes may be listed; empty if the line does not say.</summary>
    public IReadOnlyList<int> NonRunners { get; init; } = [];

    /// <summary>The starters that are listed, ascending.</summary>
    public IReadOnlyList<int> Listed =>
        [.. Singles.SelectMany(stakes => stakes.Stakes).Select(stake => stake.Numbers[0]).Distinct().Except(NonRunners).Order()];

    /// <summary>A list of singles may leave horses out that took part.</summary>
    public bool MayBeCut => Singles.Any(stakes => stakes.Total is { } total ? total > Sum(stakes) : stakes.Stakes.Count == LongestCut);

    private IEnumerable<BetStakes> Singles => Stakes.Where(stakes => stakes.Bet is BetType.SimpleGagnant or BetType.SimplePlace);

    private static Euro Sum(BetStakes stakes) => new(stakes.Stakes.Sum(stake => stake.Amount.Amount));
}

/// <summary>The races of one file.</summary>
/// <param name="Races">In the order of the file.</param>
/// <param name="Refused">Lines that are no race.</param>
public sealed record PoolStakesFile(IReadOnlyList<PoolStakesRace> Races, IReadOnlyList<SourceError> Refused);

/// <summary>
/// Reads files of the last stakes, one race a line: <c>date</c>, <c>race</c>, <c>pool</c>, <c>win_stakes_cents</c> and <c>place_stakes_cents</c> by number, <c>couple_gagnant_stakes_cents</c>
/// and <c>couple_place_stakes_cents</c> by pair (<c>3-5</c>), each with a total (<c>win_total_cents</c>) where it is known; <c>declared</c>, <c>discipline</c> and <c>non_runners</c>.
/// </summary>
public static class PoolStakes
{
    /// <summary>A file that cannot be read to its end is refused whole.</summary>
    public static SourceAnswer<PoolStakesFile> Read(string path, CancellationToken cancellationToken) =>
        RaceLines
            .Read(path, Parse, Problem.Of($"no race with its day, number, pool and stakes"), cancellationToken)
            .Select(file => new PoolStakesFile(file.Races, file.Refused));

    private static PoolStakesRace? Parse(ReadOnlySpan<byte> line)
    {
        if (
            RaceLines.Deserialize(line, PoolStakesLineJson.Default.PoolStakesLine) is not { } race
            || RaceLines.KeyOf(race.Date, race.Race, race.Pool) is not var (id, pool)
            || Stakes(race) is not { Count: > 0 } stakes
        )
            return null;
        return new PoolStakesRace
        {
            Id = id,
            Pool = pool,
            Discipline = DisciplineText.FromCode(race.Discipline),
            Declared = race.Declared is > 0 and < 100 ? race.Declared : null,
            IsLast = race.AfterClose != false,
            NonRunners = [.. (race.NonRunners ?? []).Distinct().Order()],
            Stakes = stakes,
        };
    }

    /// <summary>Null if a list does not read: the rest would say nothing of the whole pool.</summary>
    private static List<BetStakes>? Stakes(PoolStakesLine race)
    {
        var all = new List<BetStakes>();
        foreach (
            var (bet, horses, list, total) in (ReadOnlySpan<(BetType, int, Dictionary<string, long>?, long?)>)
                [
                    (BetType.SimpleGagnant, 1, race.WinStakesCents, race.WinTotalCents),
                    (BetType.SimplePlace, 1, race.PlaceStakesCents, race.PlaceTotalCents),
                    (BetType.CoupleGagnant, 2, race.CoupleGagnantStakesCents, race.CoupleGagnantTotalCents),
                    (BetType.CouplePlace, 2, race.CouplePlaceStakesCents, race.CouplePlaceTotalCents),
                ]
        )
        {
            if (list is null)
                continue;
            if (Listed(list, horses) is not { } listed)
                return null;
            all.Add(
                new BetStakes
                {
                    Bet = bet,
                    At = null,
                    Total = total > 0 ? Euro.FromCents(total.Value) : null,
                    Stakes = listed,
                }
            );
        }
        return all;
    }

    private static List<CombinationStake>? Listed(Dictionary<string, long> list, int horses)
    {
        var stakes = new List<CombinationStake>();
        foreach (var (text, cents) in list)
        {
            int[] numbers =
            [
                .. text.Split('-')
                    .Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)
                    .Order(),
            ];
            if (numbers.Length != horses || numbers[0] < 1 || numbers[^1] > 99 || numbers.Distinct().Count() != horses || cents < 0)
                return null;
            if (stakes.Exists(known => known.Numbers.SequenceEqual(numbers)))
                return null;
            stakes.Add(new CombinationStake(numbers, Euro.FromCents(cents)));
        }
        return stakes;
    }
}

internal sealed class PoolStakesLine
{
    public string? Date { get; set; }
    public string? Race { get; set; }
    public string? Pool { get; set; }
    public string? Discipline { get; set; }
    public int? Declared { get; set; }
    public bool? AfterClose { get; set; }
    public int[]? NonRunners { get; set; }
    public Dictionary<string, long>? WinStakesCents { get; set; }
    public long? WinTotalCents { get; set; }
    public Dictionary<string, long>? PlaceStakesCents { get; set; }
    public long? PlaceTotalCents { get; set; }
    public Dictionary<string, long>? CoupleGagnantStakesCents { get; set; }
    public long? CoupleGagnantTotalCents { get; set; }
    public Dictionary<string, long>? CouplePlaceStakesCents { get; set; }
    public long? CouplePlaceTotalCents { get; set; }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault
)]
[JsonSerializable(typeof(PoolStakesLine))]
internal sealed partial class PoolStakesLineJson : JsonSerializerContext;
