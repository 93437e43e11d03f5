using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>A message that the facts of a day ask for, whether it has been sent or not.</summary>
internal sealed record DueNews
{
    /// <summary>Derived from the fact, so that it is made once however often the facts are looked at.</summary>
    public required string Key { get; init; }
    public required NewsTopic Topic { get; init; }

    /// <summary>Null: it is made when it is due.</summary>
    public required News? Content { get; init; }
    public RaceId? Race { get; init; }

    /// <summary>Not sent before.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>It makes no sense after; null: it keeps for <see cref="For"/> from when it is due, also if that is the end of quiet hours.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>See <see cref="Until"/>.</summary>
    public TimeSpan For { get; init; }

    /// <summary>Only for receivers that have accepted the message of this key: the end of what nobody told them is no news. Null: for all.</summary>
    public string? After { get; init; }

    /// <summary>The receiver that it is about, which cannot be told.</summary>
    public string? NotFor { get; init; }

    public const string TicketsKey = "tickets";
    public const string SummaryKey = "summary";

    /// <summary><c>r1c3-tickets</c>.</summary>
    public static string OfRace(RaceId race, string what) => $"{race.Code.ToString().ToLowerInvariant()}-{what}";
}
