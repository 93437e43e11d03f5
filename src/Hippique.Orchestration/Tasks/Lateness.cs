namespace Hippique.Orchestration.Tasks;

/// <summary>
/// When a task that was carried out counts as late. It is judged here alone, and once: by the handler, which knows when its look was really made; the runner records what it
/// says.
/// </summary>
public static class Lateness
{
    /// <summary>Looked within this time it is done, not late: several races are due at one instant, and a host is asked once a second.</summary>
    public static readonly TimeSpan OnTime = TimeSpan.FromSeconds(30);

    /// <param name="due">When the look was due.</param>
    /// <param name="looked">When the answer was there: what was waited for, a limiter or a slow site, counts.</param>
    public static TaskEnd EndOf(DateTimeOffset due, DateTimeOffset looked)
    {
        var late = looked - due;
        return late > OnTime ? new TaskEnd.Late((int)late.TotalSeconds) : new TaskEnd.Done();
    }
}
