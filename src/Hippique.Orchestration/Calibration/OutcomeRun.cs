using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Calibration;

/// <summary>
/// Replays files of recorded races under a rule set, as <c>hippique replay FILE</c> does it: each file from its first day to its last judged one, so that limits, the day's risk and the
/// record of earlier bets are those of the replay. The bets of the judged races are settled on the official dividends of their pool, else win bets at the close. Results are asked for
/// after the decisions, never before.
/// </summary>
/// <param name="files">Whole days of them are replayed; what is judged is named for each run.</param>
/// <param name="model">The model.</param>
/// <param name="settings">What the user decided; without operators, the pools that the file shows are bet in.</param>
/// <param name="official">Official dividends of the same races, from files of their own.</param>
public sealed class OutcomeRun(
    RaceFiles files,
    GpiModel model,
    PhaseSettings settings,
    IReadOnlyDictionary<(Pool Pool, RaceId Race), PlaceDividendRace> official
)
{
    private static readonly TicketSettler Settler = new(closingOdds: true);

    /// <summary>One run for each rule set and choice of weights, side by side; the scores in their order.</summary>
    /// <param name="rules">Rule sets as they were loaded.</param>
    /// <param name="unseen">The races to judge on.</param>
    /// <param name="cancellationToken">Stops between tasks of a day.</param>
    public async Task<IReadOnlyList<OutcomeScore>> JudgeAsync(
        IReadOnlyList<RuleSet> rules,
        IReadOnlySet<RaceId> unseen,
        CancellationToken cancellationToken
    )
    {
        var sets = rules
            .SelectMany(set => new[] { WeightsChoice.Fitted, WeightsChoice.Declared }.Select(weights => set with { Weights = weights }))
            .ToList();
        var judged = JudgedByFile(unseen);
        var runs = sets.SelectMany(_ => judged, (set, file) => (Set: set, file.File, file.Races)).ToList();
        var results = new IReadOnlyList<JudgedRace>[runs.Count];
        await Parallel
            .ForAsync(
                0,
                runs.Count,
                cancellationToken,
                async (index, cancelled) =>
                    results[index] = await ReplayAsync(runs[index].Set, runs[index].File, runs[index].Races, cancelled)
                        .ConfigureAwait(false)
            )
            .ConfigureAwait(false);
        return
        [
            .. sets.SelectMany(
                (set, index) =>
                    OutcomeSums.Of(set.Name, set.Weights, results.Skip(index * judged.Count).Take(judged.Count).SelectMany(run => run))
            ),
        ];
    }

    /// <summary>A race that two files hold is judged in the first of them; one that was fetched after its end in none, since nobody saw its prices in time.</summary>
    private List<(RaceFile File, HashSet<RaceId> Races)> JudgedByFile(IReadOnlySet<RaceId> unseen)
    {
        var taken = new HashSet<RaceId>();
        var judged = new List<(RaceFile File, HashSet<RaceId> Races)>();
        foreach (var file in files.Files)
        {
            var own = file
                .Days.SelectMany(day => day.Races)
                .Where(race =>
                    race is { Result: not null, IsAfterClose: false } && unseen.Contains(race.Card.Id) && taken.Add(race.Card.Id)
                )
                .Select(race => race.Card.Id)
                .ToHashSet();
            if (own.Count > 0)
                judged.Add((file, own));
        }
        return judged;
    }

    /// <summary>Replays one file and settles the bets of its judged races.</summary>
    /// <param name="rules">Its choice of weights counts.</param>
    /// <param name="file">Replayed from its first day on.</param>
    /// <param name="judged">Races of the file, one at least.</param>
    /// <param name="cancellationToken">Stops between tasks of a day.</param>
    internal async Task<IReadOnlyList<JudgedRace>> ReplayAsync(
        RuleSet rules,
        RaceFile file,
        IReadOnlySet<RaceId> judged,
        CancellationToken cancellationToken
    )
    {
        var analyser = new StatisticsEnricher(new RaceAnalyser(rules, model), files.History);
        var past = new ReplayedBettingHistory();
        var races = new List<JudgedRace>();
        var last = judged.Max(race => race.Date);
        foreach (var day in file.Days.Where(day => day.Date <= last && day.Races.Count > 0))
        {
            var replay = new DayReplay(ReplayedDay.Of(day), analyser, settings, past, NullLoggerFactory.Instance);
            var (_, _, decisions) = await replay.RunAsync(null, cancellationToken).ConfigureAwait(false);
            var decided = decisions.ToDictionary(analysis => analysis.Race);
            foreach (var race in day.Races.Where(race => judged.Contains(race.Card.Id)))
                races.Add(await SettleAsync(day, race, decided.GetValueOrDefault(race.Card.Id), cancellationToken).ConfigureAwait(false));
        }
        return races;
    }

    private async Task<JudgedRace> SettleAsync(
        RecordedDay day,
        RecordedRace race,
        RaceAnalysis? decision,
        CancellationToken cancellationToken
    )
    {
        if (decision is not { Tickets.Count: > 0 })
            return new JudgedRace(race.Card.Id, decision, []);
        var source = new RecordedSource(day, new AfterEveryRace(), Regulated.Default);
        var link = new RaceLink(source.Name, day.Date, race.Card.Id.Code, "");
        var answer = await new ResultAsker(new SourceSet([source]))
            .AskAsync([link], race.Card.Cancelled, static _ => true, cancellationToken)
            .ConfigureAwait(false);
        var finished = FinishedRace.Of(race.Card, answer.Published is { } result ? DividendFiles.Complete(result, official) : null);
        return new JudgedRace(race.Card.Id, decision, [.. decision.Tickets.SelectMany(ticket => Settler.Settle(ticket, finished).Legs)]);
    }

    /// <summary>Every race is over.</summary>
    private sealed class AfterEveryRace : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.MaxValue;
    }
}

/// <summary>A judged race.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Decision">As the replay decided; null if it did not come to a decision.</param>
/// <param name="Legs">Those of its tickets, settled.</param>
internal sealed record JudgedRace(RaceId Id, RaceAnalysis? Decision, IReadOnlyList<LegSettlement> Legs)
{
    /// <summary>Whose prices it was decided on.</summary>
    public PriceBasis Prices =>
        Decision switch
        {
            null or { WinBook: null } => PriceBasis.None,
            { ModelledPrices: true } => PriceBasis.Modelled,
            _ => PriceBasis.Live,
        };
}
