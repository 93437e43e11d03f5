using Hippique.Racing;
using Hippique.Sources.Storage;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Http;

/// <summary>
/// What the processes of one installation know together about a host: how many requests there were today, and until when it is not asked. It survives restarts. Without a
/// store, or if it cannot be used, this process counts for itself.
/// </summary>
internal sealed partial class HostLedger(ISourceStore? store, string host, TimeProvider clock, IClockActivity activity, ILogger logger)
{
    private readonly string _path = HostCounts.PathOf(host);
    private readonly Lock _gate = new();
    private HostCount _own = new() { Host = host };
    private bool _broken;

    /// <summary>As of now, on today's programme day.</summary>
    public async Task<HostCount> TodayAsync(CancellationToken cancellationToken)
    {
        if (store is not null && !_broken)
        {
            try
            {
                // A clock that runs fast must not jump while a file is read.
                using var work = activity.Work();
                return OrOwn(await store.GetAsync(_path, cancellationToken).ConfigureAwait(false));
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Break(failure);
            }
        }
        return OrOwn(null);
    }

    /// <summary>Counts a request that was sent.</summary>
    public Task CountAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return ChangeAsync(count => count with { Requests = count.Requests + 1, LastStart = now }, cancellationToken);
    }

    /// <param name="change">Called again if another process was faster.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task ChangeAsync(Func<HostCount, HostCount> change, CancellationToken cancellationToken)
    {
        if (store is not null && !_broken)
        {
            try
            {
                using var work = activity.Work();
                var changed = _own;
                await store.UpdateAsync(_path, there => (changed = change(OrOwn(there))).ToLine(), cancellationToken).ConfigureAwait(false);
                Keep(_ => changed);
                return;
            }
            // A store that cannot be written costs the record and not the request: this process goes on counting alone, and says so once.
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Break(failure);
            }
        }
        Keep(count => change(count.On(Today)));
    }

    private DateOnly Today => ParisTime.ProgrammeOf(clock.GetUtcNow());

    private HostCount OrOwn(ReadOnlyMemory<byte>? there)
    {
        lock (_gate)
            return (HostCount.Parse(there) ?? _own).On(Today);
    }

    private void Keep(Func<HostCount, HostCount> change)
    {
        lock (_gate)
            _own = change(_own);
    }

    private void Break(Exception failure)
    {
        lock (_gate)
        {
            if (_broken)
                return;
            _broken = true;
        }
        NotShared(logger, host, failure.Message);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The requests to {Host} are counted by this process alone, since the data folder's count cannot be used: {Reason}"
    )]
    private static partial void NotShared(ILogger logger, string host, string reason);
}
