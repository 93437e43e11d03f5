using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Results;

/// <summary>
/// Asks for results, one request after the other. A source that refuses for a reason that is not the race's is not asked again in this round: a site that is down, or that
/// wants to be left alone, is not knocked at for every race of three days.
/// </summary>
internal sealed class ResultRequests(SourceSet sources)
{
    private readonly Dictionary<string, SourceError> _silent = new(StringComparer.Ordinal);

    /// <summary>The first official result in the order of the race's links, or what each source said instead.</summary>
    public Task<(RaceResult? Found, IReadOnlyList<SourceError> Refused)> AskAsync(PlannedRace race, CancellationToken cancellationToken) =>
        AskAsync(race, static _ => true, cancellationToken);

    /// <summary>The first that is enough; where none is, the first.</summary>
    public async Task<(RaceResult? Found, IReadOnlyList<SourceError> Refused)> AskAsync(
        PlannedRace race,
        Func<RaceResult, bool> isEnough,
        CancellationToken cancellationToken
    )
    {
        var refused = new List<SourceError>();
        RaceResult? first = null;
        foreach (var link in race.Links)
        {
            if (sources.Find(link.Source) is not { } source)
                continue;
            if (_silent.TryGetValue(link.Source, out var said))
            {
                refused.Add(said);
                continue;
            }
            switch (await source.ResultAsync(link, cancellationToken).ConfigureAwait(false))
            {
                case SourceAnswer<RaceResult>.Found { Value: { Official: true, Arrival: [{ Count: > 0 }, ..] } result }:
                    if (isEnough(result))
                        return (result, refused);
                    first ??= result;
                    break;
                case SourceAnswer<RaceResult>.Found:
                    refused.Add(new SourceError(SourceErrorKind.NoResultYet, link.Source, link.Url, "the arrival is not official"));
                    break;
                case SourceAnswer<RaceResult>.Refused(var error):
                    refused.Add(error);
                    if (IsOfTheSource(error.Kind))
                        _silent[link.Source] = error;
                    break;
            }
        }
        return (first, refused);
    }

    /// <summary>The source itself is down or wants to be left alone; another page of it would fare no better.</summary>
    internal static bool IsOfTheSource(SourceErrorKind kind) =>
        kind
            is SourceErrorKind.Timeout
                or SourceErrorKind.Unreachable
                or SourceErrorKind.ServerError
                or SourceErrorKind.TooManyRequests
                or SourceErrorKind.Forbidden
                or SourceErrorKind.Robots
                or SourceErrorKind.NotOffered
                or SourceErrorKind.CircuitOpen
                or SourceErrorKind.BudgetSpent;
}
