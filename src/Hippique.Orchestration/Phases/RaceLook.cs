using Hippique.Orchestration.Favourites;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Merging;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Phases;

/// <summary>What asking the sources for one race came to.</summary>
internal abstract record RaceLook
{
    /// <summary>How long a phase waits for all its sources together, if there are several.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(45);

    private RaceLook() { }

    /// <param name="Link">The race at the source that gives the card.</param>
    /// <param name="View">What all sources showed, joined.</param>
    /// <param name="Origins">Which of them stated what.</param>
    /// <param name="At">When the last of them had answered.</param>
    public sealed record Seen(RaceLink Link, RaceView View, IReadOnlyList<FieldOrigin> Origins, DateTimeOffset At) : RaceLook
    {
        /// <summary>The favourites by source, each from its own prices.</summary>
        public required IReadOnlyDictionary<string, IReadOnlyList<string>> Favourites { get; init; }
    }

    /// <summary>No source gave the race: each of them refused, or its answer was bad.</summary>
    public sealed record Refused(IReadOnlyList<SourceError> Errors) : RaceLook
    {
        /// <summary>A source may give it later: one that could not be asked can be back, a bad page can be mended.</summary>
        public bool CanRetry => Errors.Any(error => !error.IsFinal);

        /// <summary>The longest wait that a source asked for.</summary>
        public TimeSpan? RetryAfter => Errors.Where(error => !error.IsFinal).Max(error => error.RetryAfter);

        /// <summary>How the phase ends if it stays so: missed if a source could not be asked, failed if all that were asked answered, and badly.</summary>
        public TaskEnd End =>
            Errors.Any(error => error.IsTransient) ? new TaskEnd.Missed(Why.ToString()) : new TaskEnd.Failed(Why.ToString());

        public Problem Why => Errors.Count > 0 ? Problem.Row(Errors) : Problem.Of($"none of the race's sources is in use");
    }

    /// <summary>
    /// Asks the race's sources at once. The first that answers well, in their order, gives the card; the others add their pools and are compared with it. A source that is slow
    /// costs at most <see cref="MaxWait"/>, one that is dark or whose page is bad nothing but its own prices: only a race that no source gave is asked for again.
    /// </summary>
    public static async Task<RaceLook> AskAsync(
        SourceSet sources,
        PlannedRace race,
        Phase phase,
        DateTimeOffset plannedAt,
        RequestUrgency urgency,
        TimeProvider clock,
        RunLog log,
        CancellationToken cancellationToken
    )
    {
        var inUse = race
            .Links.Select(link => (Link: link, Source: sources.Find(link.Source)))
            .Where(pair => pair.Source is not null)
            .ToList();
        using var bounded = inUse.Count > 1 ? new CancellationTokenSource(MaxWait, clock) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, bounded.Token);
        var asked = inUse.Select(pair =>
            AskAsync(pair.Source!, new RaceQuery(pair.Link, phase, plannedAt) { Urgency = urgency }, either.Token, cancellationToken)
        );
        var answers = await Task.WhenAll(asked).ConfigureAwait(false);

        var errors = new List<SourceError>();
        var seen = new List<(RaceLink Link, RaceView View)>();
        foreach (var (pair, answer) in inUse.Zip(answers))
        {
            switch (answer)
            {
                case SourceAnswer<RaceView>.Found found:
                    log.Info(
                        $"{pair.Link.Source} {pair.Link.Code}: {found.Value.Card.Runners.Count} runners, {found.Value.Pools.Count} pools"
                    );
                    seen.Add((pair.Link, found.Value));
                    break;
                case SourceAnswer<RaceView>.Refused refused:
                    // A source of programmes only is in no fault.
                    if (refused.Error.Kind != SourceErrorKind.NotOffered)
                        log.Warning(refused.Error.ToString());
                    errors.Add(refused.Error);
                    break;
            }
        }
        if (seen.Count == 0)
            return new Refused(errors);
        var joined = CrossCheck.Join([.. seen.Select(entry => (entry.Link.Source, entry.View))]);
        foreach (var note in joined.View.Notes.Except(seen[0].View.Notes))
            log.Warning(note);
        return new Seen(seen[0].Link, joined.View, joined.Origins, seen.Max(entry => entry.View.SeenAt) ?? clock.GetUtcNow())
        {
            Favourites = Favourite.OfEach(seen.Select(entry => (entry.Link.Source, entry.View))),
        };
    }

    private static async Task<SourceAnswer<RaceView>> AskAsync(
        IRaceSource source,
        RaceQuery query,
        CancellationToken bounded,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await source.RaceAsync(query, bounded).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SourceAnswer<RaceView>.Refused(
                new SourceError(
                    SourceErrorKind.Timeout,
                    source.Name,
                    query.Link.Url,
                    Problem.Of($"no answer within {MaxWait.TotalSeconds:0} s")
                )
            );
        }
    }
}
