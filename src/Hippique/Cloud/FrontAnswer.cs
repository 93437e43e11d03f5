namespace Hippique.Cloud;

/// <summary>Who answers a call without a token at the service's address.</summary>
internal abstract record FrontAnswer
{
    private FrontAnswer() { }

    /// <summary>The service itself: nothing in front of it has refused the call.</summary>
    public sealed record Service : FrontAnswer;

    /// <summary>Something in front of it, which refuses such calls.</summary>
    public sealed record Refusal : FrontAnswer;

    /// <summary>That cannot be said.</summary>
    /// <param name="Status">Of an answer that is neither; null: there was none.</param>
    public sealed record Unclear(int? Status) : FrontAnswer;
}
