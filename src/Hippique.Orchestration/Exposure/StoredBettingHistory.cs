using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Exposure;

/// <summary>
/// The bets of earlier days, from their tickets, settlements and what the user said of them. Of a day whose results are no longer asked for these are read once; what was said is read
/// each time. May be shared between threads.
/// </summary>
public sealed class StoredBettingHistory(IArtifactStore store, PlanStore plans, ILedger ledger, LedgerMode mode) : IBettingHistory
{
    private const int WeekDays = 7;

    /// <summary>Older bets say nothing about the prices that are taken today.</summary>
    private const int DaysBack = 60;

    private readonly PlayedRaces _races = new(store, plans);
    private readonly ConcurrentDictionary<DateOnly, IReadOnlyList<double>> _values = new();

    public async Task<IReadOnlyList<BettingDay>> BeforeAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var days = new List<BettingDay>();
        var money = new MoneyAtStake(ledger, mode, simulated: false);
        var values = 0;
        for (var back = 1; back <= DaysBack && (back < WeekDays || values < PlayerStates.ClosingLineValuesKept); back++)
        {
            // Results of the last days can still arrive; an older day no longer changes.
            var day = await DayAsync(date.AddDays(-back), back > SettledDays.OpenDaysBack + 1, money, cancellationToken)
                .ConfigureAwait(false);
            values += day.ClosingLineValues.Count;
            days.Add(day);
        }
        // A service that runs for months would hold every race that it ever read.
        var oldest = date.AddDays(-DaysBack);
        _races.Forget(oldest);
        foreach (var old in _values.Keys.Where(day => day < oldest))
            _values.TryRemove(old, out _);
        return days;
    }

    private async Task<BettingDay> DayAsync(DateOnly date, bool isOver, MoneyAtStake money, CancellationToken cancellationToken)
    {
        // Simulated tickets cost nobody anything, and their closing prices say nothing about real ones.
        if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is { Simulated: true })
            return new BettingDay(date, new Euro(0), []);
        var races = await _races.OfAsync(date, cancellationToken).ConfigureAwait(false);
        if (!_values.TryGetValue(date, out var values))
        {
            values = await ValuesAsync(races, cancellationToken).ConfigureAwait(false);
            if (isOver)
                _values[date] = values;
        }
        var played = await money.OfAsync(date, races, DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false);
        return new BettingDay(date, new Euro(played.Sum(race => race.Staked.Amount)), values)
        {
            Lost = await money.LostAsync(date, played, cancellationToken).ConfigureAwait(false),
        };
    }

    /// <summary>Of every proposal, whether it was played or not: they tell of the program's prices.</summary>
    private async Task<IReadOnlyList<double>> ValuesAsync(IReadOnlyList<PlayedRace> races, CancellationToken cancellationToken)
    {
        var values = new List<double>();
        foreach (var race in races.Reverse())
            values.AddRange(await ValuesAsync(race.Race, cancellationToken).ConfigureAwait(false));
        return values;
    }

    private async Task<IEnumerable<double>> ValuesAsync(RaceId race, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Settlement(race);
        if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } there)
            return [];
        return ArtifactJson
            .Read<RaceSettlements>(path, there.Content)
            .Facts[^1]
            .Tickets.SelectMany(ticket => ticket.Legs)
            .Select(leg => leg.ClosingLineValue)
            .OfType<double>();
    }
}
