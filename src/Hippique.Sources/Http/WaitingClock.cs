namespace Hippique.Sources.Http;

/// <summary>The clock of those that only wait: a scaled clock is told, for as long as one of its timers is set, that the work at hand does nothing else.</summary>
internal sealed class WaitingClock(TimeProvider clock, IClockActivity activity) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;
    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var waiting = activity.LimiterWait();
        var timer = clock.CreateTimer(
            fired =>
            {
                Interlocked.Exchange(ref waiting, null)?.Dispose();
                callback(fired);
            },
            state,
            dueTime,
            period
        );
        return new Waiting(timer, () => Interlocked.Exchange(ref waiting, null)?.Dispose());
    }

    private sealed class Waiting(ITimer timer, Action ended) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            timer.Dispose();
            ended();
        }

        public async ValueTask DisposeAsync()
        {
            await timer.DisposeAsync().ConfigureAwait(false);
            ended();
        }
    }
}
