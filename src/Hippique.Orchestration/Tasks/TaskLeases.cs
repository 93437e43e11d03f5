using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Tasks;

/// <summary>The leases of this process: taken before a task is carried out, renewed while it is, given back after.</summary>
public sealed class TaskLeases(ITaskStore store, TaskRunnerOptions options, TimeProvider clock, ILogger<TaskLeases> logger)
{
    private readonly ConcurrentDictionary<string, bool> _held = new(StringComparer.Ordinal);

    /// <summary>The name under which this process holds leases.</summary>
    public string Owner => options.Owner;

    /// <summary>Whether this process works on the task now.</summary>
    public bool Holds(string name) => _held.ContainsKey(name);

    /// <summary>Null where this process or another one works on the task, or where it is not to be worked on: it has ended or is not known.</summary>
    public Task<HeldLease?> TakeAsync(string name, CancellationToken cancellationToken) =>
        TakeAsync(name, () => RenewAsync(name, cancellationToken));

    /// <summary>Of a task that ended as <paramref name="ended"/>: it is open again. Null where it has another end by now, or somebody works on it.</summary>
    public Task<HeldLease?> TakeAgainAsync(string name, TaskEnd ended, CancellationToken cancellationToken) =>
        TakeAsync(name, () => store.TryReopenAsync(name, ended, LeaseAt(clock.GetUtcNow()), cancellationToken));

    private async Task<HeldLease?> TakeAsync(string name, Func<Task<bool>> take)
    {
        if (!_held.TryAdd(name, true))
            return null;
        try
        {
            if (await take().ConfigureAwait(false))
                return new HeldLease(this, name);
        }
        catch
        {
            _held.TryRemove(name, out _);
            throw;
        }
        _held.TryRemove(name, out _);
        return null;
    }

    private Task<bool> RenewAsync(string name, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return store.TryLeaseAsync(name, LeaseAt(now), now, cancellationToken);
    }

    private TaskLease LeaseAt(DateTimeOffset now) => new(options.Owner, now + options.Lease);

    /// <summary>Renews until <paramref name="over"/>; cancels <paramref name="lost"/> once another owner may have taken the task.</summary>
    private async Task KeepAsync(string name, CancellationTokenSource lost, CancellationToken over)
    {
        var until = clock.GetUtcNow() + options.Lease;
        try
        {
            while (true)
            {
                await Task.Delay(options.Renewal, clock, over).ConfigureAwait(false);
                var renewed = await TryRenewAsync(name, until, over).ConfigureAwait(false);
                if (renewed is null)
                    break;
                until = renewed.Value;
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return;
        }
        await lost.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Until when the lease holds now; null where it is lost. A store that does not answer is waited for while the lease holds.</summary>
    private async Task<DateTimeOffset?> TryRenewAsync(string name, DateTimeOffset until, CancellationToken cancellationToken)
    {
        try
        {
            var now = clock.GetUtcNow();
            using var holds = new CancellationTokenSource(until > now ? until - now : options.Renewal, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, holds.Token);
            return await RenewAsync(name, either.Token).ConfigureAwait(false) ? now + options.Lease : null;
        }
        // The boundary of a renewal: a store that fails is asked again while the lease still holds.
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            TaskLog.NotRenewed(logger, broken, name);
            return clock.GetUtcNow() < until ? until : null;
        }
    }

    /// <summary>Also while the process is being stopped: the task stays open, and whoever comes next need not wait for the lease's end.</summary>
    private async Task GiveBackAsync(string name)
    {
        try
        {
            await store.ReleaseAsync(name, options.Owner, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            // Last: whoever takes it next must not have it released from under it.
            _held.TryRemove(name, out _);
        }
    }

    /// <summary>A lease that is renewed until it is disposed of.</summary>
    public sealed class HeldLease : IAsyncDisposable
    {
        private readonly TaskLeases _leases;
        private readonly string _name;
        private readonly CancellationTokenSource _over = new();
        private readonly CancellationTokenSource _lost = new();
        private readonly Task _renewing;

        internal HeldLease(TaskLeases leases, string name)
        {
            (_leases, _name) = (leases, name);
            _renewing = leases.KeepAsync(name, _lost, _over.Token);
        }

        /// <summary>Cancelled once another owner may have taken the task: whoever works on it must stop.</summary>
        public CancellationToken Lost => _lost.Token;

        public async ValueTask DisposeAsync()
        {
            await _over.CancelAsync().ConfigureAwait(false);
            await _renewing.ConfigureAwait(false);
            await _leases.GiveBackAsync(_name).ConfigureAwait(false);
            _over.Dispose();
            _lost.Dispose();
        }
    }
}
