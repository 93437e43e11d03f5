using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Results;

/// <summary>
/// Works on the last days that the program has planned and seen run: asks the sources for the results that are missing, keeps each as <c>result.json</c>, adds the race to the
/// record of past races, and settles its tickets in <c>settlement.json</c>. A race without a snapshot has no card and is not asked for; a refusal is logged, and the next plan
/// asks again.
/// </summary>
public sealed partial class SettledDays(
    SourceSet sources,
    PlanStore plans,
    IArtifactStore artifacts,
    EventBus events,
    TimeProvider clock,
    ILogger<SettledDays> logger
)
{
    /// <summary>Days before today whose missing results are asked for; older ones are given up.</summary>
    internal const int DaysBack = 3;

    /// <summary>No arrival is official earlier after the off.</summary>
    private static readonly TimeSpan AfterOff = TimeSpan.FromMinutes(30);

    private readonly HistoryStore _record = new(artifacts);
    private readonly ResultFiles _results = new(artifacts);
    private readonly SettledRaces _settled = new(artifacts, events);

    /// <summary>Records and settles the days before <paramref name="today"/>; never a race of that day itself.</summary>
    /// <exception cref="InvalidDataException">A file of the record was changed by hand and no longer reads; it is named.</exception>
    /// <exception cref="IOException">An artifact cannot be read or written.</exception>
    public async Task<HistoryImport> ExtendAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var asker = new ResultAsker(sources);
        var total = default(HistoryImport);
        for (var date = today.AddDays(-DaysBack); date < today; date = date.AddDays(1))
        {
            // Simulated races must not enter the statistics of real horses.
            if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { Simulated: false } plan)
                continue;
            // Races that are flagged as called off among them: some races of an abandoned meeting were run.
            var over = plan.Races.Where(race => clock.GetUtcNow() - race.Off >= AfterOff).ToList();
            total += await RecordAsync(date, over, asker, cancellationToken).ConfigureAwait(false);
            foreach (var race in over)
                await _settled.SettleAsync(race, asker, cancellationToken).ConfigureAwait(false);
        }
        return total;
    }

    private async Task<HistoryImport> RecordAsync(
        DateOnly date,
        IReadOnlyList<PlannedRace> races,
        ResultAsker asker,
        CancellationToken cancellationToken
    )
    {
        var known = await _record.RacesAsync(date, cancellationToken).ConfigureAwait(false);
        var run = new List<PastRace>();
        foreach (var race in races.Where(race => !known.Contains(race.Id.Code.ToString())))
        {
            if (await PastRaceAsync(race, asker, cancellationToken).ConfigureAwait(false) is { } past)
                run.Add(past);
        }
        var imported = await _record.ImportAsync(run, cancellationToken).ConfigureAwait(false);
        if (imported.New > 0)
            Extended(logger, date, imported.New);
        return imported;
    }

    /// <summary>Null if the race was not seen, has no result, or the result is of another race.</summary>
    private async Task<PastRace?> PastRaceAsync(PlannedRace race, ResultAsker asker, CancellationToken cancellationToken)
    {
        var early = await SnapshotAsync(race.Id, Phase.H30, cancellationToken).ConfigureAwait(false);
        var last = await SnapshotAsync(race.Id, Phase.H5, cancellationToken).ConfigureAwait(false) ?? early;
        if (last is null || last.Simulated)
            return null;
        if (await ResultAsync(race, asker, cancellationToken).ConfigureAwait(false) is not { } result)
            return null;
        if (!SettledRaces.IsOf(result, last.Card))
        {
            Foreign(logger, race.Id);
            return null;
        }
        var (h30, close) = Prices(early, result);
        return PastRace.From(last.Card with { Id = race.Id }, result.Arrival, result.NonRunners, result.Times, h30, close);
    }

    /// <summary>The result that was kept before, else the one that a source has now.</summary>
    private async Task<RaceResult?> ResultAsync(PlannedRace race, ResultAsker asker, CancellationToken cancellationToken)
    {
        if (await _results.LastAsync(race.Id, cancellationToken).ConfigureAwait(false) is { Result: var kept })
            return kept;
        var answer = await asker.AskAsync(race, cancellationToken).ConfigureAwait(false);
        if (answer is not ResultAnswer.Run(var official))
        {
            NoResult(logger, race.Id, string.Join("; ", answer.Refusals));
            return null;
        }
        var result = official with { Id = race.Id };
        await _results.AddAsync(result, cancellationToken).ConfigureAwait(false);
        return result;
    }

    private async Task<Snapshot?> SnapshotAsync(RaceId race, Phase phase, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Snapshot(race, phase);
        return await artifacts.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there
            ? ArtifactJson.Read<Snapshot>(path, there.Content)
            : null;
    }

    /// <summary>The prices of both moments in one pool; empty if no pool has both, since two pools differ by more than a late move.</summary>
    private static (IReadOnlyList<WinPrice> H30, IReadOnlyList<WinPrice> Close) Prices(Snapshot? early, RaceResult result)
    {
        foreach (var closed in result.Others.Prepend(new PoolResult(result.Pool, result.Dividends, result.Close)))
        {
            var seen = early?.Pools.FirstOrDefault(pool => pool.Pool == closed.Pool && pool.Origin == PriceOrigin.Live);
            if (closed.Close.Count > 0 && seen is { Win.Count: > 0 })
                return (seen.Win, closed.Close);
        }
        return ([], []);
    }

    [LoggerMessage(LogLevel.Information, "{New} races of {Date:yyyy-MM-dd} added to the record of past races")]
    private static partial void Extended(ILogger logger, DateOnly date, int @new);

    [LoggerMessage(LogLevel.Warning, "{Race}: no result for the record of past races: {Why}")]
    private static partial void NoResult(ILogger logger, RaceId race, string why);

    [LoggerMessage(LogLevel.Warning, "{Race}: the winner is not on the card; the result is of another race and is not recorded")]
    private static partial void Foreign(ILogger logger, RaceId race);
}
