namespace Hippique.Testing.GoogleCloud.Rest;

/// <summary>Calls back when the clock shows an instant, or a little later.</summary>
internal sealed class Alarm : IDisposable
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromHours(1);

    private readonly TimeProvider _clock;
    private readonly ITimer _timer;

    public Alarm(TimeProvider clock, Action callback)
    {
        _clock = clock;
        _timer = clock.CreateTimer(_ => callback(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Instead of any instant before; null: never. It may call back early; whoever is called looks at the clock.</summary>
    public void Set(DateTimeOffset? at)
    {
        var wait = at - _clock.GetUtcNow();
        _timer.Change(
            wait is not { } left ? Timeout.InfiniteTimeSpan
                : left < Least ? Least
                : left < Most ? left
                : Most,
            Timeout.InfiniteTimeSpan
        );
    }

    public void Dispose() => _timer.Dispose();
}
