using Hippique.Gpi.Calibration;
using Hippique.Gpi.Combined;
using Hippique.Gpi.Fields;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Staking;
using Hippique.Racing;

namespace Hippique.Gpi;

/// <summary>The whole analysis for one pool in which the user can bet, in the order of the method; every step is kept for the account of it.</summary>
internal sealed class PoolAnalysis
{
    private readonly GuardList _guards = new();
    private readonly List<(SetBet[] Bets, double[] Outcomes)> _joint = [];

    public PoolAnalysis(AnalysisContext context, PoolView own)
    {
        (Context, Own) = (context, own);
        Market = new MarketView(context, own);
        Chances = new RaceProbabilities(context, Market);
        Homogeneous = IsHomogeneous(Chances.Win, context.Rules.Guards.HomogeneousPoints);
        Singles = PriceSingles(out var offer);
        Limits = offer is null ? null : new StakeLimits(offer, Part(context.Rules.Budget.SinglesShare), context.Rules.Budget.HorseShareMax);

        KellyFraction = context.Rules.KellyFraction;
        Plan();
        DayRuin = TotalGuards.DayRuin(context, TotalsOf(withCombined: true));
        if (SinglesPlan.Legs.Count > 0 && DayRuin > context.Rules.Guards.RorMaxDay)
        {
            KellyFraction = Math.Min(KellyFraction, context.Rules.Guards.KellyFractionReduced);
            Plan();
        }
        Judge(offer);
        var decision = Decision.Of(_guards, SinglesPlan, Search.Best, Combined);
        (Outcome, Reason, Amber) = (decision.Outcome, decision.Reason, decision.Amber);
        KeepCombined = decision.KeepsCombined;
        KeepSingles = decision.KeepsSingles;
        if (Outcome == Outcome.Play)
            Kept = TotalsOf(KeepCombined, KeepSingles);
    }

    public AnalysisContext Context { get; }
    public PoolView Own { get; }
    public MarketView Market { get; }
    public RaceProbabilities Chances { get; }

    /// <summary>The first four are within a few points.</summary>
    public bool Homogeneous { get; }
    public SinglesMarket Singles { get; }

    /// <summary>Null where the bet is not sold.</summary>
    public StakeLimits? Limits { get; }
    public double KellyFraction { get; private set; }
    public double DayRuin { get; }
    public SinglesPlan SinglesPlan { get; private set; } = SinglesPlan.None;
    public CombinedSearch Search { get; private set; } = new(null, NoCombined.Horses, null);

    /// <summary>Null where there is none or it was dropped.</summary>
    public CombinedPlan? Combined { get; private set; }
    public IReadOnlyList<GuardVerdict> Guards => _guards.Verdicts;
    public Outcome Outcome { get; }
    public GuardCode? Reason { get; }
    public bool Amber { get; }
    public bool KeepSingles { get; }
    public bool KeepCombined { get; }

    /// <summary>Of the tickets that are proposed; null where there is none.</summary>
    public Totals? Kept { get; }

    /// <summary>More expected growth of the bankroll from a ticket that may be bought; else nearer to one.</summary>
    public bool IsBetterThan(PoolAnalysis other) =>
        Outcome != other.Outcome ? Outcome < other.Outcome : SinglesPlan.Growth > other.SinglesPlan.Growth;

    private SinglesMarket PriceSingles(out BetOffer? offer)
    {
        var pricer = new SinglesPricer(Context, Own, Chances);
        offer = OfferOf(BetType.SimplePlace);
        if (offer is not null && Context.PlacesPaid > 0)
        {
            if (Own.HasPlaces)
                return pricer.Place();
            // Calibrations are fitted on three places; what two pay is not known.
            if (Context.PlacesPaid == 3 && pricer.PlaceByCalibration(Own.Prices!.Pool) is { } calibrated)
                return calibrated;
        }
        offer = OfferOf(BetType.SimpleGagnant);
        var pool = Own.Prices?.Pool ?? Market.Pool ?? Pool.ZEturf;
        return pricer.Win(Context.Model.WinDividend(pool, Context.Discipline));
    }

    private void Plan()
    {
        if (Limits is null)
            return;
        SinglesPlan = new SinglesPlanner(Context.Rules, Chances, Context.PlacesPaid, Context.Bankroll).Plan(Singles, Limits, KellyFraction);
        Search = new CombinedPlanner(Context, Own, Chances).Search(
            SinglesPlan.Candidates,
            Part(Context.Rules.Budget.CombinedShare),
            KellyFraction
        );
        Combined = Search.Best;
    }

