using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Notifications;

/// <summary>Hears that something has happened of which a player may be told. What it was is read from the store, since an event can be lost with its process.</summary>
internal sealed class NewsBell : IEventListener
{
    private volatile Action? _rung;

    /// <summary>Called for each such event; it must return at once.</summary>
    public void OnRing(Action? rung) => _rung = rung;

    public void Heard(HippiqueEvent happened)
    {
        var matters = happened switch
        {
            HippiqueEvent.TaskEnded { Task: var task } => task.Kind.IsPhase(),
            HippiqueEvent.RaceDecided { Analysis: var analysis } => analysis.Tickets.Count > 0,
            HippiqueEvent.DayPlanned or HippiqueEvent.PlanFailed or HippiqueEvent.PlanStands => true,
            HippiqueEvent.PlanKept or HippiqueEvent.RaceSettled => true,
            _ => false,
        };
        if (matters)
            _rung?.Invoke();
    }
}
