using System.Globalization;
using System.Security.Cryptography;

namespace Hippique.Orchestration.Notifications;

/// <summary>A message of the outbox, kept as <c>2025-11-22/news/r1c3-tickets.json</c> until the day is cleared. Every receiver gets it under the same id, at each try.</summary>
public sealed record NewsMessage
{
    public int Schema { get; init; } = 1;

    /// <summary>Unique, also beside the messages of another installation: <c>20251122-r1c3-tickets-5f0c9a1e</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Programme day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>When it was written.</summary>
    public required DateTimeOffset At { get; init; }
    public required News News { get; init; }

    /// <param name="date">Programme day.</param>
    /// <param name="key">What it is about: <c>r1c3-tickets</c>.</param>
    /// <param name="at">Now.</param>
    /// <param name="news">The content.</param>
    public static NewsMessage New(DateOnly date, string key, DateTimeOffset at, News news) =>
        new()
        {
            Id = string.Create(
                CultureInfo.InvariantCulture,
                $"{date:yyyyMMdd}-{key}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}"
            ),
            Date = date,
            At = at.ToUniversalTime(),
            News = news,
        };
}

/// <summary>What a receiver is sent: the message and its words.</summary>
/// <param name="Message">As it is kept.</param>
/// <param name="Words">In the user's language.</param>
/// <param name="File">What goes along; null: nothing.</param>
public sealed record OutgoingNews(NewsMessage Message, NewsText Words, NewsAttachment? File = null);

/// <summary>A message in words.</summary>
public sealed record NewsText
{
    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public required string Language { get; init; }

    /// <summary>One short line.</summary>
    public required string Title { get; init; }

    /// <summary>A few lines, with <c>\n</c> between them.</summary>
    public required string Text { get; init; }

    /// <summary>A page to open; null: none.</summary>
    public string? Link { get; init; }

    /// <summary>What <see cref="AnswerLink"/> is for, in a few words; null for a message that needs no answer.</summary>
    public string? AnswerLabel { get; init; }

    /// <summary>Where the player says whether he played; null: nowhere.</summary>
    public string? AnswerLink { get; init; }

    /// <summary>Minutes count: a receiver may make a sound for it.</summary>
    public bool Urgent { get; init; }
}
