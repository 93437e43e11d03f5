using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Favourites;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Phases;

/// <summary>Looks at a race for a phase and keeps what was seen, once; if the source says that the off moved, the phase goes back to the queue.</summary>
public sealed class SnapshotTaker(
    SourceSet sources,
    PlanStore plans,
    AskedRaces asked,
    Rescheduler rescheduler,
    IArtifactStore store,
    PhaseSettings settings,
    TimeProvider clock,
    FavouriteBook? favourites = null
)
{
    private readonly PhaseArtifacts _artifacts = new(store);

    /// <exception cref="ArtifactException">An artifact cannot be read or written.</exception>
    internal async Task<SnapshotTaking> TakeAsync(PhaseRun run, CancellationToken cancellationToken)
    {
        var race = run.Race;
        if (await _artifacts.SnapshotAsync(race, run.Phase, cancellationToken).ConfigureAwait(false) is not { } kept)
        {
            if (await plans.FindAsync(race, cancellationToken).ConfigureAwait(false) is not { } planned)
                return new SnapshotTaking.Over(TaskEnd.Failed.NotPlanned(run.Task));
            if (!asked.Contains(planned))
                return new SnapshotTaking.NotAsked(planned);
            var look = await RaceLook
                .AskAsync(sources, planned, run.Phase, run.Task.DueAt, UrgencyOf(run.Phase), clock, run.Log, cancellationToken)
                .ConfigureAwait(false);
            run.Looked = clock.GetUtcNow();
            if (look is RaceLook.Refused refused)
                return new SnapshotTaking.Refused(refused);
            var seen = (RaceLook.Seen)look;
            if (await MovedOrWithdrawnAsync(run, seen.View.Card, cancellationToken).ConfigureAwait(false) is { } over)
                return new SnapshotTaking.Over(over);
            var snapshot = SnapshotMaker.Make(planned, seen, run.Phase, run.DueAt, settings.Simulated);
            kept = await _artifacts.PutSnapshotAsync(snapshot, cancellationToken).ConfigureAwait(false);
            // Counted by the service alone: a replay has no such book.
            if (run.Phase == Phase.H5 && favourites is not null && !settings.Simulated)
                await favourites.NoteAsync(race, seen.Favourites, cancellationToken).ConfigureAwait(false);
        }
        await _artifacts.PutCotesAsync(race, cancellationToken).ConfigureAwait(false);
        return new SnapshotTaking.Taken(kept.Snapshot, kept.Hash);
    }

    private static RequestUrgency UrgencyOf(Phase phase) => phase == Phase.H5 ? RequestUrgency.H5 : RequestUrgency.H30;

    /// <summary>Null if the phase goes on: the race is on, and its off is where it was or its new time has come already.</summary>
    private async Task<TaskEnd?> MovedOrWithdrawnAsync(PhaseRun run, RaceCard card, CancellationToken cancellationToken)
    {
        var task = run.Task;
        var off = task.OffOrThrow;
        if (card.Cancelled)
            return TaskEnd.Cancelled.Withdrawn;
        if (Rescheduler.IsMoved(off, card.Off))
        {
            await rescheduler.MoveWaitingAsync(run.Race, card.Off, task.Name, cancellationToken).ConfigureAwait(false);
            var early = run.Begun < task.DueAt - Lateness.OnTime;
            var waits = run.Looked < card.Off - run.Phase.BeforeOff() - Rescheduler.MoveTolerance;
            if (!early && waits)
            {
                await rescheduler.RequeueAsync(task, card.Off, cancellationToken).ConfigureAwait(false);
                return Rescheduler.Reason(off, card.Off);
            }
            run.Log.Warning($"{Rescheduler.Reason(off, card.Off).Reason}: carried out now");
            run.DueAt = card.Off - run.Phase.BeforeOff();
        }
        // The look itself takes time, and an off can move forward: nothing is proposed in the last minute.
        return run.Phase == Phase.H5 && run.Looked > card.Off - PlanSchedule.LastLook ? run.AboutToStart : null;
    }
}
