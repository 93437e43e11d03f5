namespace Hippique.Hosting.Serving;

/// <summary>
/// Gives memory back after each burst of work (a plan, a look). The service then rests for minutes or hours in which nothing is allocated, so that no collection would come by itself and what the
/// burst left would stay. It stops all threads for 10 to 20 ms.
/// </summary>
internal sealed class HeapRelease : BackgroundService
{
    /// <summary>Between two looks at what was allocated.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Less is not worth a collection.</summary>
    public const long Burst = 8 * 1024 * 1024;

    private readonly TimeProvider _clock;
    private readonly Func<long> _allocated;
    private readonly Action _collect;

    /// <summary>Of this process, on the machine's clock: the clock of a rehearsal says nothing about its memory.</summary>
    public HeapRelease()
        : this(
            TimeProvider.System,
            () => GC.GetTotalAllocatedBytes(),
            () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true)
        ) { }

    /// <param name="clock">When it looks.</param>
    /// <param name="allocated">Bytes since the process began.</param>
    /// <param name="collect">Collects all garbage and gives the pages back.</param>
    internal HeapRelease(TimeProvider clock, Func<long> allocated, Action collect) =>
        (_clock, _allocated, _collect) = (clock, allocated, collect);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var released = 0L;
        using var timer = new PeriodicTimer(Every, _clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var allocated = _allocated();
            if (allocated - released < Burst)
                continue;
            _collect();
            released = allocated;
        }
    }
}
