namespace Hippique.Testing.Clocks;

/// <summary>A clock that only the test moves and that knows how many timers wait on it: whoever is at work has none.</summary>
public sealed class CountedClock(DateTimeOffset now) : LeapingClock(now)
{
    private int _waiting;

    /// <summary>Timers that are set and have not gone off.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var counted = new CountedTimer(this);
        counted.Inner = base.CreateTimer(
            given =>
            {
                if (period == Timeout.InfiniteTimeSpan)
                    counted.Set(false);
                callback(given);
            },
            state,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        counted.Change(dueTime, period);
        return counted;
    }

    private sealed class CountedTimer(CountedClock clock) : ITimer
    {
        private int _set;

        public ITimer Inner { get; set; } = null!;

        public void Set(bool value)
        {
            var now = value ? 1 : 0;
            Interlocked.Add(ref clock._waiting, now - Interlocked.Exchange(ref _set, now));
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Set(dueTime != Timeout.InfiniteTimeSpan);
            return Inner.Change(dueTime, period);
        }

        public void Dispose()
        {
            Set(false);
            Inner.Dispose();
        }

        public async ValueTask DisposeAsync()
        {
            Set(false);
            await Inner.DisposeAsync();
        }
    }
}
