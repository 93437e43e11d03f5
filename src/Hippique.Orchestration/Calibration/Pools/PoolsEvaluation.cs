using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Pools;
using Hippique.Gpi.Rules;
using Hippique.Sources;

namespace Hippique.Orchestration.Calibration.Pools;

/// <summary>What bets that are priced from the money in the pools claimed, and what they returned.</summary>
public sealed record PoolsEvaluation
{
    public required string Model { get; init; }

    /// <summary>SHA-256 of each file by its name, lower-case hex; empty without files.</summary>
    public required IReadOnlyDictionary<string, string> Files { get; init; }

    /// <summary>Races in them.</summary>
    public required int FileRaces { get; init; }

    /// <summary>The program's own days that have a plan and were asked for; null if none were asked for.</summary>
    public required int? RecordedDays { get; init; }

    public required IReadOnlyList<PoolTable> Tables { get; init; }

    /// <summary>Races that say nothing, by moment and reason; one that is left out of two pools, or of two kinds of bets, counts twice.</summary>
    public required IReadOnlyList<LeftOut> LeftOut { get; init; }

    /// <summary>Lines that could not be read.</summary>
    public required IReadOnlyList<SourceError> Refused { get; init; }

    /// <param name="model">Exponents, laws and late moves.</param>
    /// <param name="files">Null: none.</param>
    /// <param name="recorded">Null: none.</param>
    /// <param name="cancellationToken">Stops between races.</param>
    public static PoolsEvaluation Of(GpiModel model, PoolFiles? files, PoolRecording? recorded, CancellationToken cancellationToken)
    {
        IEnumerable<PoolRace> races = [.. files?.Races ?? [], .. recorded?.Races ?? []];
        var judged = races
            .DistinctBy(race => (race.Pool, race.Id, race.Moment))
            .AsParallel()
            .AsOrdered()
            .WithCancellation(cancellationToken)
            .SelectMany(race => PairBets.Of(race, model, Regulated.Default).Prepend(PlaceBets.Of(race, model, Regulated.Default)))
            .ToList();
        IEnumerable<LeftOut> gaps =
        [
            .. judged.Where(race => race.Gap is not null).Select(race => new LeftOut(race.Race.Moment, race.Gap!.Value, 1, race.Bet)),
            .. (files?.Early ?? []).Select(race => new LeftOut(race.Moment, PoolGap.OldStakes, 1)),
            .. recorded?.Gaps ?? [],
        ];
        return new PoolsEvaluation
        {
            Model = model.Name,
            Files = files?.Hashes ?? new Dictionary<string, string>(),
            FileRaces = files is null ? 0 : files.Races.Count + files.Early.Count,
            RecordedDays = recorded?.Days,
            Tables = PoolEvidence.Of(judged, Regulated.Default),
            LeftOut =
            [
                .. gaps.GroupBy(gap => (gap.Bet, gap.Moment, gap.Reason))
                    .OrderBy(group => group.Key)
                    .Select(group => new LeftOut(group.Key.Moment, group.Key.Reason, group.Sum(gap => gap.Races), group.Key.Bet)),
            ],
            Refused = files?.Refused ?? [],
        };
    }
}
