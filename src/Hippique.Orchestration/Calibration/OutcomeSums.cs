using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Settlement;
using Hippique.Gpi.Staking;

namespace Hippique.Orchestration.Calibration;

/// <summary>Sums judged races up, those with live prices apart from the others.</summary>
internal static class OutcomeSums
{
    /// <summary>One score for each basis of prices that has a race; live first.</summary>
    public static IEnumerable<OutcomeScore> Of(string rules, WeightsChoice weights, IEnumerable<JudgedRace> races) =>
        races
            .OrderBy(race => race.Id)
            .GroupBy(race => race.Prices)
            .OrderBy(group => group.Key)
            .Select(group => Sum(rules, weights, group.Key, [.. group]));

    private static OutcomeScore Sum(string rules, WeightsChoice weights, PriceBasis prices, List<JudgedRace> races)
    {
        var settled = races
            .Select(race => (race.Id, Legs: race.Legs.Where(leg => leg.Returned is not null).ToList()))
            .Where(race => race.Legs.Count > 0)
            .ToList();
        var legs = settled.SelectMany(race => race.Legs).ToList();
        var staked = settled.Select(race => race.Legs.Sum(Stake)).ToList();
        var profit = settled.Select(race => race.Legs.Sum(leg => leg.Returned!.Value.ToDouble() - Stake(leg))).ToList();
        return new OutcomeScore
        {
            Rules = rules,
            Weights = weights,
            Prices = prices,
            Races = races.Count,
            Played = races.Count(race => race.Decision?.Outcome == Outcome.Play),
            Abstained = races.Count(race => race.Decision?.Outcome == Outcome.Abstain),
            Unplayable = races.Count(race => race.Decision?.Outcome == Outcome.Unplayable),
            Undecided = races.Count(race => race.Decision is null),
            Reasons = new SortedDictionary<string, int>(
                races
                    .Select(race => race.Decision?.Reason)
                    .OfType<GuardCode>()
                    .GroupBy(reason => reason)
                    .ToDictionary(group => group.Key.Text(), group => group.Count()),
                StringComparer.Ordinal
            ),
            Bets = legs.Count,
            Paid = new SortedDictionary<DividendBasis, int>(
                legs.Select(leg => leg.Outcome).OfType<LegOutcome.Won>().CountBy(won => won.Basis).ToDictionary()
            ),
            Unsettled = new SortedDictionary<UnsettledReason, int>(
                races
                    .SelectMany(race => race.Legs)
                    .Select(leg => leg.Outcome)
                    .OfType<LegOutcome.Unsettled>()
                    .CountBy(open => open.Reason)
                    .ToDictionary()
            ),
            Staked = staked.Sum(),
            BetsNeeded =
                legs.Count == 0 ? null : Risk.BetsToTell(legs.Count, legs.Sum(leg => Expected(leg) - Stake(leg)), legs.Sum(Variance)),
            Claimed = legs.Count == 0 ? null : legs.Sum(Expected) / staked.Sum() - 1,
            Returned = legs.Count == 0 ? null : Bootstrap.Ratio(profit, staked, [.. settled.Select(race => race.Id.Date)]),
        };
    }

    private static double Stake(LegSettlement leg) => leg.Leg.Stake.ToDouble();

    private static double Expected(LegSettlement leg) => Stake(leg) * leg.Leg.Probability * leg.Leg.ExpectedDividend;

    private static double Variance(LegSettlement leg)
    {
        var paid = Stake(leg) * leg.Leg.ExpectedDividend;
        return paid * paid * leg.Leg.Probability * (1 - leg.Leg.Probability);
    }
}
