using Hippique.Orchestration.Artifacts;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Tasks;

/// <summary>
/// What is done at the end of each piece of work that a call brought: what was gathered in memory is saved, and, where nothing runs between two calls, the queue is kept right. A process
/// may be stopped, or replaced by one with an empty disk, right after it.
/// </summary>
/// <param name="upkeep">What keeps the queue right.</param>
/// <param name="deferred">What gathers writes.</param>
/// <param name="checks">Whether the queue is kept right here; false where a loop of the process does it.</param>
/// <param name="clock">The clock.</param>
/// <param name="logger">Told what could not be done.</param>
public sealed partial class WorkUpkeep(
    IEnumerable<IQueueUpkeep> upkeep,
    IEnumerable<IDeferredWrites> deferred,
    bool checks,
    TimeProvider clock,
    ILogger<WorkUpkeep> logger
)
{
    /// <summary>The queue is looked at no more often.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private DateTimeOffset? _checked;

    /// <summary>Before the answer is given. What fails is logged, and tried again at the end of the next work.</summary>
    public async Task EndAsync()
    {
        if (IsDue())
        {
            foreach (var part in upkeep)
                await GuardedAsync(() => part.CheckAsync(CancellationToken.None)).ConfigureAwait(false);
        }
        await SaveAsync().ConfigureAwait(false);
    }

    /// <summary>Saves what was gathered; also while the process is being stopped.</summary>
    public async Task SaveAsync()
    {
        foreach (var writes in deferred)
            await GuardedAsync(() => writes.FlushAsync(CancellationToken.None)).ConfigureAwait(false);
    }

    private bool IsDue()
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            // A clock that was put back costs one look more.
            if (!checks || (_checked is { } last && now >= last && now - last < Every))
                return false;
            _checked = now;
            return true;
        }
    }

    private async Task GuardedAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        // The boundary of one look: the work itself is done, and the next look finds the same.
        catch (Exception broken)
        {
            Broke(logger, broken);
        }
    }

    [LoggerMessage(1, LogLevel.Error, "the upkeep after a call broke; it is tried again after the next one")]
    private static partial void Broke(ILogger logger, Exception broken);
}
