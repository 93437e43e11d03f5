using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Orchestration.Phases;

/// <summary>
/// Decides about one race at H-5: gathers what the analysis is given, and writes the analysis and the tickets. One race at a time in the whole installation, so that of two races of
/// one minute the second knows what the first one cost.
/// </summary>
public sealed class RaceDecision(
    IRaceAnalyser analyser,
    IArtifactStore store,
    PlayerStates players,
    PhaseSettings settings,
    IInstallationLocks locks,
    IEnumerable<IKeptReading> kept,
    IRaceBooks books,
    EventBus events
)
{
    /// <summary>The lock under which a race is decided, in <see cref="IInstallationLocks"/>.</summary>
    public const string Lock = "decision";

    private readonly PhaseArtifacts _artifacts = new(store);

    /// <exception cref="ArtifactException">An artifact cannot be read or written.</exception>
    internal async Task<RaceAnalysis> MakeAsync(SnapshotTaking.Taken h5, RunLog log, CancellationToken cancellationToken)
    {
        RaceAnalysis decided;
        var held = await locks.TakeAsync(Lock, cancellationToken).ConfigureAwait(false);
        await using (held.ConfigureAwait(false))
        {
            var analysis = await AnalyseAsync(h5.Snapshot, ArtifactPaths.SnapshotH5Name, h5.Hash, cancellationToken).ConfigureAwait(false);
            // Somebody else may have decided about another race since, on the same money.
            await held.EnsureHeldAsync(cancellationToken).ConfigureAwait(false);
            decided = await KeepAsync(analysis, log, cancellationToken).ConfigureAwait(false);
        }
        // The next race need not wait for it: money is counted by the tickets that are written.
        await TellAsync(log.CorrelationId, decided, cancellationToken).ConfigureAwait(false);
        return decided;
    }

    /// <summary>The decision on a race that no source is asked for.</summary>
    /// <exception cref="ArtifactException">An artifact cannot be read or written.</exception>
    internal async Task<RaceAnalysis> RefuseAsync(PlannedRace race, RunLog log, CancellationToken cancellationToken)
    {
        var refused = analyser.Refuse(
            new UnseenRace
            {
                Race = race.Id,
                Country = race.Country,
                Simulated = settings.Simulated,
                ProgramVersion = settings.ProgramVersion,
            }
        );
        var decided = await KeepAsync(refused, log, cancellationToken).ConfigureAwait(false);
        await TellAsync(log.CorrelationId, decided, cancellationToken).ConfigureAwait(false);
        return decided;
    }

    /// <summary>The analysis of a look before the phase's time: kept apart, told to nobody, and without tickets.</summary>
    /// <returns>Its path.</returns>
    /// <exception cref="ArtifactException">An artifact cannot be read or written.</exception>
    internal async Task<string> PreviewAsync(Snapshot seen, string path, string hash, RunLog log, CancellationToken cancellationToken)
    {
        var analysis = await AnalyseAsync(seen, path[(path.LastIndexOf('/') + 1)..], hash, cancellationToken).ConfigureAwait(false);
        var kept = ArtifactPaths.ExtraAnalysis(seen.Card.Id, seen.TakenAt);
        await store.PutIfAbsentAsync(kept, ArtifactJson.Write(analysis), cancellationToken).ConfigureAwait(false);
        Say(analysis, log);
        return kept;
    }

    /// <summary>Tells what was decided and enters its tickets in the ledger; also of a decision whose process was killed before it could.</summary>
    /// <param name="task">Name of the phase's task.</param>
    /// <param name="analysis">The decision.</param>
    /// <param name="cancellationToken">Stops the entry.</param>
    internal async Task TellAsync(string task, RaceAnalysis analysis, CancellationToken cancellationToken)
    {
        // First, since whoever buys has minutes.
        events.Publish(new HippiqueEvent.RaceDecided(task, analysis));
        if (analysis.Tickets.Count > 0)
            await books.BookAsync(analysis.Race, cancellationToken).ConfigureAwait(false);
    }

    private async Task<RaceAnalysis> KeepAsync(RaceAnalysis made, RunLog log, CancellationToken cancellationToken)
    {
        var analysis = await _artifacts.PutAnalysisAsync(made, cancellationToken).ConfigureAwait(false);
        // Last: a race with this file has been dealt with.
        await _artifacts.PutTicketsAsync(TicketSheet.Of(analysis), cancellationToken).ConfigureAwait(false);
        Say(analysis, log);
        return analysis;
    }

    private async Task<RaceAnalysis> AnalyseAsync(Snapshot h5, string name, string hash, CancellationToken cancellationToken)
    {
        var h30 = await _artifacts.SnapshotAsync(h5.Card.Id, Phase.H30, cancellationToken).ConfigureAwait(false);
        foreach (var reading in kept)
            await reading.LookAsync(h5.Card.Id.Date, cancellationToken).ConfigureAwait(false);
        var player = await players.OfAsync(h5.Card, h5.TakenAt, cancellationToken).ConfigureAwait(false);
        return analyser.Analyse(DecisionInputs.Of(settings, (h5, name, hash), h30, player));
    }

    private static void Say(RaceAnalysis analysis, RunLog log)
    {
        foreach (var guard in analysis.Guards.Where(guard => !guard.Passed))
            log.Info($"guard {guard.Code.Text()}: {guard.Value} against {guard.Threshold}{(guard.Note is null ? "" : $" ({guard.Note})")}");
        foreach (var doubt in analysis.Money?.OutsideRange ?? [])
            log.Warning(
                $"place of number {doubt.Number}: {doubt.Dividend:0.00} by the stakes, outside the operator's range of {doubt.Low:0.0} to {doubt.High:0.0}"
            );
        log.Info($"{analysis.Outcome}{(analysis.Reason is not { } reason ? "" : $" ({reason.Text()})")}: {analysis.Tickets.Count} tickets");
    }
}
