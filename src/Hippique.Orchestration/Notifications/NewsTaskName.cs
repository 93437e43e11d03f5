using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Notifications;

/// <summary>The parts of the name of a task that sends a message: <c>news-20251122-r1c3-tickets-webhook</c>.</summary>
/// <param name="Key">What it is about, unique within the day: <c>r1c3-tickets</c>.</param>
/// <param name="Receiver">Who gets it.</param>
internal readonly record struct NewsTaskName(string Key, string Receiver)
{
    /// <exception cref="ArgumentException">It is no name of such a task.</exception>
    public static NewsTaskName Of(PlannedTask task)
    {
        var parts = task.Name.Split('-');
        return parts is ["news", _, _, .., var receiver]
            ? new NewsTaskName(string.Join('-', parts[2..^1]), receiver)
            : throw new ArgumentException($"{task.Name} is no task that sends a message", nameof(task));
    }
}
