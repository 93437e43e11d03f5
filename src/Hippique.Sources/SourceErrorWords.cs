using System.Diagnostics;
using Hippique.Racing;

namespace Hippique.Sources;

/// <summary>What a source did, for people.</summary>
public static class SourceErrorWords
{
    /// <summary>A few words after the name of the source.</summary>
    public static Problem Words(this SourceErrorKind kind) =>
        kind switch
        {
            SourceErrorKind.Unavailable => Problem.Of($"not available now"),
            SourceErrorKind.NotFound => Problem.Of($"not found"),
            SourceErrorKind.WrongPage => Problem.Of($"another page than the one asked for"),
            SourceErrorKind.Foreign => Problem.Of($"no page of this site"),
            SourceErrorKind.Truncated => Problem.Of($"cut short"),
            SourceErrorKind.Changed => Problem.Of($"not what it should be"),
            SourceErrorKind.Malformed => Problem.Of($"unreadable"),
            SourceErrorKind.Timeout => Problem.Of($"no answer in time"),
            SourceErrorKind.Unreachable => Problem.Of($"out of reach"),
            SourceErrorKind.ServerError => Problem.Of($"the site has an error of its own"),
            SourceErrorKind.TooManyRequests => Problem.Of($"asked too often"),
            SourceErrorKind.Forbidden => Problem.Of($"refused by the site"),
            SourceErrorKind.Robots => Problem.Of($"closed to programs (robots.txt)"),
            SourceErrorKind.TooLarge => Problem.Of($"too large"),
            SourceErrorKind.Redirected => Problem.Of($"sent on to another site"),
            SourceErrorKind.NoResultYet => Problem.Of($"no result yet"),
            SourceErrorKind.NotOffered => Problem.Of($"not offered"),
            SourceErrorKind.CircuitOpen => Problem.Of($"left alone after failures"),
            SourceErrorKind.AskedToWait => Problem.Of($"asked to wait"),
            SourceErrorKind.BudgetSpent => Problem.Of($"the day's requests are spent"),
            _ => throw new UnreachableException(),
        };
}
