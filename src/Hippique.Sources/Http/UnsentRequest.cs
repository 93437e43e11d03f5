namespace Hippique.Sources.Http;

/// <summary>Told of every request that the program refused itself, so that a recording of the day is whole.</summary>
public interface IUnsentRequests
{
    /// <param name="address">What would have been asked.</param>
    /// <param name="kind">Why it was not.</param>
    /// <param name="retryAfter">Whole seconds after which it may be asked; null: not said.</param>
    void NotSent(Uri address, SourceErrorKind kind, TimeSpan? retryAfter);
}

/// <summary>Requests that the program refuses itself, before the site hears of them: their names, and the words for them. A replay says the same words.</summary>
internal static class UnsentRequest
{
    public static SourceError Error(SourceErrorKind kind, string source, Uri address, TimeSpan? retryAfter = null) =>
        new(kind, source, address.AbsoluteUri, Reason(kind), retryAfter);

    /// <summary>By the name that a recording keeps; null where it is none.</summary>
    public static SourceErrorKind? Named(string? name) =>
        name switch
        {
            "circuit_open" => SourceErrorKind.CircuitOpen,
            "budget_spent" => SourceErrorKind.BudgetSpent,
            _ => null,
        };

    private static string Reason(SourceErrorKind kind) =>
        kind switch
        {
            SourceErrorKind.CircuitOpen => "not asked: the site failed at its last requests and is left alone for a while",
            SourceErrorKind.BudgetSpent => "not asked: the requests of the day to this host are spent (REQUESTS_PER_DAY)",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}

/// <summary>Thrown by a handler that answers from a recording, where the program had not sent the request.</summary>
internal sealed class UnsentRequestException(SourceErrorKind kind, TimeSpan? retryAfter) : Exception
{
    public SourceErrorKind Kind { get; } = kind;
    public TimeSpan? RetryAfter { get; } = retryAfter;
}
