namespace Hippique.Orchestration.Actions;

/// <summary>An action of a person as the log has it.</summary>
public sealed record PersonAction
{
    /// <summary>When it was asked for, by the program's clock.</summary>
    public required DateTimeOffset At { get; init; }

    /// <inheritdoc cref="ActionOrder.Action"/>
    public required ActionKind Action { get; init; }

    /// <inheritdoc cref="ActionOrder.Subject"/>
    public string? Subject { get; init; }
    public required Actor Who { get; init; }
    public required ActionOrigin From { get; init; }
    public required ActionOutcome Outcome { get; init; }

    /// <inheritdoc cref="ActionResult.Reason"/>
    public string? Reason { get; init; }

    /// <summary>When its end was recorded; null if none was.</summary>
    public DateTimeOffset? EndedAt { get; init; }
    public required string CorrelationId { get; init; }
}
