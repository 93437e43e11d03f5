using Hippique.Gpi.Inputs;
using Hippique.Gpi.Market;
using Hippique.Gpi.Pools;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Pools;

/// <summary>
/// Every place bet of a race, priced from the money in its pools as the analysis does it, and what it returned: chances by the win pool's own stakes, dividends over every set of horses that
/// can be placed. At H-5 the late move of the analysis is put upon them; after the last stakes nothing moves.
/// </summary>
public static class PlaceBets
{
    // Of its thresholds only that on stale odds is used, in which the sets that ship agree.
    private static readonly Lazy<RuleSet> Rules = new(() => RuleSets.Load(RuleSets.Default).Value);

    public static JudgedPool Of(PoolRace race, GpiModel model, Regulated regulated)
    {
        if (race.Look.Simulated)
            return JudgedPool.Without(race, PoolGap.Simulated);
        var context = ContextOf(race, model, regulated);
        if (GapOfResult(race, context) is { } unknown)
            return JudgedPool.Without(race, unknown);
        if (PaidPlaces.Of(race, context.PlacesPaid) is not { } paid)
            return JudgedPool.Without(race, PoolGap.PlacesDiffer);
        var own = context.Pools.FirstOrDefault(pool => pool.Prices!.Pool == race.Pool);
        if (GapOfStakes(race, context, own) is { } missing)
            return JudgedPool.Without(race, missing);
        var crowd = new PoolOrders(model, race.Pool, context.Discipline, OddsOf(own!));
        return crowd.Orders.Count <= context.PlacesPaid
            ? JudgedPool.Without(race, PoolGap.FewPriced)
            : new JudgedPool(
                race,
                null,
                [.. Bets(race, context, own!, crowd, paid)],
                race.Moment == PriceMoment.Close ? [.. Dividends(context, own!.PlacePool!, paid)] : []
            );
    }

    /// <summary>The race with the money in its single bets, whatever came of it; null if that money is not known as a price has to know it.</summary>
    internal static PoolLayout? Layout(PoolRace race, GpiModel model, Regulated regulated)
    {
        var context = ContextOf(race, model, regulated);
        var own = context.Pools.FirstOrDefault(pool => pool.Prices!.Pool == race.Pool);
        if (context.PlacesPaid == 0 || GapOfStakes(race, context, own) is not null)
            return null;
        var crowd = new PoolOrders(model, race.Pool, context.Discipline, OddsOf(own!));
        return crowd.Orders.Count <= context.PlacesPaid ? null : new PoolLayout(context, own!, crowd);
    }

    /// <summary>The race as the analysis lays it out.</summary>
    internal static AnalysisContext ContextOf(PoolRace race, GpiModel model, Regulated regulated) =>
        new(Input(race), Rules.Value, model, regulated);

    private static AnalysisInput Input(PoolRace race) =>
        new()
        {
            H5 = race.Look,
            H30 = race.Earlier,
            Operators = [race.Pool],
            Countries = [],
            Bankroll = Euro.Zero,
            BudgetPerRace = Euro.Zero,
            ProgramVersion = "",
            InputHashes = new Dictionary<string, string>(),
        };

    private static PoolGap? GapOfResult(PoolRace race, AnalysisContext context) =>
        context.PlacesPaid == 0 || race.Refunded.Contains(BetType.SimplePlace) ? PoolGap.Refunded
        : PaidPlaces.Rows(race).Any() ? null
        : PoolGap.NoDividends;

