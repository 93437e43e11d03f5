using Hippique.Orchestration.Events;
using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Replay;

/// <summary>Tells whoever counts them of each end of H-30 or H-5.</summary>
/// <param name="ended">Null: nobody.</param>
internal sealed class PhaseEnds(Action? ended) : IEventListener
{
    public void Heard(HippiqueEvent happened)
    {
        if (happened is HippiqueEvent.TaskEnded { Task.Kind: TaskKind.H30 or TaskKind.H5 })
            ended?.Invoke();
    }
}
