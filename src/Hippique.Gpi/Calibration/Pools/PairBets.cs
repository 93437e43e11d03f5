using Hippique.Gpi.Pools;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Pools;

/// <summary>
/// Every Couplé gagnant and Couplé placé of a race whose last stakes are known. The first two pay, or the three pairs among the first three, by the arithmetic of the places with pairs in the
/// place of horses; whether pools of pairs pay so, the check of the dividends tells. How their money moves from H-5 to the close nobody has measured, so that moment is left out.
/// </summary>
public static class PairBets
{
    private static readonly (BetType Bet, int Depth)[] Kinds = [(BetType.CoupleGagnant, 2), (BetType.CouplePlace, 3)];

    /// <summary>One for each kind of which the race has stakes.</summary>
    public static IEnumerable<JudgedPool> Of(PoolRace race, GpiModel model, Regulated regulated)
    {
        var shown = race.Look.Pools.FirstOrDefault(pool => pool.Pool == race.Pool)?.Stakes ?? [];
        foreach (var (bet, depth) in Kinds)
            if (
                race is { Moment: PriceMoment.Close, Look.Simulated: false }
                && shown.FirstOrDefault(one => one.Bet == bet) is { Stakes.Count: > 0 } stakes
            )
                yield return Of(race, new Kind(stakes, depth), model, regulated) with
                {
                    Bet = bet,
                };
    }

    private static JudgedPool Of(PoolRace race, Kind kind, GpiModel model, Regulated regulated)
    {
        var context = PlaceBets.ContextOf(race, model, regulated);
        var bet = kind.Stakes.Bet;
        if (race.Refunded.Contains(bet) || !regulated.IsHeld(context.Day, bet, context.Size))
            return JudgedPool.Without(race, PoolGap.Refunded);
        if (regulated.TakeOut(context.Day, race.Pool, bet) is not { } kept)
            return JudgedPool.Without(race, PoolGap.NoTakeOut);
        var rows = race.Dividends.Where(row => row.Bet == bet && row is { Combination.Count: 2, PerEuro: >= 1, Label: "" }).ToList();
        if (rows.Count == 0)
            return JudgedPool.Without(race, PoolGap.NoDividends);
        var isDeadHeat = race.Arrival.Take(kind.Depth).Any(place => place.Count > 1);
        if (isDeadHeat ? rows.Count < kind.Winners : rows.Count != kind.Winners)
            return JudgedPool.Without(race, PoolGap.PlacesDiffer);
        var own = context.Pools.First(pool => pool.Prices!.Pool == race.Pool);
        if ((kind.Stakes.At ?? own.Prices!.At) < context.Field.Card.Off)
            return JudgedPool.Without(race, PoolGap.OldStakes);
        if (own.WinStakes is null)
            return JudgedPool.Without(race, PoolGap.NoStakes);
        if (PairStakes.Of(context.Field.IndexOf, context.Field.Count, kind.Stakes) is not { } stakes)
            return JudgedPool.Without(race, PoolGap.ListCut);
        var crowd = new PoolOrders(model, race.Pool, context.Discipline, PlaceBets.OddsOf(own));
        if (crowd.Orders.Count <= kind.Depth)
            return JudgedPool.Without(race, PoolGap.FewPriced);
        var arithmetic = new PlaceArithmetic
        {
            Places = kind.Winners,
            PaidOut = 1 - kept,
            Rounding = regulated.Dividends(context.Day, race.Pool),
        };
        var paid = new Dictionary<(int, int), double>();
        foreach (var row in rows)
            paid[PairStakes.Key(context.Field.IndexOf(row.Combination[0]), context.Field.IndexOf(row.Combination[1]))] = (double)
                row.PerEuro;
        return new JudgedPool(
            race,
            null,
            [.. Bets(race, new PairPool(arithmetic, stakes), crowd, paid)],
            isDeadHeat ? [] : [.. Dividends(stakes, arithmetic, paid)]
        );
    }

    private static IEnumerable<PoolBet> Bets(PoolRace race, PairPool pool, PoolOrders crowd, Dictionary<(int, int), double> paid)
    {
        var stakes = pool.Stakes;
        var listed = stakes.Listed.Sum(stakes.On);
        int[] position = [.. stakes.Starters.Select(crowd.PositionOf)];
        foreach (var pair in stakes.Listed)
            if (pool.Expected(pair, crowd.Orders, position, late: null) is { Chance: > 0 } expected)
                yield return new PoolBet
                {
                    Race = race.Id,
                    Probability = expected.Chance,
                    Dividend = expected.Dividend,
                    Paid = paid.GetValueOrDefault(pair),
                    Share = stakes.On(pair) / listed,
                    Ratio = null,
                };
    }

    private static IEnumerable<DividendPair> Dividends(PairStakes stakes, PlaceArithmetic arithmetic, Dictionary<(int, int), double> paid)
    {
        if (paid.Keys.Any(pair => !stakes.Listed.Contains(pair)))
            yield break;
        var sum = paid.Keys.Sum(stakes.On);
        foreach (var (pair, official) in paid)
            yield return new DividendPair(arithmetic.Places, arithmetic.Dividend(stakes.Total, sum, stakes.On(pair)), official);
    }

    private readonly record struct Kind(BetStakes Stakes, int Depth)
    {
        /// <summary>Pairs among the first.</summary>
        public int Winners => Depth * (Depth - 1) / 2;
    }
}
