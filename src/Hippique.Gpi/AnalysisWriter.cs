using Hippique.Gpi.Factors;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Staking;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>Writes down an analysis as the program's other parts and its files know it.</summary>
internal static class AnalysisWriter
{
    public static RaceAnalysis Write(PoolAnalysis analysis)
    {
        var context = analysis.Context;
        var runners = RunnersOf(analysis);
        return new RaceAnalysis
        {
            Race = context.Field.Card.Id,
            Rules = context.Rules.Name,
            RulesSha256 = context.Rules.Sha256,
            Model = ModelNote.Of(context.Model),
            ProgramVersion = context.Input.ProgramVersion,
            Inputs = new SortedDictionary<string, string>(context.Input.InputHashes.ToDictionary(), StringComparer.Ordinal),
            Missing = MissingInputs.Of(analysis),
            Simulated = context.Input.H5.Simulated,
            ModelledPrices = TicketWriter.IsModelled(context),
            Pool = analysis.Own.Prices?.Pool,
            Market = analysis.Singles.Bet,
            WinBook = analysis.Market.Leading?.WinBook,
            PlaceBook = analysis.Own.HasPlaces && context.PlacesPaid > 0 ? analysis.Own.PlaceBook / context.PlacesPaid : null,
            Money = PoolsAccount.Of(analysis),
            Declared = context.Size.Declared,
            PlacesPaid = context.PlacesPaid,
            MarketReading = MarketOf(analysis),
            Formulas = analysis.Market.Pool is null ? null : FormulaNote.Of(analysis),
            Homogeneous = analysis.Homogeneous,
            Runners = runners,
            Guards = analysis.Guards,
            Outcome = analysis.Decision.Outcome,
            Reason = analysis.Decision.Reason,
            Amber = analysis.Decision.Amber,
            Singles = SinglesOf(analysis),
            Combined = CombinedOf(analysis),
            Closest = ClosestCalls.Of(analysis, runners),
            Tickets = analysis.Decision.Outcome == Outcome.Play ? TicketWriter.Write(analysis) : [],
            Totals = analysis.Kept is { } kept ? new TicketTotals(kept.Profit, kept.Variance) : null,
            Player = context.Input.Player,
        };
    }

    private static MarketNote MarketOf(PoolAnalysis analysis) =>
        new()
        {
            Pool = analysis.Market.Pool,
            TwoPools = analysis.Market.Both,
            Exponent = analysis.Market.Exponent,
            ExponentError = analysis.Market.ExponentError,
            Weights = analysis.Context.Rules.Weights,
            Degraded = analysis.Chances.Degraded,
        };

    private static RunnerAnalysis[] RunnersOf(PoolAnalysis analysis)
    {
        var context = analysis.Context;
        var test = new SingleTest(context.Rules, analysis.Singles, analysis.Limits, context.Bankroll, analysis.Homogeneous);
        var fair = analysis.Own.PlacePool is { } places ? FairPlaceShares.Of(places, analysis.Crowd) : [];
        var runners = new RunnerAnalysis[context.Field.Count];
        for (var i = 0; i < runners.Length; i++)
            runners[i] = RunnerOf(analysis, i, test, fair);
        return runners;
    }

