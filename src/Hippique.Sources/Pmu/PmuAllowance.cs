namespace Hippique.Sources.Pmu;

/// <summary>How many requests one look at a race may still cost PMU, and how long it may still take to ask for what it can do without.</summary>
/// <param name="clock">The program's.</param>
/// <param name="timeout">Of one request.</param>
internal sealed class PmuAllowance(TimeProvider clock, TimeSpan timeout)
{
    /// <summary>The programme among them, where this look has to fetch it.</summary>
    public const int Most = 4;

    /// <summary>Of the whole look, in timeouts. Whoever asks several sources at once gives up a source that takes much longer, with all that it had.</summary>
    private const double Longest = 2;

    private readonly long _began = clock.GetTimestamp();
    private int _left = Most;

    /// <summary>Zero or less: none.</summary>
    public TimeSpan TimeLeft => Longest * timeout - clock.GetElapsedTime(_began);

    /// <summary>Takes one; false if there is none left.</summary>
    public bool TryTake() => Interlocked.Decrement(ref _left) >= 0;
}
