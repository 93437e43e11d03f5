namespace Hippique.Api;

/// <summary>An answer that can say that work was carried out and came to nothing.</summary>
internal interface IEndedAnswer
{
    bool Ok { get; }

    /// <summary>Why it came to nothing; null if there is nothing to say.</summary>
    string? Reason { get; }
}
