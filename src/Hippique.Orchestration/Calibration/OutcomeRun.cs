using System.Collections.Concurrent;
using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Settlement;
using Hippique.Gpi.Staking;
using Hippique.Orchestration.Results;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Calibration;

/// <summary>
/// Runs the whole analysis on recorded races, as a replay shows them to it, and settles its bets: on the recorded dividends of their pool, else win bets at the close. Results are
/// asked for after the analysis, never before.
/// </summary>
public sealed class OutcomeRun(RaceFiles files, GpiModel model, IReadOnlyList<string> countries)
{
    private static readonly Euro Bankroll = new(500);
    private static readonly Euro Budget = new(5);
    private static readonly TicketSettler Settler = new(closingOdds: true);

    /// <param name="rules">A rule set as it was loaded.</param>
    /// <param name="weights">Which weights its tickets are to use.</param>
    /// <param name="unseen">The races to judge on.</param>
    public async Task<IReadOnlyList<OutcomeScore>> JudgeAsync(
        RuleSet rules,
        WeightsChoice weights,
        IReadOnlySet<RaceId> unseen,
        CancellationToken cancellationToken
    )
    {
        var analyser = new RaceAnalyser(rules with { Weights = weights }, model);
        var judged = new ConcurrentBag<Judged>();
        await Parallel.ForEachAsync(
            files.Days,
            cancellationToken,
            async (day, cancelled) =>
            {
                foreach (var race in day.Races.Where(race => race.Result is not null && unseen.Contains(race.Card.Id)))
                    judged.Add(await JudgeAsync(analyser, day, race, cancelled));
            }
        );
        return
        [
            .. judged
                .OrderBy(race => race.Id)
                .GroupBy(race => race.Prices)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => Sum(rules.Name, weights, group.Key, [.. group])),
        ];
    }

    private async Task<Judged> JudgeAsync(RaceAnalyser analyser, RecordedDay day, RecordedRace race, CancellationToken cancellationToken)
    {
        var source = new RecordedSource(day, new AfterEveryRace(), Regulated.Default);
        var link = new RaceLink(source.Name, day.Date, race.Card.Id.Code, "");
        var h5 = await LookAsync(source, link, race.Card, Phase.H5, cancellationToken);
        var analysis = analyser.Analyse(
            new AnalysisInput
            {
                H5 = h5,
                H30 = await LookAsync(source, link, race.Card, Phase.H30, cancellationToken),
                Operators = [.. h5.Pools.Select(pool => pool.Pool)],
                Countries = countries,
                Bankroll = Bankroll,
                BudgetPerRace = Budget,
                Statistics = files.History.Of(race.Card),
                ProgramVersion = "",
                InputHashes = new Dictionary<string, string>(),
            }
        );
        var origin = h5.Pools[0].Origin == PriceOrigin.Live ? "live" : "modelled";
        var asker = new ResultAsker(new SourceSet([source]));
        var answer = await asker.AskAsync([link], race.Card.Cancelled, static _ => true, cancellationToken);
        var finished = FinishedRace.Of(race.Card, answer.Published);
        var bets = analysis.Tickets.SelectMany(ticket => Settler.Settle(ticket, finished).Legs).Select(BetOf).ToList();
        return new Judged(race.Card.Id, origin, analysis.Outcome, analysis.Reason, bets);
    }

    private static async Task<Snapshot> LookAsync(
        RecordedSource source,
        RaceLink link,
        RaceCard card,
        Phase phase,
        CancellationToken cancellationToken
    )
    {
        var at = card.Off - phase.BeforeOff();
        var answer = await source.RaceAsync(new RaceQuery(link, phase, at), cancellationToken);
        var view = ((SourceAnswer<RaceView>.Found)answer).Value;
        return new Snapshot
        {
            Phase = phase,
            PlannedAt = at,
            Source = source.Name,
            Url = link.Url,
            Card = view.Card,
            Pools = view.Pools,
        };
    }

    private static Bet BetOf(LegSettlement settled)
    {
        var stake = settled.Leg.Stake.ToDouble();
        return new Bet(
            stake,
            stake * settled.Leg.Probability * settled.Leg.ExpectedDividend,
            stake
                * stake
                * settled.Leg.ExpectedDividend
                * settled.Leg.ExpectedDividend
                * settled.Leg.Probability
                * (1 - settled.Leg.Probability),
            settled.Returned?.ToDouble(),
            (settled.Outcome as LegOutcome.Unsettled)?.Reason
        );
    }

    private static OutcomeScore Sum(string rules, WeightsChoice weights, string prices, List<Judged> races)
    {
        var settled = races
            .Select(race => race.Bets.Where(bet => bet.Returned is not null).ToList())
            .Where(bets => bets.Count > 0)
            .ToList();
        var staked = settled.Select(bets => bets.Sum(bet => bet.Stake)).ToList();
        var profit = settled.Select(bets => bets.Sum(bet => bet.Returned!.Value - bet.Stake)).ToList();
        return new OutcomeScore
        {
            Rules = rules,
            Weights = weights,
            Prices = prices,
            Races = races.Count,
            Played = races.Count(race => race.Outcome == Outcome.Play),
            Abstained = races.Count(race => race.Outcome == Outcome.Abstain),
            Unplayable = races.Count(race => race.Outcome == Outcome.Unplayable),
            Reasons = new SortedDictionary<string, int>(
                races
                    .Where(race => race.Reason is not null)
                    .GroupBy(race => race.Reason!.Value)
                    .ToDictionary(group => group.Key.Text(), group => group.Count()),
                StringComparer.Ordinal
            ),
            Bets = settled.Sum(bets => bets.Count),
            Unsettled = new SortedDictionary<UnsettledReason, int>(
                races.SelectMany(race => race.Bets).Where(bet => bet.Open is not null).CountBy(bet => bet.Open!.Value).ToDictionary()
            ),
            Staked = staked.Sum(),
            BetsNeeded = settled.Count == 0 ? null : BetsNeeded([.. settled.SelectMany(bets => bets)]),
            Claimed = settled.Count == 0 ? null : settled.Sum(bets => bets.Sum(bet => bet.Expected)) / staked.Sum() - 1,
            Returned = settled.Count == 0 ? null : Bootstrap.Ratio(profit, staked),
        };
    }

    private static double BetsNeeded(List<Bet> bets) =>
        Risk.BetsToTell(bets.Count, bets.Sum(bet => bet.Expected - bet.Stake), bets.Sum(bet => bet.Variance));

    private sealed record Judged(RaceId Id, string Prices, Outcome Outcome, GuardCode? Reason, IReadOnlyList<Bet> Bets);

    private readonly record struct Bet(double Stake, double Expected, double Variance, double? Returned, UnsettledReason? Open);

    /// <summary>Every race is over; the looks name their own instants.</summary>
    private sealed class AfterEveryRace : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.MaxValue;
    }
}
