namespace Hippique.Orchestration.Notifications;

/// <summary>What is told, and when.</summary>
public sealed record NewsSettings
{
    /// <summary>The default value is all but <see cref="NewsTopic.Expired"/>.</summary>
    public IReadOnlyList<NewsTopic> About { get; init; } = DefaultTopics;

    /// <summary>Nothing is sent then. The default value is null: there are none.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>When the summary of a day is sent, on the Paris clock; before 04:00 it is the night after the day. The default value is 22:30.</summary>
    public TimeOnly SummaryAt { get; init; } = new(22, 30);

    /// <summary>What has not been answered by then, in real time, is sent again. The default value is 30 seconds.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<NewsTopic> DefaultTopics { get; } =
    [NewsTopic.Tickets, NewsTopic.Withdrawn, NewsTopic.Faults, NewsTopic.Summary];
}

/// <summary>What messages are about.</summary>
public enum NewsTopic
{
    /// <summary>Tickets that are proposed.</summary>
    Tickets,

    /// <summary>Races of proposed tickets that are called off.</summary>
    Withdrawn,

    /// <summary>Tickets that expire.</summary>
    Expired,

    /// <summary>Looks that are missed, plans that fail, sources and receivers that do not answer; and when that is over.</summary>
    Faults,

    /// <summary>The day in the evening.</summary>
    Summary,
}
