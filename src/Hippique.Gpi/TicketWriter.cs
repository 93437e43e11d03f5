using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Staking;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>Writes the tickets of an analysis that ends in a bet.</summary>
internal static class TicketWriter
{
    public static IReadOnlyList<Ticket> Write(PoolAnalysis analysis)
    {
        var tickets = new List<Ticket>();
        if (analysis.Decision.KeepsSingles)
            tickets.Add(SinglesTicket(analysis));
        if (analysis is { Decision.KeepsCombined: true, Combined: { } combined })
            tickets.Add(CombinedTicket(analysis, combined, tickets.Count + 1));
        return tickets;
    }

    /// <summary>Some price of either look was modelled for a replay.</summary>
    public static bool IsModelled(AnalysisContext context) =>
        context.Pools.Concat(context.PoolsH30).Any(pool => pool.Prices!.Origin == PriceOrigin.Modelled);

    private static Ticket SinglesTicket(PoolAnalysis analysis)
    {
        var plan = analysis.SinglesPlan;
        var isPlace = analysis.Singles.Bet == BetType.SimplePlace;
        return Empty(analysis, 1, analysis.Singles.Bet, plan.Total, plan.ExpectedProfit) with
        {
            PoolTotal = EuroOf(isPlace ? analysis.Own.PlaceTotal : analysis.Own.WinTotal),
            Legs = [.. plan.Legs.Select(leg => LegOf(analysis, leg))],
        };
    }

    private static TicketLeg LegOf(PoolAnalysis analysis, SinglesLeg leg)
    {
        var price = leg.Price;
        var runner = analysis.Context.Field.Runners[price.Runner];
        return new TicketLeg
        {
            Numbers = [runner.Number],
            Horses = [runner.Horse],
            Stake = new Euro(leg.Stake),
            Odds = price.Price,
            // A typical place price lies between tenths: rounding up must not refuse the price at which the ticket was written.
            MinimumOdds = Math.Min(price.MinimumPrice ?? price.Price, price.Price),
            Probability = price.Probability,
            ExpectedDividend = leg.Dividend,
            DividendLow = price.Low,
            DividendHigh = price.High,
            PricedBy = price.Basis,
            OwnStake = EffectOf(price.WithStake),
        };
    }

    private static OwnStakeEffect? EffectOf(Func<double, double>? with) =>
        with is null ? null : new OwnStakeEffect(with(0), with(1), with(5));

    private static Euro? EuroOf(double? amount) => amount is { } euros ? Euro.FromComputed(euros, MidpointRounding.ToEven) : null;

    private static Ticket CombinedTicket(PoolAnalysis analysis, CombinedPlan plan, int number)
    {
        var runners = analysis.Context.Field.Runners;
        TicketLeg LegOf(Combination one)
        {
            var spread = Math.Exp(WinDividend.EightyPercent * one.Deviation);
            return new TicketLeg
            {
                Numbers = [.. one.Runners.Select(i => runners[i].Number)],
                Horses = [.. one.Runners.Select(i => runners[i].Horse)],
                Stake = new Euro(plan.UnitStake),
                Odds = one.Dividend,
                MinimumOdds = Math.Min(one.Dividend, Tenths.Up((1 + analysis.Context.Rules.Guards.EvMinCombo) / one.Probability)),
                Probability = one.Probability,
                ExpectedDividend = one.DividendWith(plan.UnitStake),
                DividendLow = Math.Max(1, one.Dividend / spread),
                DividendHigh = one.Dividend * spread,
                PricedBy = one.PricedBy,
                OwnStake = EffectOf(one.WithStake),
            };
        }

        return Empty(analysis, number, plan.Bet, plan.Total, plan.ExpectedProfit) with
        {
            PoolTotal = EuroOf(analysis.Own.TotalOf(plan.Bet)),
            Legs = [.. plan.Combinations.Select(LegOf)],
        };
    }

    private static Ticket Empty(PoolAnalysis analysis, int number, BetType bet, decimal stake, double profit)
    {
        var context = analysis.Context;
        var card = context.Field.Card;
        return new Ticket
        {
            Id = $"{card.Id.Code}-{number}",
            Race = card.Id,
            Pool = analysis.Own.Prices!.Pool,
            Bet = bet,
            Legs = [],
            Stake = new Euro(stake),
            ExpectedReturn = Euro.FromComputed((double)stake + profit, MidpointRounding.ToEven),
            ExpectedRoi = profit / (double)stake,
            ExpiresAt = card.Off.AddSeconds(-context.Rules.Guards.RaceOpenSeconds),
            Simulated = context.Input.H5.Simulated,
            ModelledPrices = IsModelled(context),
        };
    }
}
