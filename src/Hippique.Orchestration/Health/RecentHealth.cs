using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Health;

/// <summary>
/// The health as it was asked at most <see cref="MaxAge"/> ago, for whoever may ask without limit: one question at a time, and all who come meanwhile share its answer. A question that
/// failed is not repeated sooner either. What this process changes itself is seen at once.
/// </summary>
public sealed class RecentHealth(HealthReader health, DayVersions versions, QueueStatus queue, TimeProvider clock)
{
    /// <summary>How long a change by others may go unseen.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private Question? _last;
    private long _changes;

    /// <param name="cancellationToken">Ends the wait, not the question: others may share it.</param>
    /// <exception cref="IOException">The store could not be read.</exception>
    public Task<HealthReport> ReadAsync(CancellationToken cancellationToken) => Latest().WaitAsync(cancellationToken);

    /// <summary>Carries out what changes the queue; answers from before are not given after it, also if it failed, since nobody knows how far it came.</summary>
    public async Task ChangeAsync(Func<Task> change)
    {
        try
        {
            await change().ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Increment(ref _changes);
        }
    }

    private Task<HealthReport> Latest()
    {
        lock (_gate)
        {
            // Before the question: a change in the meantime makes its answer old, never the other way round.
            var state = OwnState();
            if (_last is { } last && last.State == state && (!last.Answer.IsCompleted || clock.GetElapsedTime(last.AskedAt) < MaxAge))
                return last.Answer;
            var before = _last?.Answer;
            _last = new Question(state, clock.GetTimestamp(), Task.Run(() => AskAfterAsync(before)));
            return _last.Answer;
        }
    }

    private async Task<HealthReport> AskAfterAsync(Task<HealthReport>? before)
    {
        if (before is not null)
            await ((Task)before).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return await health.ReadAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private State OwnState()
    {
        var day = ParisTime.ProgrammeOf(clock.GetUtcNow());
        return new State(
            day,
            versions.Of(ArtifactPaths.Day(day).TrimEnd('/')),
            versions.PlanTries,
            Interlocked.Read(ref _changes),
            queue.IsOpen,
            queue.IsClosed,
            queue.Hangs
        );
    }

    // What this process knows without asking anybody.
    private readonly record struct State(
        DateOnly Day,
        long Plan,
        long PlanTries,
        long Changes,
        bool QueueIsOpen,
        bool QueueIsClosed,
        bool QueueHangs
    );

    /// <param name="State">Before it was asked.</param>
    /// <param name="AskedAt">By the clock's timestamp, which no setting of the clock moves back.</param>
    /// <param name="Answer">Of all who share it.</param>
    private sealed record Question(State State, long AskedAt, Task<HealthReport> Answer);
}
