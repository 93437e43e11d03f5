namespace Hippique.Testing.GoogleCloud.Rest;

/// <summary>How one delivery goes wrong. The default: not at all.</summary>
public sealed record DeliveryFault
{
    public static readonly DeliveryFault None = new();

    /// <summary>It begins so much later.</summary>
    public TimeSpan Late { get; init; }

    /// <summary>A second one begins so long after it; null: none does.</summary>
    public TimeSpan? AgainAfter { get; init; }

    /// <summary>The connection is cut so long after it began; null: it is not.</summary>
    public TimeSpan? CutAfter { get; init; }
}
