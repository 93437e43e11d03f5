namespace Hippique.Sources.Reads;

/// <summary>When the program last read each kind of page of one source well; null: never.</summary>
public sealed record LastRead
{
    public required string Source { get; init; }
    public DateTimeOffset? Programme { get; init; }
    public DateTimeOffset? Race { get; init; }
    public DateTimeOffset? Result { get; init; }
}
