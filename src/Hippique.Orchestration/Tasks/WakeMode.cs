namespace Hippique.Orchestration.Tasks;

/// <summary>Who wakes a task, where there is a choice; on one machine both mean its own queue.</summary>
public enum WakeMode
{
    /// <summary><c>tasks</c>: the queue.</summary>
    Tasks,

    /// <summary><c>scheduler</c>: a job of its own for the one instant.</summary>
    Scheduler,
}
