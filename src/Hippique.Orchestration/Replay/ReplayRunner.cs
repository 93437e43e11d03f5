using System.Diagnostics;
using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Settings;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Replay;

/// <summary>Replays recorded races: one day of a file, or every day of it.</summary>
/// <param name="analyser">The analysis; shared by all days.</param>
/// <param name="settings">What the user decided; without operators, the pools that the file shows are bet in.</param>
/// <param name="logs">Where the lines of the runs go besides their own logs.</param>
public sealed class ReplayRunner(IRaceAnalyser analyser, PhaseSettings settings, ILoggerFactory logs)
{
    /// <param name="file">Recorded races, one a line.</param>
    /// <param name="date">The programme day.</param>
    /// <param name="output">Folder of the artifacts; what is there stays.</param>
    /// <param name="progress">Told after each phase: how many of how many.</param>
    /// <param name="cancellationToken">Ends the replay before anything is written.</param>
    /// <exception cref="ReplayException">The file or the day cannot be read.</exception>
    /// <exception cref="ArtifactException">The folder cannot be written, or holds another replay.</exception>
    public async Task<ReplayReport> RunDayAsync(
        string file,
        DateOnly date,
        string output,
        IProgress<ReplayProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var watch = Stopwatch.StartNew();
        var day = RecordedRaces.ReadDay(file, date, cancellationToken) switch
        {
            SourceAnswer<RecordedDay>.Found found => found.Value,
            SourceAnswer<RecordedDay>.Refused refused => throw new ReplayException([refused.Error]),
            _ => throw new InvalidOperationException("an answer of an unknown kind"),
        };
        RefuseAfterClose(file, [day]);
        using var store = new DiskArtifactStore(output, durable: false);
        var meter = new ReplayMeter(progress, day.Races.Count * 2);
        var summary = await ReplayAsync(ReplayedDay.Of(day), new ReplayedBettingHistory(), store, meter, cancellationToken)
            .ConfigureAwait(false);
        var (files, sha) = await ArtifactsHash.OfAsync(store, "", cancellationToken).ConfigureAwait(false);
        summary = summary with { Artifacts = files, ArtifactsSha256 = sha, ElapsedMs = watch.ElapsedMilliseconds };
        return new ReplayReport([summary], summary, day.Refused);
    }

    /// <summary>One day as the service's own sources see it on the replay's clock: over a day of recorded pages, or a mirror.</summary>
    /// <param name="day">The day, and what makes its sources.</param>
    /// <param name="output">Folder of the artifacts; what is there stays.</param>
    /// <param name="cancellationToken">Ends the replay before anything is written.</param>
    /// <inheritdoc cref="RunDayAsync" path="/exception"/>
    public async Task<ReplayReport> RunSourcesAsync(ReplayedDay day, string output, CancellationToken cancellationToken)
    {
        using var store = new DiskArtifactStore(output, durable: false);
        var summary = await ReplayAsync(day, new ReplayedBettingHistory(), store, new ReplayMeter(null, 0), cancellationToken)
            .ConfigureAwait(false);
        var (files, sha) = await ArtifactsHash.OfAsync(store, "", cancellationToken).ConfigureAwait(false);
        summary = summary with { Artifacts = files, ArtifactsSha256 = sha };
        return new ReplayReport([summary], summary, []);
    }

