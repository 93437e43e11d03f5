using Hippique.Hosting.Settings;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Storage;

namespace Hippique.Metrics;

/// <summary>The state of the service as one reading of the store gave it.</summary>
internal sealed record StateReading
{
    /// <summary>By the program's clock.</summary>
    public required DateTimeOffset At { get; init; }
    public required HealthReport Health { get; init; }

    /// <summary>Tasks of today's programme day.</summary>
    public required IReadOnlyList<TaskRecord> Tasks { get; init; }

    /// <summary>Today's requests by host.</summary>
    public required IReadOnlyList<HostCount> Hosts { get; init; }

    /// <summary>Of each host, a day.</summary>
    public required int Budget { get; init; }
}

/// <summary>
/// The last reading of the state. Whoever collects measurements cannot wait for a store, so the reading is made before: by <c>/metrics</c> at each request, by the export at each of
/// its intervals. One that could not be renewed is given to nobody after three minutes: an old figure must not look like a new one.
/// </summary>
internal sealed class ServiceState(HealthReader health, TaskQueue tasks, ISourceStore store, HippiqueSettings settings, TimeProvider clock)
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(3);

    /// <summary>Prometheus waits for ten seconds, and a database that is away is tried for as long.</summary>
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(8);
    private Kept? _last;
    private volatile bool _isReadable;

    /// <summary>The last reading succeeded.</summary>
    public bool IsReadable => _isReadable;

    /// <summary>Null if none was made of late.</summary>
    public StateReading? Latest =>
        Volatile.Read(ref _last) is { } last && TimeProvider.System.GetElapsedTime(last.MadeAt) <= MaxAge ? last.Reading : null;

    /// <exception cref="IOException">The store cannot be read, or not within some seconds.</exception>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(LongestRead);
        try
        {
            var reading = await ReadAsync(limit.Token);
            Volatile.Write(ref _last, new Kept(reading, TimeProvider.System.GetTimestamp()));
            _isReadable = true;
        }
        catch (IOException)
        {
            _isReadable = false;
            throw;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _isReadable = false;
            throw new IOException($"the store was not read within {LongestRead.TotalSeconds:0} s");
        }
    }

    private async Task<StateReading> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var today = ParisTime.ProgrammeOf(now);
        return new StateReading
        {
            At = now,
            Health = await health.ReadAsync(cancellationToken),
            Tasks = await tasks.OfDayAsync(today, cancellationToken),
            Hosts = await HostCounts.ReadAsync(store, today, cancellationToken),
            Budget = settings.Sources.RequestsPerDay,
        };
    }

    /// <param name="Reading">What was read.</param>
    /// <param name="MadeAt">On the machine's clock, by which measurements are collected.</param>
    private sealed record Kept(StateReading Reading, long MadeAt);
}
