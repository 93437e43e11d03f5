using Hippique.Racing;

namespace Hippique.Notifications.Push;

/// <summary>What a push service said of one subscription.</summary>
internal abstract record PushAnswer
{
    private PushAnswer() { }

    /// <summary>It has the message.</summary>
    public sealed record Accepted : PushAnswer;

    /// <summary>The subscription has ended.</summary>
    public sealed record Gone : PushAnswer;

    /// <summary>It does not take this message, now or later.</summary>
    public sealed record Refused(Problem Why) : PushAnswer;

    /// <summary>It could not be reached, or has no time now.</summary>
    /// <param name="Why">What happened.</param>
    /// <param name="After">What it asked to be left alone for; null: it said nothing.</param>
    public sealed record Later(Problem Why, TimeSpan? After) : PushAnswer;
}
