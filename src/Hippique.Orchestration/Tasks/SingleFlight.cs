namespace Hippique.Orchestration.Tasks;

/// <summary>
/// Work that several ask for at once is done once: whoever asks for the same key while it goes on gets its result, or what it threw. A caller that goes away costs the others
/// nothing; the work is cancelled when nobody waits for it any more.
/// </summary>
/// <typeparam name="TKey">What tells one piece of work from another.</typeparam>
/// <typeparam name="TResult">What it comes to.</typeparam>
public sealed class SingleFlight<TKey, TResult>
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, Flight> _flights = [];

    /// <param name="key">Of the work.</param>
    /// <param name="work">Called unless the same work goes on already; in the context of the caller who came first.</param>
    /// <param name="cancellationToken">Of this caller alone.</param>
    public async Task<TResult> RunAsync(TKey key, Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (flight, isFirst) = Join(key);
        if (isFirst)
            _ = FlyAsync(key, flight, work);
        try
        {
            return await flight.Landed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (Leave(key, flight))
            {
                await flight.Over.CancelAsync().ConfigureAwait(false);
                // The work gives back what it holds before its only caller goes on.
                await ((Task)flight.Landed.Task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>How many wait for the work now; 0 if it does not go on.</summary>
    public int Waiting(TKey key)
    {
        lock (_gate)
            return _flights.TryGetValue(key, out var flight) ? flight.Waiting : 0;
    }

    private (Flight Flight, bool IsFirst) Join(TKey key)
    {
        lock (_gate)
        {
            var isFirst = !_flights.TryGetValue(key, out var flight);
            if (isFirst)
                _flights[key] = flight = new Flight();
            flight!.Waiting++;
            return (flight, isFirst);
        }
    }

    /// <summary>True if nobody else waits and the work still goes on; whoever asks now begins anew.</summary>
    private bool Leave(TKey key, Flight flight)
    {
        lock (_gate)
            return --flight.Waiting == 0 && Remove(key, flight);
    }

    private async Task FlyAsync(TKey key, Flight flight, Func<CancellationToken, Task<TResult>> work)
    {
        var working = BeginAsync(work, flight.Over.Token);
        await ((Task)working).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
            Remove(key, flight);
        flight.Landed.SetFromTask(working);
    }

    // What is thrown before the first wait belongs to those who wait as well.
    private static async Task<TResult> BeginAsync(Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken) =>
        await work(cancellationToken).ConfigureAwait(false);

    private bool Remove(TKey key, Flight flight) => _flights.TryGetValue(key, out var current) && current == flight && _flights.Remove(key);

    private sealed class Flight
    {
        // Without a wait handle or a timer there is nothing to dispose of.
        public CancellationTokenSource Over { get; } = new();
        public TaskCompletionSource<TResult> Landed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public int Waiting { get; set; }
    }
}
