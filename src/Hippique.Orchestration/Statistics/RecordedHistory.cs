using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Statistics;

/// <summary>Past races out of files of recorded races: for an import, and for replays, whose record comes from files only.</summary>
public static class RecordedHistory
{
    /// <summary>
    /// The races of one file that were run: recorded races, or a day of the program's own record (<c>history/2025-11-22.jsonl</c>). Lines that cannot be read are in
    /// <c>Refused</c>; a file that cannot be read throws.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read, or is no file of recorded races.</exception>
    public static (IReadOnlyList<PastRace> Races, IReadOnlyList<SourceError> Refused) Read(
        string path,
        CancellationToken cancellationToken
    ) => HistoryStore.TryReadFile(path) is { } own ? (own, []) : ReadRecorded(path, cancellationToken);

    private static (IReadOnlyList<PastRace> Races, IReadOnlyList<SourceError> Refused) ReadRecorded(
        string path,
        CancellationToken cancellationToken
    ) =>
        RecordedRaces.ReadAll(path, cancellationToken) switch
        {
            SourceAnswer<IReadOnlyList<RecordedDay>>.Found(var days) => (
                [.. days.SelectMany(Of)],
                [.. days.SelectMany(day => day.Refused).Distinct()]
            ),
            SourceAnswer<IReadOnlyList<RecordedDay>>.Refused(var error) => throw new FileRefusedException(Problem.Of($"{error}")),
            _ => throw new InvalidOperationException("a closed hierarchy has another case"),
        };

    /// <summary>
    /// The record for a replay: the races of the replayed file and of further ones; each race sees earlier days only. A replayed file that cannot be read gives none: the replay
    /// itself reports the error.
    /// </summary>
    /// <exception cref="IOException">One of the further files cannot be read.</exception>
    public static RaceHistory ForReplay(string replayed, IReadOnlyList<string> further, CancellationToken cancellationToken)
    {
        var own = RecordedRaces.ReadAll(replayed, cancellationToken) is SourceAnswer<IReadOnlyList<RecordedDay>>.Found(var days)
            ? days.SelectMany(Of)
            : [];
        return new RaceHistory([.. own, .. further.SelectMany(file => Read(file, cancellationToken).Races)]);
    }

    /// <summary>The record that consists of these files only.</summary>
    /// <exception cref="IOException">One of them cannot be read.</exception>
    public static RaceHistory OfFiles(IReadOnlyList<string> files, CancellationToken cancellationToken) =>
        new([.. files.SelectMany(file => Read(file, cancellationToken).Races)]);

    /// <summary>The races of a day that were run.</summary>
    public static IEnumerable<PastRace> Of(RecordedDay day) => day.Races.Select(Of).OfType<PastRace>();

    private static PastRace? Of(RecordedRace race) =>
        race.Result is { } result
            ? PastRace.From(race.Card, result.Arrival, [], result.Times, race.Pools[0].Reference, race.Pools[0].Close)
            : null;
}
