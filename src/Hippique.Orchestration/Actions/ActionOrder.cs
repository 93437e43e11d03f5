namespace Hippique.Orchestration.Actions;

/// <summary>An action as it is asked for.</summary>
public sealed record ActionOrder
{
    public required ActionKind Action { get; init; }

    /// <summary>A task's name, <c>plan-20251122</c> or <c>results-20251122-r1c3</c>, the length of a pause (<c>P7D</c>); null where it concerns the whole installation.</summary>
    public string? Subject { get; init; }
    public required Actor Who { get; init; }
    public required ActionOrigin From { get; init; }

    /// <summary>Under which the program's log knows it.</summary>
    public required string CorrelationId { get; init; }
}
