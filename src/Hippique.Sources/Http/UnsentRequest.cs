using Hippique.Racing;
using Hippique.Sources.Pages;

namespace Hippique.Sources.Http;

/// <summary>Told of every request that the program refused itself, so that a recording of the day is whole.</summary>
public interface IUnsentRequests
{
    /// <param name="address">What would have been asked.</param>
    /// <param name="kind">Why it was not.</param>
    /// <param name="retryAfter">Whole seconds after which it may be asked; null: not said.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    Task NotSentAsync(Uri address, SourceErrorKind kind, TimeSpan? retryAfter, CancellationToken cancellationToken);
}

/// <summary>Requests that the program refuses itself, before the site hears of them: their names, and the words for them. A replay says the same words.</summary>
internal static class UnsentRequest
{
    public static SourceError Error(SourceErrorKind kind, string source, Uri address, TimeSpan? retryAfter = null) =>
        new(kind, source, address.AbsoluteUri, Reason(kind), retryAfter);

    /// <summary>The requests for past days are spent; those of the day's races go on.</summary>
    public static SourceError PastDaysSpent(string source, Uri address) =>
        new(
            SourceErrorKind.BudgetSpent,
            source,
            address.AbsoluteUri,
            Problem.Of($"not asked: the requests of the day for past days are spent (BACKFILL_REQUESTS_PER_DAY)")
        );

    /// <summary>By the name that a recording keeps; null where it is none.</summary>
    public static SourceErrorKind? Named(string? name) =>
        name switch
        {
            RecordedExchange.CircuitOpen => SourceErrorKind.CircuitOpen,
            RecordedExchange.AskedToWait => SourceErrorKind.AskedToWait,
            RecordedExchange.BudgetSpent => SourceErrorKind.BudgetSpent,
            _ => null,
        };

    private static Problem Reason(SourceErrorKind kind) =>
        kind switch
        {
            SourceErrorKind.CircuitOpen => Problem.Of($"not asked: the site failed at its last requests and is left alone for a while"),
            SourceErrorKind.AskedToWait => Problem.Of($"not asked: the site asked for patience (Retry-After)"),
            SourceErrorKind.BudgetSpent => Problem.Of($"not asked: the requests of the day to this host are spent (REQUESTS_PER_DAY)"),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}

/// <summary>Thrown by a handler that answers from a recording, where there was no answer or not all of it.</summary>
/// <param name="kind">As it was named then.</param>
/// <param name="missing">The words of then; null: those of a request that the program had not sent.</param>
/// <param name="retryAfter">When the host might be asked again.</param>
internal sealed class RecordedFailureException(SourceErrorKind kind, Problem? missing, TimeSpan? retryAfter = null) : Exception
{
    public SourceError ErrorOf(string source, Uri address) =>
        missing is null
            ? UnsentRequest.Error(kind, source, address, retryAfter)
            : new SourceError(kind, source, address.AbsoluteUri, missing, retryAfter);
}
