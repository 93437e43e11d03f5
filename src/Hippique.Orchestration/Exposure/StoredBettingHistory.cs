using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Exposure;

/// <summary>
/// The bets of earlier days, from their tickets and settlements in the store. A day whose results are no longer asked for is read once. May be shared between threads.
/// </summary>
public sealed class StoredBettingHistory(IArtifactStore store, PlanStore plans) : IBettingHistory
{
    private const int WeekDays = 7;

    /// <summary>Older bets say nothing about the prices that are taken today.</summary>
    private const int DaysBack = 60;

    private readonly PlayedRaces _races = new(store, plans);
    private readonly ConcurrentDictionary<DateOnly, BettingDay> _over = new();

    public async Task<IReadOnlyList<BettingDay>> BeforeAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var days = new List<BettingDay>();
        var values = 0;
        for (var back = 1; back <= DaysBack && (back < WeekDays || values < PlayerStates.ClosingLineValuesKept); back++)
        {
            // Results of the last days can still arrive; an older day no longer changes.
            var day = await DayAsync(date.AddDays(-back), back > SettledDays.OpenDaysBack + 1, cancellationToken).ConfigureAwait(false);
            values += day.ClosingLineValues.Count;
            days.Add(day);
        }
        // A service that runs for months would hold every race that it ever read.
        var oldest = date.AddDays(-DaysBack);
        _races.Forget(oldest);
        foreach (var old in _over.Keys.Where(day => day < oldest))
            _over.TryRemove(old, out _);
        return days;
    }

    private async Task<BettingDay> DayAsync(DateOnly date, bool isOver, CancellationToken cancellationToken)
    {
        if (_over.TryGetValue(date, out var known))
            return known;
        // Simulated tickets cost nobody anything, and their closing prices say nothing about real ones.
        if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is { Simulated: true })
            return new BettingDay(date, new Euro(0), []);
        var races = await _races.OfAsync(date, cancellationToken).ConfigureAwait(false);
        var values = new List<double>();
        foreach (var race in races.Reverse())
            values.AddRange(await ValuesAsync(race.Race, cancellationToken).ConfigureAwait(false));
        var day = new BettingDay(date, new Euro(races.Sum(race => race.Staked.Amount)), values);
        return isOver ? _over[date] = day : day;
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
