using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Sources;

/// <summary>What a source answered: a value, or why there is none.</summary>
public abstract record SourceAnswer<T>
{
    private SourceAnswer() { }

    public sealed record Found(T Value) : SourceAnswer<T>;

    public sealed record Refused(SourceError Error) : SourceAnswer<T>;

    /// <summary>Another value made of the one that was found; a refusal stays one.</summary>
    public SourceAnswer<TOther> Select<TOther>(Func<T, TOther> select) =>
        this switch
        {
            Found found => new SourceAnswer<TOther>.Found(select(found.Value)),
            Refused refused => new SourceAnswer<TOther>.Refused(refused.Error),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
}

/// <summary>Why a source gave no value.</summary>
/// <param name="Kind">The named error.</param>
/// <param name="Source">The source's name.</param>
/// <param name="Where">Address, file or line.</param>
/// <param name="Missing">What was missing or wrong.</param>
/// <param name="RetryAfter">When the source asked to be asked again.</param>
public sealed record SourceError(SourceErrorKind Kind, string Source, string Where, Problem Missing, TimeSpan? RetryAfter = null)
    : IHasProblem
{
    /// <summary>Address, file or line; clean, whatever a site called itself.</summary>
    public string Where { get; init; } = CleanText.Line(Where);

    /// <summary>Whether it passes by itself: the site could not be asked, or said that it could not answer now. The same request may be repeated at once.</summary>
    public bool IsTransient =>
        Kind
            is SourceErrorKind.Timeout
                or SourceErrorKind.Unreachable
                or SourceErrorKind.ServerError
                or SourceErrorKind.TooManyRequests
                or SourceErrorKind.Unavailable
                or SourceErrorKind.Truncated
                or SourceErrorKind.CircuitOpen
                or SourceErrorKind.AskedToWait;

    /// <summary>
    /// Whether the source would say the same for the rest of the day: it has no such thing, its rules forbid the request, or the day's requests are spent. Whatever else is wrong,
    /// a bad page among it, a later request can find mended.
    /// </summary>
    public bool IsFinal => Kind is SourceErrorKind.NotOffered or SourceErrorKind.Robots or SourceErrorKind.BudgetSpent;

    /// <summary>Whether the source as a whole refuses, so that it would refuse a question about another race or page too.</summary>
    public bool IsSourceWide =>
        Kind
            is SourceErrorKind.Timeout
                or SourceErrorKind.Unreachable
                or SourceErrorKind.ServerError
                or SourceErrorKind.TooManyRequests
                or SourceErrorKind.Forbidden
                or SourceErrorKind.Robots
                or SourceErrorKind.NotOffered
                or SourceErrorKind.CircuitOpen
                or SourceErrorKind.BudgetSpent;

    /// <summary><c>unavailable</c>, <c>too_many_requests</c>: the kind as it stands in logs, JSON and messages.</summary>
    public string Code => CodeOf(Kind);

    internal static string CodeOf(SourceErrorKind kind) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <summary>For logs, artifacts and answers to programs, with the <see cref="Code"/>.</summary>
    public override string ToString() => $"{Source}: {Code}: {Missing} ({Where})";

    /// <summary>For a screen, with words in place of the code.</summary>
    [JsonIgnore]
    public Problem Problem => Problem.Of($"{Source}: {Kind.Words()}: {Missing} ({Where})");
}

/// <summary>The named errors of sources.</summary>
public enum SourceErrorKind
{
    /// <summary>The site says so itself, often with HTTP 200 ("Contenu non disponible").</summary>
    Unavailable,

    /// <summary>The source does not know this day or race.</summary>
    NotFound,

    /// <summary>A page of this site, but not the one asked for (another day, another race, another kind of page).</summary>
    WrongPage,

    /// <summary>No page of this site at all.</summary>
    Foreign,

    /// <summary>The page ends before what is needed.</summary>
    Truncated,

    /// <summary>The page is there, but a part that is needed is missing or unreadable: the site may have changed.</summary>
    Changed,

    /// <summary>Not text or not JSON where it should be.</summary>
    Malformed,
    Timeout,
    Unreachable,
    ServerError,
    TooManyRequests,

    /// <summary>401, 403 and their like: the source does not want to be asked.</summary>
    Forbidden,

    /// <summary>robots.txt forbids the path.</summary>
    Robots,

    /// <summary>The body is larger than the cap.</summary>
    TooLarge,

    /// <summary>The answer redirects to another host.</summary>
    Redirected,

    /// <summary>The results are not published yet.</summary>
    NoResultYet,

    /// <summary>This source has no such thing (a source of statistics asked for results).</summary>
    NotOffered,

    /// <summary>Not asked: the site failed at its last requests, and its circuit is open.</summary>
    CircuitOpen,

    /// <summary>Not asked: the time that the site named (<c>Retry-After</c>) is not over.</summary>
    AskedToWait,

    /// <summary>Not asked: the day's requests to this host are spent.</summary>
    BudgetSpent,
}
