namespace Hippique.Embedded.Nodes;

/// <summary>How a node stands, by when it last said that it lives.</summary>
public enum NodeState
{
    /// <summary>It works.</summary>
    Alive,

    /// <summary>It has missed a beat or two: it stands still, or is cut off from the database.</summary>
    Late,

    /// <summary>It was killed, or its machine is gone; its tasks are taken up by others.</summary>
    Gone,
}

/// <summary>One process of an installation, as the database knows it.</summary>
public sealed record Node
{
    /// <summary><c>NODE_NAME</c>, by default the machine's name.</summary>
    public required string Name { get; init; }

    /// <summary>Under which it holds leases; another one at each start.</summary>
    public required string Owner { get; init; }
    public required string Machine { get; init; }
    public required int Pid { get; init; }

    /// <summary>Of the program.</summary>
    public required string Version { get; init; }

    /// <summary>Where it answers, seen from its own machine; null: nowhere yet.</summary>
    public required string? Address { get; init; }
    public required NodeState State { get; init; }

    /// <summary>By the clock of the database, like <see cref="SeenAt"/>.</summary>
    public required DateTimeOffset StartedAt { get; init; }
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>How far its clock is ahead of the database's, in milliseconds.</summary>
    public required long ClockAheadMs { get; init; }

    /// <summary>Tasks that it works on now.</summary>
    public required int Tasks { get; init; }
}
