using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Calibration;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Imports;

/// <summary>Results in files of recorded races, with the official dividends that stand in files of their own.</summary>
/// <param name="Races">Files and folders of races.</param>
/// <param name="Dividends">Files and folders of dividends.</param>
public sealed partial record RecordedResults(IReadOnlyList<string> Races, IReadOnlyList<string> Dividends)
{
    public static readonly RecordedResults None = new([], []);

    /// <summary>The races that are known to be over. Of a folder that has a file a day or a month, only those of the bets are read.</summary>
    /// <exception cref="IOException">A path cannot be read.</exception>
    internal IReadOnlyDictionary<RaceId, FinishedCard> Read(IReadOnlySet<RaceId> races, CancellationToken cancellationToken)
    {
        var days = races.Select(race => race.Date).ToHashSet();
        var (files, paid) = (Of(Races, days), Of(Dividends, days));
        var official = DividendFiles.Read(paid, cancellationToken).Official;
        var found = new Dictionary<RaceId, FinishedCard>();
        foreach (var race in RaceFiles.Read(files, [], cancellationToken).Days.SelectMany(day => day.Races))
        {
            if (races.Contains(race.Card.Id) && RecordedSource.ResultOf(race) is { State: not ResultState.Provisional } result)
                found.TryAdd(
                    race.Card.Id,
                    new FinishedCard(race.Card, FinishedRace.Of(race.Card, DividendFiles.Complete(result, official)))
                );
        }
        return found;
    }

    private static List<string> Of(IReadOnlyList<string> paths, HashSet<DateOnly> days) =>
        [.. RaceFiles.Expand(paths).Where(path => MayHold(Path.GetFileName(path), days))];

    /// <summary><c>2026-05-03.jsonl</c> and <c>2026-05.jsonl.gz</c> hold what they are called after; any other file may hold anything.</summary>
    private static bool MayHold(string name, HashSet<DateOnly> days)
    {
        if (Named().Match(name) is not { Success: true } match)
            return true;
        return days.Any(day =>
            day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).StartsWith(match.Groups[1].Value, StringComparison.Ordinal)
        );
    }

    [GeneratedRegex(@"^([0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)\.jsonl(\.gz)?$")]
    private static partial Regex Named();
}

/// <param name="Card">As it was before the race.</param>
/// <param name="Finished">For the settlement.</param>
internal sealed record FinishedCard(RaceCard Card, FinishedRace Finished);