    private static RunnerAnalysis RunnerOf(PoolAnalysis analysis, int i, SingleTest test, double[] fair)
    {
        var context = analysis.Context;
        var (market, chances, price) = (analysis.Market, analysis.Chances, analysis.Singles.Prices[i]);
        var runner = context.Field.Runners[i];
        var oddsH5 = analysis.Own.Prices is null ? market.Leading?.Win[i] ?? 0 : analysis.Own.Win[i];
        var standing = StandingOf(analysis.Own, i, fair);
        var figures = RaceFactors.FiguresOf(runner, context.Discipline, context.Rules.FactorRules.Performances);
        return new RunnerAnalysis
        {
            Number = runner.Number,
            Horse = runner.Horse,
            OddsH30 = Known(market.OddsH30[i]),
            OddsH5 = Known(oddsH5),
            MarketShare = Known(market.Share[i]),
            MarketProbability = Known(market.Probability[i]),
            ShinProbability = Known(market.Shin[i]),
            Factors = chances.Factors[i],
            Statistics = context.Statistics[i],
            DeclaredProbability = Known(chances.Declared[i]),
            FittedProbability = Known(chances.Fitted[i]),
            WinProbability = Known(chances.Win[i]),
            LogDeviation = chances.Win[i] > 0 ? chances.Sigma[i] : null,
            PlaceProbability = Known(chances.Place[i]),
            PoolPlaceProbability = price?.PoolProbability,
            ForecastProbability = Known(market.Forecast[i]),
            PredictedClose = market.Close?.Share[i] > 0 ? 1 / (market.Close.Share[i] * market.Leading!.WinBook) : null,
            Price = price?.Price,
            PricedBy = price?.Basis,
            WinStake = analysis.Own.WinStakes is { } win && win.IsKnown(i) ? EuroOf(win.On[i]) : null,
            PlacePool = standing,
            PredictedDividend = price?.Dividend,
            DividendLow = price?.Low,
            DividendHigh = price?.High,
            ExpectedRoi = price?.Roi,
            Shrink = price?.Shrink,
            PlayableFrom = price is null ? null : test.PlayableFrom(price),
            Labels = Labels.Of(
                context.Rules.FactorRules.Labels,
                chances.Win[i],
                chances.Place[i],
                market.Leading?.Win[i] ?? 0,
                market.OddsH30[i],
                standing?.Ratio,
                figures
            ),
        };
    }

    private static PlaceStanding? StandingOf(PoolView own, int i, double[] fair)
    {
        if (own.PlacePool?.Stakes is not { } stakes || !stakes.IsKnown(i))
            return null;
        return new PlaceStanding(EuroOf(stakes.On[i]), stakes.On[i] / stakes.Total, fair.Length > 0 ? Known(fair[i]) : null);
    }

    private static Euro EuroOf(double euros) => Euro.FromComputed(euros, MidpointRounding.ToEven);

    private static SinglesAccount SinglesOf(PoolAnalysis analysis)
    {
        int NumberOf(SinglePrice price) => analysis.Context.Field.Runners[price.Runner].Number;
        return new SinglesAccount
        {
            Bankroll = analysis.Context.Input.Bankroll,
            KellyFraction = analysis.KellyFraction,
            DayRuin = analysis.DayRuin,
            Budget = analysis.Limits?.Budget,
            DividendDeviation = analysis.Singles.Deviation,
            Growth = analysis.SinglesPlan.Growth,
            Candidates = [.. analysis.SinglesPlan.Candidates.Select(NumberOf)],
            Legs =
            [
                .. analysis.SinglesPlan.Considered.Select(leg => new SinglesAccountLeg
                {
                    Number = NumberOf(leg.Price),
                    Shrink = leg.Shrink,
                    Kelly = leg.Kelly,
                    Wanted = leg.Wanted,
                    Cap = new Euro(leg.Cap),
                    Stake = new Euro(leg.Stake),
                }),
            ],
        };
    }

    private static CombinedAccount CombinedOf(PoolAnalysis analysis)
    {
        if (analysis.Search.Best is not { } plan)
            return CombinedAccount.None with { Why = analysis.Search.Why };
        var runners = analysis.Context.Field.Runners;
        return new CombinedAccount
        {
            Bet = plan.Bet,
            Combinations =
            [
                .. plan.Combinations.Select(one => new CombinationAccount(
                    [.. one.Runners.Select(i => runners[i].Number)],
                    one.Probability,
                    one.Dividend
                )
                {
                    PoolProbability = one.PoolProbability,
                }),
            ],
            UnitStake = new Euro(plan.UnitStake),
            ExpectedRoi = plan.ExpectedProfit / (double)plan.Total,
            ExpectedPayout = Euro.FromComputed(plan.ExpectedPayout, MidpointRounding.ToEven),
        };
    }

    private static double? Known(double value) => value > 0 ? value : null;
}