    /// <summary>All guards in their order; a combined ticket that alone spoils the whole is dropped before the whole is judged.</summary>
    private void Judge(BetOffer? offer)
    {
        RaceGuards.Offered(_guards, Context.Input, Own, offer is not null);
        RaceGuards.Prices(_guards, Context.Input, Context.Field, Own, Context.Rules.Guards);
        FieldGuards.SameField(_guards, Context, Chances);
        FieldGuards.JockeysTrainers(_guards, Context, Chances);
        RaceGuards.Books(_guards, Own, Context.PlacesPaid, Context.Rules.Guards);
        CombinedGuards.Before(_guards, Context, Own, Search);
        SinglesGuards.Check(_guards, Context, Singles, SinglesPlan, Homogeneous, offer);
        CombinedGuards.After(_guards, Context, Combined);
        if (Combined is not null && (_guards.Blocks(GuardScope.Combined) || SpoilsTheWhole()))
            Combined = null;
        // Singles that were refused count no more where a combined ticket is left; else the numbers of what was refused are shown.
        var totals = TotalsOf(Combined is not null, !_guards.Blocks(GuardScope.Singles) || Combined is null);
        TotalGuards.Check(_guards, Context, totals);
        TotalGuards.Limits(_guards, Context, totals);
        var tickets = (SinglesPlan.Legs.Count > 0 ? 1 : 0) + (Combined is null ? 0 : 1);
        _guards.AtMost(GuardCode.TicketsMax, tickets, Context.Rules.Budget.TicketsMax, GuardScope.All);
    }

    private bool SpoilsTheWhole() =>
        SinglesPlan.Legs.Count > 0
        && !_guards.Blocks(GuardScope.Singles)
        && !TotalGuards.Pass(Context, TotalsOf(withCombined: true))
        && TotalGuards.Pass(Context, TotalsOf(withCombined: false));

    private Totals TotalsOf(bool withCombined, bool withSingles = true)
    {
        var legs = withSingles ? SinglesPlan.Legs : [];
        var combined = withCombined ? Combined : null;
        var depth = Singles.Bet == BetType.SimplePlace ? Context.PlacesPaid : 1;
        var bets = legs.Select(leg => SetBet.Of(depth, Chances.Position[leg.Price.Runner])).ToList();
        var stakes = legs.Select(leg => (double)leg.Stake).ToList();
        var dividends = legs.Select(leg => leg.Price.Dividend).ToList();
        var deviations = legs.Select(_ => Singles.Deviation).ToList();
        foreach (var one in combined?.Combinations ?? [])
        {
            var bet = CombinedBet.All.First(bet => bet.Bet == combined!.Bet);
            bets.Add(SetBet.Of(bet.Depth, [.. one.Runners.Select(i => Chances.Position[i])]));
            stakes.Add((double)combined!.UnitStake);
            dividends.Add(one.Dividend);
            deviations.Add(one.Fit.Deviation);
        }
        if (bets.Count == 0)
            return new Totals(0, 0, 0);
        var (profit, variance) = Risk.Moments(JointOf([.. bets]), [.. stakes], [.. dividends], [.. deviations]);
        return new Totals(stakes.Sum(), profit, variance);
    }

    /// <summary>A walk over all finishing orders; the same tickets are asked about several times.</summary>
    private double[] JointOf(SetBet[] bets)
    {
        foreach (var known in _joint)
            if (known.Bets.AsSpan().SequenceEqual(bets))
                return known.Outcomes;
        var outcomes = Chances.Orders.Joint(bets);
        _joint.Add((bets, outcomes));
        return outcomes;
    }

    private BetOffer? OfferOf(BetType bet) =>
        Own.Prices is null ? null : Own.Offer(bet, Context.Regulated.Stakes(Context.Day, Own.Prices.Pool, bet));

    private Euro Part(double share)
    {
        var budget = Math.Min(Context.Input.BudgetPerRace.Amount, Context.Rules.Budget.RaceMax);
        return new Euro(decimal.Round(budget * (decimal)share, 2, MidpointRounding.ToZero));
    }

    private static bool IsHomogeneous(double[] win, double points)
    {
        if (win.Length < 4)
            return false;
        var sorted = win.OrderDescending().Take(4).ToArray();
        return sorted[3] > 0 && sorted[0] - sorted[3] <= points;
    }
}
