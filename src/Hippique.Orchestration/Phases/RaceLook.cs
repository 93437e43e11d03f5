using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Phases;

/// <summary>What asking the sources for one race came to.</summary>
internal abstract record RaceLook
{
    private RaceLook() { }

    public sealed record Seen(RaceLink Link, RaceView View) : RaceLook;

    /// <summary>Every source refused.</summary>
    public sealed record Refused(IReadOnlyList<SourceError> Errors) : RaceLook
    {
        public bool CanRetry => Errors.Any(error => error.IsTransient);

        /// <summary>The longest wait that a source asked for.</summary>
        public TimeSpan? RetryAfter => Errors.Where(error => error.IsTransient).Max(error => error.RetryAfter);

        public string Why => Errors.Count > 0 ? string.Join("; ", Errors) : "none of the race's sources is in use";
    }

    /// <summary>Asks the race's sources in their order; the first answer counts.</summary>
    public static async Task<RaceLook> AskAsync(
        SourceSet sources,
        PlannedRace race,
        Phase phase,
        DateTimeOffset plannedAt,
        RunLog log,
        CancellationToken cancellationToken
    )
    {
        var errors = new List<SourceError>();
        foreach (var link in race.Links)
        {
            if (sources.Find(link.Source) is not { } source)
                continue;
            switch (await source.RaceAsync(new RaceQuery(link, phase, plannedAt), cancellationToken).ConfigureAwait(false))
            {
                case SourceAnswer<RaceView>.Found found:
                    log.Info($"{link.Source} {link.Code}: {found.Value.Card.Runners.Count} runners, {found.Value.Pools.Count} pools");
                    return new Seen(link, found.Value);
                case SourceAnswer<RaceView>.Refused refused:
                    log.Warning(refused.Error.ToString());
                    errors.Add(refused.Error);
                    break;
            }
        }
        return new Refused(errors);
    }
}
