using Hippique.Racing;

namespace Hippique.Dashboard.Frame;

/// <summary>The recorded day that a page shows instead of the live one, and how it runs.</summary>
public sealed record SandboxMark
{
    /// <summary>Speeds that can be chosen: seconds of the day in one second.</summary>
    public static IReadOnlyList<int> Speeds { get; } = [1, 10, 60, 120, 300, 600];

    /// <summary>Eight hexadecimal digits.</summary>
    public required string Id { get; init; }
    public required DateOnly Date { get; init; }

    /// <summary>Name of the rule set.</summary>
    public required string Rules { get; init; }

    /// <summary>One of <see cref="Speeds"/>.</summary>
    public required int Speed { get; init; }
    public required SandboxState State { get; init; }

    /// <summary>The moment of the day; null until it is planned.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Why it cannot be replayed; null: it can.</summary>
    public Problem? Failure { get; init; }

    /// <summary>Its page.</summary>
    public string Path => $"{Root}/{Id}";

    /// <summary>Where the pages of replays are.</summary>
    public const string Root = "/replay";

    /// <summary>As fast as its clock moves at this moment.</summary>
    public int Pace => State == SandboxState.Running ? Speed : 0;
}

/// <summary>How a sandbox stands.</summary>
public enum SandboxState
{
    /// <summary>The recording is read and the day planned.</summary>
    Preparing,
    Running,
    Paused,

    /// <summary>It waits, since the live day has an H-5 to do.</summary>
    Held,

    /// <summary>Everything was done and settled.</summary>
    Over,

    /// <summary>The day cannot be replayed.</summary>
    Failed,
}
