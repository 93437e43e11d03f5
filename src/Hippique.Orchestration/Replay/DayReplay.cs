using System.Diagnostics;
using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Settings;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Replay;

/// <summary>One recorded day run again from its plan to its settlement, without a stop.</summary>
/// <param name="day">What is replayed.</param>
/// <param name="analyser">The analysis.</param>
/// <param name="settings">What the user decided.</param>
/// <param name="past">Days that were replayed before; this one is added at its end.</param>
/// <param name="logs">Where the lines of the runs go besides their own logs.</param>
internal sealed class DayReplay(
    ReplayedDay day,
    IRaceAnalyser analyser,
    PhaseSettings settings,
    ReplayedBettingHistory past,
    ILoggerFactory logs
)
{
    /// <summary>Runs the whole day. <paramref name="ended"/> is told after each phase.</summary>
    /// <returns>What came of it, its artifacts, and its decisions as they fell.</returns>
    /// <exception cref="ReplayException">The day has no programme.</exception>
    public async Task<(ReplaySummary Summary, MemoryArtifactStore Artifacts, IReadOnlyList<RaceAnalysis> Decisions)> RunAsync(
        Action? ended,
        CancellationToken cancellationToken
    )
    {
        var watch = Stopwatch.StartNew();
        var steps = new SteppedDay(day, analyser, settings, past, new PhaseEnds(ended), books: false, logs);
        await using (steps.ConfigureAwait(false))
        {
            await steps.BeginAsync(cancellationToken).ConfigureAwait(false);
            while (await steps.StepAsync(DateTimeOffset.MaxValue, cancellationToken).ConfigureAwait(false)) { }
            var summary = await steps.SettleAsync(cancellationToken).ConfigureAwait(false);
            return (summary with { ElapsedMs = watch.ElapsedMilliseconds }, steps.Artifacts, steps.Decisions);
        }
    }
}
