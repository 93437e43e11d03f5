using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Results;

/// <summary>
/// Extends the record by the days that the program has planned and seen run: asks the sources for the results that are missing, keeps each as <c>result.json</c> and puts the
/// race into the record. A race without a snapshot has no card and is not asked for; a refusal is logged, and the next plan asks again. Tickets of those days are settled, and
/// that is kept as <c>settlement.json</c>.
/// </summary>
public sealed partial class SettledDays(
    SourceSet sources,
    PlanStore plans,
    IArtifactStore artifacts,
    TimeProvider clock,
    ILogger<SettledDays> logger
)
{
    /// <summary>A result that was not to be had for so many days is given up.</summary>
    internal const int DaysBack = 3;

    /// <summary>Before that no arrival is official.</summary>
    private static readonly TimeSpan AfterOff = TimeSpan.FromMinutes(30);

    private readonly HistoryStore _record = new(artifacts);
    private readonly ResultFiles _results = new(artifacts);
    private readonly SettledRaces _settled = new(artifacts);

    /// <summary>Settles the days before <paramref name="today"/>; never a race of that day itself.</summary>
    /// <exception cref="InvalidDataException">A file of the record was changed by hand and no longer reads; it is named.</exception>
    /// <exception cref="IOException">An artifact cannot be read or written.</exception>
    public async Task<HistoryImport> ExtendAsync(DateOnly today, CancellationToken cancellationToken)
    {
        var asking = new ResultRequests(sources);
        var total = default(HistoryImport);
        for (var date = today.AddDays(-DaysBack); date < today; date = date.AddDays(1))
        {
            // Invented horses teach nothing about real ones.
            if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { Simulated: false } plan)
                continue;
            var known = await _record.RacesAsync(date, cancellationToken).ConfigureAwait(false);
            var run = new List<PastRace>();
            foreach (var race in plan.Races.Where(race => IsOver(race) && !known.Contains(race.Id.Code.ToString())))
            {
                if (await SettleAsync(race, asking, cancellationToken).ConfigureAwait(false) is { } past)
                    run.Add(past);
            }
            var imported = await _record.ImportAsync(run, cancellationToken).ConfigureAwait(false);
            if (imported.New > 0)
                Extended(logger, date, imported.New);
            total += imported;
            foreach (var race in plan.Races.Where(IsOver))
                await _settled.SettleAsync(race, asking, cancellationToken).ConfigureAwait(false);
        }
        return total;
    }

    // Races that are flagged as called off among them: of an abandoned meeting some were run.
    private bool IsOver(PlannedRace race) => clock.GetUtcNow() - race.Off >= AfterOff;

    private async Task<PastRace?> SettleAsync(PlannedRace race, ResultRequests asking, CancellationToken cancellationToken)
    {
        var early = await SnapshotAsync(race.Id, Phase.H30, cancellationToken).ConfigureAwait(false);
        var last = await SnapshotAsync(race.Id, Phase.H5, cancellationToken).ConfigureAwait(false) ?? early;
        if (last is null || last.Simulated)
            return null;
        if (await ResultAsync(race, asking, cancellationToken).ConfigureAwait(false) is not { } result)
            return null;
        if (!SettledRaces.IsOf(result, last.Card))
        {
            Foreign(logger, race.Id);
            return null;
        }
        var (h30, close) = Prices(early, result);
        return PastRace.From(last.Card with { Id = race.Id }, result.Arrival, result.NonRunners, result.Times, h30, close);
    }

    /// <summary>As it was kept before, else as a source has it now.</summary>
    private async Task<RaceResult?> ResultAsync(PlannedRace race, ResultRequests asking, CancellationToken cancellationToken)
    {
        if (await _results.LastAsync(race.Id, cancellationToken).ConfigureAwait(false) is { Result: var kept })
            return kept;
        var (found, refused) = await asking.AskAsync(race, cancellationToken).ConfigureAwait(false);
        if (found is null)
        {
            NoResult(logger, race.Id, string.Join("; ", refused));
            return null;
        }
        var result = found with { Id = race.Id };
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

    /// <summary>Prices of both moments are of one pool, or there are none: two pools differ by more than a late move.</summary>
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

    [LoggerMessage(LogLevel.Information, "{New} races of {Date:yyyy-MM-dd} put into the record of past races")]
    private static partial void Extended(ILogger logger, DateOnly date, int @new);

    [LoggerMessage(LogLevel.Warning, "{Race}: no result for the record of past races: {Why}")]
    private static partial void NoResult(ILogger logger, RaceId race, string why);

    [LoggerMessage(LogLevel.Warning, "{Race}: the winner is not on the card; the result is of another race and is not recorded")]
    private static partial void Foreign(ILogger logger, RaceId race);
}
