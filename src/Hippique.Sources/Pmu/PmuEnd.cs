using System.Collections.ObjectModel;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>What PMU says after a race: the programme's line, and the answers of each pool. One answer that is refused costs the others nothing.</summary>
internal sealed class PmuEnd(
    PmuRace race,
    SourceAnswer<PmuDividends> internet,
    SourceAnswer<PmuDividends> national,
    IReadOnlyList<PmuParticipants> after
)
{
    private readonly IReadOnlyList<(Pool Asked, SourceAnswer<PmuDividends> Answer)> _pools =
    [
        (Pool.PmuInternet, internet),
        (Pool.PmuNational, national),
    ];

    /// <summary>
    /// The race is not run. A race that had an arrival when its meeting was given up was run; what its own state says stands against the meeting's.
    /// </summary>
    public static bool IsCalledOff(PmuRace race) =>
        race.State == PmuRaceState.CalledOff
        || (race is { MeetingCalledOff: true, State: not (PmuRaceState.Provisional or PmuRaceState.Official) });

    public static RaceResult CalledOff(PmuRace race) =>
        new()
        {
            Id = race.Id,
            Pool = Pool.PmuInternet,
            State = ResultState.CalledOff,
            Arrival = [],
            NonRunners = [],
            Dividends = [],
        };

    /// <summary>Whether the dividends are worth a request: there is an arrival, or the race can have ended without one.</summary>
    public static bool CanHaveEnded(PmuRace race) =>
        race.Arrival.Places.Count > 0
        || (
            race.Arrival.Unread is null
            && (race.ArrivalOfficial || race.HasDividends || race.State is PmuRaceState.Stopped or PmuRaceState.Provisional)
        );

    /// <summary>
    /// The race ended and nobody is classified: it has no arrival, though PMU calls the arrival definitive or pays the win bet back. Never where a pool pays somebody, nor where
    /// neither pool answered.
    /// </summary>
    public bool IsNobodyClassified =>
        race.Arrival is { Places.Count: 0, Unread: null }
        && !Paid.Any(pool => pool.Dividends.Any(row => row.Bet == BetType.SimpleGagnant))
        && (
            Paid.Any(pool => pool.Refunded.Contains(BetType.SimpleGagnant))
            || (
                race.ArrivalOfficial && _pools.Any(pool => pool.Answer is not SourceAnswer<PmuDividends>.Refused refused || IsNone(refused))
            )
        );

    public RaceResult Result()
    {
        var own = Paid.FirstOrDefault(pool => pool.Pool == Pool.PmuInternet) ?? new PmuDividends(Pool.PmuInternet, [], []);
        var other = Paid.FirstOrDefault(pool => pool.Pool == Pool.PmuNational) ?? new PmuDividends(Pool.PmuNational, [], []);
        var shownAfter = after.Count > 0 ? after[0] : null;
        return new RaceResult
        {
            Id = race.Id,
            Pool = own.Pool,
            State = StateOf(),
            Arrival = race.Arrival.Places,
            NonRunners = [.. (shownAfter?.Runners ?? []).Where(runner => runner.NonRunner).Select(runner => runner.Number)],
            Dividends = own.Dividends,
            Refunded = own.Refunded,
            Close = Close(own.Pool),
            Times = shownAfter?.Times ?? ReadOnlyDictionary<int, double>.Empty,
            Notes = [.. Notes()],
            Others =
                other is { Dividends.Count: 0, Refunded.Count: 0 } && Close(other.Pool).Count == 0
                    ? []
                    : [new PoolResult(other.Pool, other.Dividends, Close(other.Pool)) { Refunded = other.Refunded }],
        };
    }

    private IEnumerable<PmuDividends> Paid =>
        _pools.Select(pool => pool.Answer).OfType<SourceAnswer<PmuDividends>.Found>().Select(found => found.Value);

    private ResultState StateOf() =>
        race.Arrival.Places.Count == 0 ? ResultState.NobodyClassified
        : race.ArrivalOfficial && race.Arrival.IsEnough ? ResultState.Official
        : ResultState.Provisional;

    /// <summary>What was stamped before the off is no close.</summary>
    private IReadOnlyList<WinPrice> Close(Pool pool) =>
        after.FirstOrDefault(view => view.Live.Pool == pool && view.Live.At >= race.Off)?.Live.Win ?? [];

    private IEnumerable<string> Notes()
    {
        if (race.Arrival.Unread is { } unread)
            yield return unread.ToString();
        if (race.State == PmuRaceState.Unknown)
            yield return PmuRaceReader.UnknownState(race).ToString();
        foreach (var (asked, answer) in _pools)
        {
            switch (answer)
            {
                case SourceAnswer<PmuDividends>.Refused refused when IsNone(refused):
                    yield return $"{asked.Code()}: no dividends";
                    break;
                case SourceAnswer<PmuDividends>.Refused { Error: var error }:
                    yield return $"{asked.Code()}: {error}";
                    break;
                case SourceAnswer<PmuDividends>.Found { Value: var found }:
                    foreach (var note in found.Notes)
                        yield return $"{found.Pool.Code()}: {note}";
                    break;
            }
        }
    }

    private static bool IsNone(SourceAnswer<PmuDividends>.Refused refused) => refused.Error.Kind == SourceErrorKind.NoResultYet;
}
