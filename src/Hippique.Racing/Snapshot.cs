namespace Hippique.Racing;

/// <summary>
/// All that the program saw of a race at one phase: the card and the prices of every pool in view. It is what the analysis is given, and it holds nothing
/// that was known only later.
/// </summary>
public sealed record Snapshot
{
    /// <summary>Version of the shape.</summary>
    public int Schema { get; init; } = 1;
    public required Phase Phase { get; init; }

    /// <summary>The instant for which the phase was planned (off − 30 or − 5 minutes), not the one at which it ran.</summary>
    public required DateTimeOffset PlannedAt { get; init; }

    /// <summary>
    /// The instant of the look, UTC: when the last source had answered, on the program's clock. Ages and the time to the off are measured from here. Snapshots of versions that did
    /// not keep it give <see cref="PlannedAt"/>.
    /// </summary>
    public DateTimeOffset TakenAt
    {
        get => field == default ? PlannedAt : field;
        init;
    }
    public required string Source { get; init; }

    /// <summary>Where the card can be seen; the address that a user would open.</summary>
    public required string Url { get; init; }

    /// <summary>The race and its runners were invented by the simulator.</summary>
    public bool Simulated { get; init; }
    public required RaceCard Card { get; init; }
    public required IReadOnlyList<PoolPrices> Pools { get; init; }

    /// <summary>Where each field of the card and each set of prices comes from; empty in snapshots of versions that did not keep it.</summary>
    public IReadOnlyList<FieldOrigin> Origins { get; init; } = [];

    /// <summary>What the reader of the page found odd, in words for the user.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
