using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>
/// One receiver of messages. It tries once: when a message is tried again, and for how long, is decided by <see cref="NewsDelivery"/>.
/// </summary>
public interface INotifier
{
    /// <summary>Small letters and digits, as it stands in the names of tasks: <c>webhook</c>.</summary>
    string Name { get; }

    /// <summary>Where messages go, without secrets, for a screen: <c>https://example.org/…</c>.</summary>
    string Place { get; }

    /// <summary>The summary of a day takes the report of the month along.</summary>
    bool TakesReport => false;

    /// <summary>Whether there is anybody to tell; a receiver that has nobody is none for now, and costs no message. Throws nothing but for the token.</summary>
    Task<bool> IsInUseAsync(CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>Sends the message under its id and waits for the answer. Throws nothing but for the token.</summary>
    Task<NotifierAnswer> SendAsync(OutgoingNews news, CancellationToken cancellationToken);
}

/// <summary>What a receiver said to a message.</summary>
public abstract record NotifierAnswer
{
    private NotifierAnswer() { }

    /// <summary>It has the message.</summary>
    public sealed record Accepted : NotifierAnswer;

    /// <summary>It does not take this message, now or later.</summary>
    /// <param name="Why">What it said.</param>
    public sealed record Refused(Problem Why) : NotifierAnswer;

    /// <summary>It could not be reached, or has no time now.</summary>
    /// <param name="Why">What happened.</param>
    /// <param name="After">What it asked to be left alone for; null: it said nothing.</param>
    public sealed record TryLater(Problem Why, TimeSpan? After = null) : NotifierAnswer;
}

/// <summary>Makes the words of messages, in the language of the user.</summary>
public interface INewsWords
{
    NewsText Of(News news);

    /// <summary>The same in the language of somebody else, <c>fr</c> or <c>en</c>.</summary>
    NewsText Of(News news, string language) => Of(news);
}
