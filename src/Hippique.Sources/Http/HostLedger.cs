using Hippique.Racing;
using Hippique.Sources.Storage;
using Microsoft.Extensions.Logging;

namespace Hippique.Sources.Http;

/// <summary>
/// What the processes of one installation know together about a host: how many requests there were today, and until when it is not asked. It survives restarts. Without a
/// store, or while it cannot be used, this process counts for itself; a store that failed is tried again after a minute, and what was counted alone is added to it.
/// </summary>
internal sealed partial class HostLedger(ISourceStore? store, string host, TimeProvider clock, IClockActivity activity, ILogger logger)
{
    /// <summary>How long a store that failed is left out: a disk that is full stays so for long, a bucket does not.</summary>
    public static readonly TimeSpan TriedAgainAfter = TimeSpan.FromMinutes(1);

    private readonly string _path = HostCounts.PathOf(host);
    private readonly Lock _gate = new();
    private readonly List<(DateOnly Day, Func<HostCount, HostCount> Change)> _alone = [];
    private HostCount _own = new() { Host = host };
    private long? _failedAt;

    /// <summary>As of now, on today's programme day.</summary>
    public async Task<HostCount> TodayAsync(CancellationToken cancellationToken)
    {
        if (store is not null && IsTried)
        {
            try
            {
                // A clock that runs fast must not jump while a file is read.
                using var work = activity.Work();
                return OrOwn(await store.GetAsync(_path, cancellationToken).ConfigureAwait(false), CountedAlone());
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Break(failure);
            }
        }
        return OrOwn(null, []);
    }

    /// <summary>Counts a request that was sent.</summary>
    public Task CountAsync(RequestUrgency urgency, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return ChangeAsync(
            count =>
                urgency == RequestUrgency.PastDays
                    ? count with
                    {
                        PastDayRequests = count.PastDayRequests + 1,
                        LastStart = now,
                    }
                    : count with
                    {
                        Requests = count.Requests + 1,
                        LastStart = now,
                    },
            cancellationToken
        );
    }

    /// <param name="change">Called again if another process was faster.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async Task ChangeAsync(Func<HostCount, HostCount> change, CancellationToken cancellationToken)
    {
        if (store is not null && IsTried)
        {
            try
            {
                using var work = activity.Work();
                var (changed, alone) = (_own, CountedAlone());
                // A store may make the change again later, when nothing is counted alone any more.
                await store
                    .UpdateAsync(_path, there => (changed = change(OrOwn(there, alone))).ToLine(), cancellationToken)
                    .ConfigureAwait(false);
                Mend(changed);
                return;
            }
            // A store that cannot be written costs the record and not the request: this process goes on counting alone, and says so once.
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Break(failure);
            }
        }
        lock (_gate)
        {
            _own = change(_own.On(Today));
            if (store is not null)
                _alone.Add((Today, change));
        }
    }

    private DateOnly Today => ParisTime.ProgrammeOf(clock.GetUtcNow());

    private bool IsTried
    {
        get
        {
            lock (_gate)
                return _failedAt is not { } at || clock.GetElapsedTime(at) >= TriedAgainAfter;
        }
    }

    private IReadOnlyList<Func<HostCount, HostCount>> CountedAlone()
    {
        lock (_gate)
            return [.. _alone.Where(one => one.Day == Today).Select(one => one.Change)];
    }

    /// <summary>What is there, with what was counted alone today; if nothing is there, what this process knows.</summary>
    private HostCount OrOwn(ReadOnlyMemory<byte>? there, IReadOnlyList<Func<HostCount, HostCount>> alone)
    {
        if (HostCount.Parse(there) is { } known)
            return alone.Aggregate(known.On(Today), (count, change) => change(count));
        lock (_gate)
            return _own.On(Today);
    }

    private void Mend(HostCount changed)
    {
        lock (_gate)
        {
            _own = changed;
            _alone.Clear();
            _failedAt = null;
        }
    }

    private void Break(Exception failure)
    {
        lock (_gate)
        {
            var isNew = _failedAt is null;
            _failedAt = clock.GetTimestamp();
            if (!isNew)
                return;
        }
        NotShared(logger, host, failure.Message);
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The requests to {Host} are counted by this process alone, since the data folder's count cannot be used: {Reason}"
    )]
    private static partial void NotShared(ILogger logger, string host, string reason);
}
