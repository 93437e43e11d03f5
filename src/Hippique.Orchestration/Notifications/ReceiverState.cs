using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Notifications;

/// <summary>How a receiver has answered lately: <c>news/webhook.json</c>, shared by all processes. There is none before its first failure.</summary>
internal sealed record ReceiverState
{
    public static readonly ReceiverState Sound = new();

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    /// <summary>Nobody may ask for a longer one.</summary>
    private static readonly TimeSpan LongestAsked = TimeSpan.FromHours(1);

    public int Schema { get; init; } = 1;

    /// <summary>Tries in a row that failed.</summary>
    public int Failures { get; init; }

    /// <summary>The first of them.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Why the last one failed, in English.</summary>
    public string? Why { get; init; }

    /// <summary>It is not tried before.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>The receiver has asked for that itself.</summary>
    public bool Asked { get; init; }

    /// <summary>The first failure of the fault before, which is over.</summary>
    public DateTimeOffset? Before { get; init; }

    public ReceiverState Failed(DateTimeOffset now, string why, TimeSpan? asked)
    {
        var grown = FirstWait * Math.Pow(2, Math.Min(Failures, 10));
        var own = grown < LongestWait ? grown : LongestWait;
        var least = asked is { } named && named > own ? named : own;
        return this with
        {
            Failures = Failures + 1,
            Since = Since ?? now,
            Why = why,
            RetryAt = now + (least < LongestAsked ? least : LongestAsked),
            Asked = asked is not null,
        };
    }

    public ReceiverState Answered() => new() { Before = Since ?? Before };

    /// <summary>How long it is not tried from <paramref name="now"/>; zero: it is. What a clock wrote that was ahead does not count.</summary>
    public TimeSpan Wait(DateTimeOffset now) => RetryAt is { } at && at > now && at <= now + LongestAsked ? at - now : TimeSpan.Zero;

    public static string PathOf(string receiver) => $"news/{receiver}.json";

    /// <summary>A file that was changed by hand counts as none: no message waits for it.</summary>
    public static ReceiverState Read(string receiver, Artifact? there)
    {
        try
        {
            return there is null ? Sound : ArtifactJson.Read<ReceiverState>(PathOf(receiver), there.Content);
        }
        catch (ArtifactException unreadable) when (unreadable.IsUnreadable)
        {
            return Sound;
        }
    }
}
