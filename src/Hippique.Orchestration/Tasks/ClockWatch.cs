namespace Hippique.Orchestration.Tasks;

/// <summary>
/// Compares the clock with the time that really passes. A clock that has leapt ahead is not believed at once: nothing is begun and nothing is given up until it has stood so for
/// <see cref="Doubt"/>; one that was set right meanwhile has cost nothing. The return of one that had been put back is believed at once, and so is the time that a machine slept, where it
/// tells how long. May be shared between threads.
/// </summary>
/// <param name="clock">The clock, and the time that passes.</param>
/// <param name="slept">How long the machine has slept, from any moment on; null: as the machine itself tells it, and not at all beside a clock that is not the machine's.</param>
public sealed class ClockWatch(TimeProvider clock, Func<TimeSpan>? slept = null)
{
    /// <summary>A clock that differs by less was corrected.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(30);

    /// <summary>How long a leap must last to be believed.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan ReadsWithin = TimeSpan.FromSeconds(1);
    private const int MaxReads = 10;

    private readonly Lock _gate = new();
    private readonly Func<TimeSpan> _slept = slept ?? (clock == TimeProvider.System ? MachineSleep.Total : () => TimeSpan.Zero);
    private readonly long _start = clock.GetTimestamp();
    private TimeSpan? _believed;
    private (TimeSpan Offset, TimeSpan Since)? _doubted;

    /// <summary>What is believed now was a leap ahead that lasted.</summary>
    private bool _hasLeapt;

    /// <summary>What was believed before the clock was put back.</summary>
    private TimeSpan? _before;
    private DateTimeOffset? _latest;
    private int _steps;

    /// <summary>The clock has leapt ahead, and not long ago.</summary>
    public bool IsInDoubt
    {
        get
        {
            lock (_gate)
            {
                Look();
                return _doubted is { } leap && leap.Offset > _believed;
            }
        }
    }

    /// <summary>How often the clock was found to have stepped, ahead or back.</summary>
    public int Steps
    {
        get
        {
            lock (_gate)
            {
                Look();
                return _steps;
            }
        }
    }

    /// <summary>Returns once the clock is not in doubt; it is looked at every second.</summary>
    public async Task CertainAsync(CancellationToken cancellationToken)
    {
        while (IsInDoubt)
            await Task.Delay(TimeSpan.FromSeconds(1), clock, cancellationToken).ConfigureAwait(false);
    }

    private void Look()
    {
        if (Read() is not var (now, passed))
            return;
        // What the clock shows beyond the time that has passed: the same for as long as nobody sets it.
        var offset = TimeSpan.FromTicks(now.UtcTicks) - passed;
        // Also where both were set together.
        if (_latest is { } latest && latest - now > Tolerance)
            _steps++;
        _latest = now;
        if (_believed is not { } believed || IsNear(offset, believed))
        {
            if (_doubted is not null)
                _steps++;
            (_believed, _doubted) = (offset, null);
        }
        else if (_before is { } before && IsNear(offset, before))
        {
            _steps++;
            (_believed, _doubted, _before) = (offset, null, null);
        }
        else if (_doubted is not { } leap || !IsNear(offset, leap.Offset))
        {
            _doubted = (offset, passed);
            _steps++;
        }
        else if (passed - leap.Since >= Doubt)
        {
            // The end of a leap that was wrong is no step back from the right time.
            if (offset < believed)
                _before = _hasLeapt ? null : believed;
            _hasLeapt = offset > believed;
            (_believed, _doubted) = (offset, null);
        }
    }

    /// <summary>The clock, and the time that had passed then. Null if this thread was held up between the two, which on a clock that runs fast looks like a leap.</summary>
    private (DateTimeOffset Now, TimeSpan Passed)? Read()
    {
        for (var tries = 0; tries < MaxReads; tries++)
        {
            var before = Passed();
            var now = clock.GetUtcNow();
            if (Passed() - before < ReadsWithin)
                return (now, before);
        }
        return null;
    }

    private TimeSpan Passed() => clock.GetElapsedTime(_start) + _slept();

    private static bool IsNear(TimeSpan one, TimeSpan other) => (one - other).Duration() < Tolerance;
}