    /// <summary>Every day of the file, one after the other: what the earlier ones staked and took counts for the later ones.</summary>
    /// <inheritdoc cref="RunDayAsync" path="/exception"/>
    public async Task<ReplayReport> RunAllAsync(
        string file,
        string output,
        IProgress<ReplayProgress>? progress,
        CancellationToken cancellationToken
    )
    {
        var watch = Stopwatch.StartNew();
        var days = RecordedRaces.ReadAll(file, cancellationToken) switch
        {
            SourceAnswer<IReadOnlyList<RecordedDay>>.Found found => found.Value,
            SourceAnswer<IReadOnlyList<RecordedDay>>.Refused no => throw new ReplayException([no.Error]),
            _ => throw new InvalidOperationException("an answer of an unknown kind"),
        };
        RefuseAfterClose(file, days);
        var refused = days.SelectMany(day => day.Refused).Distinct().ToList();
        // A line that names no date is told by every day; it is counted once, in the total.
        var undated = days.Count < 2 ? [] : refused.Where(error => days.All(day => day.Refused.Contains(error))).ToHashSet();
        days = [.. days.Select(day => day with { Refused = [.. day.Refused.Where(error => !undated.Contains(error))] })];
        using var store = new DiskArtifactStore(output, durable: false);
        var meter = new ReplayMeter(progress, days.Sum(day => day.Races.Count * 2));
        var summaries = new ReplaySummary[days.Count];
        var past = new ReplayedBettingHistory();
        for (var index = 0; index < days.Count; index++)
            summaries[index] = await ReplayAsync(ReplayedDay.Of(days[index]), past, store, meter, cancellationToken).ConfigureAwait(false);
        for (var index = 0; index < summaries.Length; index++)
        {
            var (files, sha) = await ArtifactsHash
                .OfAsync(store, ArtifactPaths.Day(days[index].Date), cancellationToken)
                .ConfigureAwait(false);
            summaries[index] = summaries[index] with { Artifacts = files, ArtifactsSha256 = sha };
        }
        var all = await ArtifactsHash.OfAsync(store, "", cancellationToken).ConfigureAwait(false);
        var total = Total(summaries, undated.Count) with
        {
            Artifacts = all.Files,
            ArtifactsSha256 = all.Sha256,
            ElapsedMs = watch.ElapsedMilliseconds,
        };
        return new ReplayReport(summaries, total, refused);
    }

    /// <summary>What was only seen after a race can show no decision as it would have been.</summary>
    private static void RefuseAfterClose(string file, IReadOnlyList<RecordedDay> days)
    {
        if (days.SelectMany(day => day.Races).FirstOrDefault(race => race.IsAfterClose) is { } race)
            throw new ReplayException([
                new SourceError(
                    SourceErrorKind.NotOffered,
                    RaceArchiveSite.Name,
                    Path.GetFileName(file),
                    Problem.Of(
                        $"{race.Card.Id} was fetched after the race (after_close): it serves fits and evaluations, and no decision reads it"
                    )
                ),
            ]);
    }

    private async Task<ReplaySummary> ReplayAsync(
        ReplayedDay day,
        ReplayedBettingHistory past,
        DiskArtifactStore store,
        ReplayMeter meter,
        CancellationToken cancellationToken
    )
    {
        var watch = Stopwatch.StartNew();
        var replay = new DayReplay(day, analyser, settings, past, logs);
        var (summary, artifacts, _) = await replay.RunAsync(meter.Step, cancellationToken).ConfigureAwait(false);
        await ReplayOutput.WriteAsync(artifacts, store, store.Root, cancellationToken).ConfigureAwait(false);
        return summary with { ElapsedMs = watch.ElapsedMilliseconds };
    }

    private static ReplaySummary Total(IReadOnlyList<ReplaySummary> days, int undated)
    {
        var phases = days.Aggregate(new PhaseCounts(0, 0, 0, 0, 0), (sum, day) => sum + day.Phases);
        return new ReplaySummary
        {
            Simulated = days.Any(day => day.Simulated),
            Races = days.Sum(day => day.Races) + undated,
            Phases = phases with { Failed = phases.Failed + 2 * undated },
            Odds = days.Aggregate(new OddsCounts(new(0, 0, 0, 0), new(0, 0, 0)), (sum, day) => sum + day.Odds),
            Decisions = days.Aggregate(new DecisionCounts(0, 0, 0), (sum, day) => sum + day.Decisions),
            Tickets = days.Sum(day => day.Tickets),
            Staked = new(days.Sum(day => day.Staked.Amount)),
            StakedWin = new(days.Sum(day => day.StakedWin.Amount)),
            ReturnedWin = new(days.Sum(day => day.ReturnedWin.Amount)),
            Basis = days.Aggregate(new BasisCounts(0, 0), (sum, day) => sum + day.Basis),
            Unsettled = days.Sum(day => day.Unsettled),
            Artifacts = 0,
            ArtifactsSha256 = "",
            ElapsedMs = 0,
        };
    }
}
