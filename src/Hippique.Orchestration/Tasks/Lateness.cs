namespace Hippique.Orchestration.Tasks;

/// <summary>When a task that was carried out counts as late; the same for the queue, the command line and a replay.</summary>
public static class Lateness
{
    /// <summary>Begun within this time it is done, not late: several races are due at one instant, and a host is asked once a second.</summary>
    public static readonly TimeSpan OnTime = TimeSpan.FromSeconds(30);

    public static TaskEnd EndOf(DateTimeOffset due, DateTimeOffset begun)
    {
        var late = begun - due;
        return late > OnTime ? new TaskEnd.Late((int)late.TotalSeconds) : new TaskEnd.Done();
    }
}
