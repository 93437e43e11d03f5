using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Results;

/// <summary>
/// Asks the sources of a race for its result, one request after the other. One instance serves one round of questions: a source that refused for a reason of its own (it is down,
/// it forbids requests, its budget is spent) is skipped for the rest of the round. For a single question, make an instance of its own. Not safe for concurrent use.
/// </summary>
public sealed class ResultAsker(SourceSet sources)
{
    private readonly Dictionary<string, SourceError> _skipped = new(StringComparer.Ordinal);

    /// <summary>Tickets beside the user's whose dividends are wanted too.</summary>
    public ILookup<RaceId, Ticket> Wanted { get; init; } = NoPaperBooks.None;

    /// <summary>The first official arrival in the order of the race's links, or the state without one.</summary>
    public Task<ResultAnswer> AskAsync(PlannedRace race, CancellationToken cancellationToken) =>
        AskAsync(race, static _ => true, cancellationToken);

    /// <summary>The first official arrival that <paramref name="isEnough"/> accepts; the first of all if it accepts none.</summary>
    public Task<ResultAnswer> AskAsync(PlannedRace race, Func<RaceResult, bool> isEnough, CancellationToken cancellationToken) =>
        AskAsync(race.Links, race.Cancelled, isEnough, cancellationToken);

    /// <param name="links">How the sources name the race; a source that is not in use is passed over.</param>
    /// <param name="calledOff">A programme says that the race is not run.</param>
    /// <param name="isEnough">Stops the search.</param>
    /// <param name="cancellationToken">Stops between requests.</param>
    internal async Task<ResultAnswer> AskAsync(
        IReadOnlyList<RaceLink> links,
        bool calledOff,
        Func<RaceResult, bool> isEnough,
        CancellationToken cancellationToken
    )
    {
        var refusals = new List<SourceError>();
        var published = new List<RaceResult>();
        foreach (var link in links)
        {
            switch (await AskAsync(link, cancellationToken).ConfigureAwait(false))
            {
                case SourceAnswer<RaceResult>.Found(var result):
                    published.Add(result);
                    if (!ResultMerge.HasArrival(result))
                        refusals.Add(WithoutArrival(link, result));
                    else if (isEnough(result))
                        return new ResultAnswer.Run(result)
                        {
                            Published = result,
                            Results = published,
                            Refusals = refusals,
                        };
                    break;
                case SourceAnswer<RaceResult>.Refused(var error):
                    refusals.Add(error);
                    break;
            }
        }
        return StateOf(published, calledOff, refusals);
    }

    /// <summary>Null if the source is not in use.</summary>
    private async Task<SourceAnswer<RaceResult>?> AskAsync(RaceLink link, CancellationToken cancellationToken)
    {
        if (sources.Find(link.Source) is not { } source)
            return null;
        if (_skipped.TryGetValue(link.Source, out var earlier))
            return new SourceAnswer<RaceResult>.Refused(earlier);
        var answer = await source.ResultAsync(link, cancellationToken).ConfigureAwait(false);
        if (answer is SourceAnswer<RaceResult>.Refused { Error: { IsSourceWide: true } error })
            _skipped[link.Source] = error;
        return answer;
    }

    private static ResultAnswer StateOf(List<RaceResult> published, bool calledOff, List<SourceError> refusals)
    {
        if (published.Find(ResultMerge.HasArrival) is { } run)
            return new ResultAnswer.Run(run)
            {
                Published = run,
                Results = published,
                Refusals = refusals,
            };
        var first = published.FirstOrDefault();
        var stated = published.Find(result => result.State == ResultState.CalledOff);
        if (calledOff || stated is not null)
            return new ResultAnswer.CalledOff
            {
                Published = stated ?? first,
                Results = published,
                Refusals = refusals,
            };
        if (published.Find(IsEmpty) is { } empty)
            return new ResultAnswer.NobodyClassified(empty)
            {
                Published = empty,
                Results = published,
                Refusals = refusals,
            };
        return refusals.Exists(error => error.Kind == SourceErrorKind.NoResultYet)
            ? new ResultAnswer.NotYet
            {
                Published = first,
                Results = published,
                Refusals = refusals,
            }
            : new ResultAnswer.Refused { Refusals = refusals };
    }

    private static bool IsEmpty(RaceResult result) => result is { Official: true, Arrival.Count: 0 };

    private static SourceError WithoutArrival(RaceLink link, RaceResult result) =>
        new(
            SourceErrorKind.NoResultYet,
            link.Source,
            link.Url,
            result.State == ResultState.CalledOff ? Problem.Of($"the race was called off")
                : IsEmpty(result) ? Problem.Of($"the result is official and no horse is classified")
                : Problem.Of($"the arrival is not official")
        );
}
