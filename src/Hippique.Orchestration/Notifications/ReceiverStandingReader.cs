using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;

namespace Hippique.Orchestration.Notifications;

/// <summary>Reads how the receivers of messages stand.</summary>
public sealed class ReceiverStandingReader(NewsReceivers receivers, IArtifactStore store, TaskQueue queue)
{
    /// <summary>Receivers in use, and those that had a message on the day, by name.</summary>
    /// <param name="date">Programme day.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<ReceiverStanding>> ReadAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var messages = (await queue.OfDayAsync(date, cancellationToken).ConfigureAwait(false))
            .Where(record => record.Task.Kind == TaskKind.News)
            .ToLookup(record => NewsTaskName.Of(record.Task).Receiver);
        var names = (await receivers.InUseAsync(cancellationToken).ConfigureAwait(false))
            .Concat(messages.Select(one => one.Key))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
        var standings = new List<ReceiverStanding>();
        foreach (var name in names)
        {
            var there = await store.GetAsync(ReceiverState.PathOf(name), cancellationToken).ConfigureAwait(false);
            standings.Add(Of(name, ReceiverState.Read(name, there), [.. messages[name]]));
        }
        return standings;
    }

    private static ReceiverStanding Of(string name, ReceiverState state, IReadOnlyList<TaskRecord> messages) =>
        new()
        {
            Name = name,
            Sent = messages.Count(record => record.End is { IsDone: true }),
            Waiting = messages.Count(record => record.End is null),
            Lost = messages.Count(record => record.End is TaskEnd.Missed or TaskEnd.Failed),
            Failures = state.Failures,
            FailingSince = state.Since,
            Why = state.Why,
            RetryAt = state.RetryAt,
        };
}
