using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Results;

/// <summary>What is to be asked for and settled at once.</summary>
public abstract record SettleOrder
{
    private SettleOrder() { }

    /// <summary>One race, as a source names it.</summary>
    public sealed record OfLink(RaceLink Link) : SettleOrder;

    /// <summary>One race, as the plan names it.</summary>
    public sealed record OfRace(RaceId Race) : SettleOrder;

    /// <summary>The races of a day that were looked at.</summary>
    public sealed record OfDay(DateOnly Date) : SettleOrder;
}

/// <summary>What asking and settling at once came to.</summary>
public abstract record SettleResult
{
    private SettleResult() { }

    /// <param name="Date">Programme day.</param>
    /// <param name="Races">By off; of a whole day those that are over and were looked at.</param>
    /// <param name="ToCome">Races of a whole day that are not over, and are not in <paramref name="Races"/>.</param>
    public sealed record Settled(DateOnly Date, IReadOnlyList<SettledRace> Races, int ToCome) : SettleResult
    {
        /// <summary>Every race that was named or is over has its end.</summary>
        public bool AllEnded => Races.All(race => race.HasEnded);

        /// <summary>No source gave a result of any race without an end, and one of them may give it later: a source can be back, a bad page can be mended.</summary>
        public bool CanRetry =>
            !AllEnded && Races.All(race => race.HasEnded || race.State == RaceEndState.Refused) && Refusals.Any(error => !error.IsFinal);

        /// <summary>When a source asked to be asked again; null if none named a time.</summary>
        public TimeSpan? RetryAfter => Refusals.Max(error => error.RetryAfter);

        /// <summary>What the sources said that gave no result.</summary>
        public string Why => string.Join("; ", Refusals);

        private IEnumerable<SourceError> Refusals => Races.Where(race => !race.HasEnded).SelectMany(race => race.Refusals);
    }

    /// <summary>The day has no plan, or its plan has no such race.</summary>
    public sealed record Unknown(Problem Why) : SettleResult;
}

/// <summary>Asks for results and settles on request (<c>POST /results</c>, <c>hippique settle</c>), at once. A race that is named is asked for whatever was kept of it.</summary>
public sealed class SettleHandler(PlanStore plans, RaceSettler settler, TimeProvider clock)
{
    /// <summary>No source has an arrival earlier after the off.</summary>
    public static readonly TimeSpan AfterOff = TimeSpan.FromMinutes(5);

    /// <exception cref="IOException">An artifact cannot be read or written.</exception>
    public async Task<SettleResult> SettleAsync(SettleOrder order, CancellationToken cancellationToken)
    {
        var date = order switch
        {
            SettleOrder.OfLink(var link) => link.Date,
            SettleOrder.OfRace(var race) => race.Date,
            SettleOrder.OfDay(var day) => day,
            _ => throw new InvalidOperationException($"no way to settle {order.GetType().Name}"),
        };
        if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { } plan)
            return new SettleResult.Unknown(Problem.Of($"{date:yyyy-MM-dd} has not been planned"));
        switch (order)
        {
            case SettleOrder.OfLink(var link):
                return await OneAsync(plans.FindAsync(link, cancellationToken), $"{link.Code} of {link.Source}").ConfigureAwait(false);
            case SettleOrder.OfRace(var race):
                return await OneAsync(plans.FindAsync(race, cancellationToken), $"{race.Code}").ConfigureAwait(false);
            default:
                var over = plan.Races.Where(IsOver).ToList();
                var settled = await SettleAsync(date, over, AskFor.Corrections, cancellationToken).ConfigureAwait(false);
                return new SettleResult.Settled(date, settled, plan.Races.Count - over.Count);
        }

        async Task<SettleResult> OneAsync(Task<PlannedRace?> found, string name)
        {
            if (await found.ConfigureAwait(false) is not { } race)
                return new SettleResult.Unknown(Problem.Of($"the plan of {date:yyyy-MM-dd} has no {name}"));
            return new SettleResult.Settled(
                date,
                IsOver(race)
                    ? await SettleAsync(date, [race], AskFor.Everything, cancellationToken).ConfigureAwait(false)
                    : [new SettledRace { Race = race.Id, State = RaceEndState.NotOver }],
                ToCome: 0
            );
        }
    }

    private async Task<IReadOnlyList<SettledRace>> SettleAsync(
        DateOnly date,
        IEnumerable<PlannedRace> races,
        AskFor ask,
        CancellationToken cancellationToken
    ) => (await settler.SettleAsync(date, races, ask, settler.NewRound(), cancellationToken).ConfigureAwait(false)).Races;

    private bool IsOver(PlannedRace race) => clock.GetUtcNow() - race.Off >= AfterOff;
}