    private static PoolGap? GapOfStakes(PoolRace race, AnalysisContext context, PoolView? own)
    {
        if (own?.Prices?.Stakes is not { } shown)
            return PoolGap.NoStakes;
        var (win, place) = (Of(BetType.SimpleGagnant), Of(BetType.SimplePlace));
        if (win is not { Stakes.Count: > 0 } || place is not { Stakes.Count: > 0 })
            return PoolGap.NoStakes;
        if (own.Payout is not { WinPaidOut: not null, Place: not null })
            return PoolGap.NoTakeOut;
        var isLate = race.Moment == PriceMoment.Close;
        if (isLate && ((win.At ?? own.Prices.At) < context.Field.Card.Off || (place.At ?? own.Prices.At) < context.Field.Card.Off))
            return PoolGap.OldStakes;
        if (own.PlacePool is null || StakesView.Of(context.Field.IndexOf, win, own.Win) is null)
            return PoolGap.ListCut;
        return own.WinStakes is null ? PoolGap.OldStakes : null;

        BetStakes? Of(BetType bet) => shown.FirstOrDefault(stakes => stakes.Bet == bet);
    }

    /// <summary>A horse that is not listed, and has no odds either, is priced at what was spread over it.</summary>
    internal static double[] OddsOf(PoolView own) =>
        [
            .. own.Win.Select(
                (odds, i) =>
                    odds <= 0 && own.WinStakes!.On[i] is > 0 and var spread
                        ? own.Payout!.WinPaidOut!.Value * own.WinStakes.Total / spread
                        : odds
            ),
        ];

    private static IEnumerable<PoolBet> Bets(
        PoolRace race,
        AnalysisContext context,
        PoolView own,
        PoolOrders crowd,
        IReadOnlyDictionary<int, double> paid
    )
    {
        var places = own.PlacePool!;
        var count = context.Field.Count;
        int[] position = [.. Enumerable.Range(0, count).Select(crowd.PositionOf)];
        // After the close nothing moves any more, and dividends are rounded as they are paid.
        var late =
            race.Moment == PriceMoment.Close
                ? null
                : new LateMove(own, new MarketView(context, own)).OfPlaced(
                    context.Model.WinDividend(race.Pool, context.Discipline),
                    context.Model.PlaceMoveOf(race.Pool)
                );
        var chances = crowd.With(PlaceMoney.Factors(context.Model, own, crowd));
        var fair = FairPlaceShares.Of(places, crowd);
        var listed = Enumerable.Range(0, count).Where(places.Stakes.IsKnown).Sum(i => places.Stakes.On[i]);
        for (var i = 0; i < count; i++)
        {
            var number = context.Field.Runners[i].Number;
            if (!places.Stakes.IsKnown(i) || race.Withdrawn.Contains(number))
                continue;
            if (places.Expected(i, chances.Orders, position, late) is not { Dividend: > 0 and var dividend })
                continue;
            yield return new PoolBet
            {
                Race = race.Id,
                Probability = chances.Placed(i, context.PlacesPaid),
                Dividend = dividend,
                Paid = paid.GetValueOrDefault(number),
                Share = places.Stakes.On[i] / listed,
                Ratio = fair.Length > 0 && fair[i] > 0 ? places.Stakes.On[i] / places.Stakes.Total / fair[i] : null,
            };
        }
    }

    /// <summary>None in a dead heat, which shares what the arithmetic gives to one.</summary>
    private static IEnumerable<DividendPair> Dividends(AnalysisContext context, PlacePool places, IReadOnlyDictionary<int, double> paid)
    {
        var stakes = places.Stakes;
        int[] placed = [.. paid.Keys.Select(context.Field.IndexOf)];
        if (placed.Length != context.PlacesPaid || placed.Any(i => i < 0 || !stakes.IsKnown(i)))
            yield break;
        var sum = placed.Sum(i => stakes.On[i]);
        foreach (var (number, official) in paid)
        {
            var own = stakes.On[context.Field.IndexOf(number)];
            yield return new DividendPair(context.PlacesPaid, places.Arithmetic.Dividend(stakes.Total, sum, own), official);
        }
    }
}

/// <summary>A race as the analysis lays it out, with the money in its win and in its places.</summary>
/// <param name="Context">Of the race.</param>
/// <param name="Own">The pool, with its stakes.</param>
/// <param name="Crowd">What its win money says.</param>
internal sealed record PoolLayout(AnalysisContext Context, PoolView Own, PoolOrders Crowd);
