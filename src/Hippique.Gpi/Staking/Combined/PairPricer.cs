using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pools;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Racing;

namespace Hippique.Gpi.Staking.Combined;

/// <summary>
/// Prices pairs by what the pool itself shows: the stakes, if the dated tables say how much of them is paid out, else the operator's own price. Until the off a pair draws late money as both of its
/// horses do in the win pool.
/// </summary>
internal sealed class PairPricer
{
    private readonly RaceProbabilities _chances;
    private readonly PairPool? _stakes;
    private readonly Dictionary<(int, int), double> _odds = [];
    private readonly double[] _late;

    // Two horses move, each with the deviation of one.
    private readonly double _deviation;

    private PairPricer(AnalysisContext context, PoolView pool, RaceProbabilities chances, CombinedBet bet)
    {
        var prices = pool.Prices!;
        _chances = chances;
        if (
            prices.Stakes?.FirstOrDefault(stakes => stakes.Bet == bet.Bet) is { } shown
            && context.Regulated.TakeOut(context.Day, prices.Pool, bet.Bet) is { } kept
            && PairStakes.Of(context.Field.IndexOf, context.Field.Count, shown) is { } stakes
        )
            _stakes = new PairPool(
                new PlaceArithmetic
                {
                    Places = bet.Depth == bet.Size ? 1 : bet.Depth,
                    PaidOut = 1 - kept,
                    Rounding = context.Regulated.Dividends(context.Day, prices.Pool),
                },
                stakes
            );
        foreach (var price in prices.Combinations ?? [])
            if (
                price.Bet == bet.Bet
                && context.Field.IndexOf(price.Numbers[0]) is >= 0 and var one
                && context.Field.IndexOf(price.Numbers[1]) is >= 0 and var other
            )
                _odds[(Math.Min(one, other), Math.Max(one, other))] = price.Odds.Value;
        var fit = context.Model.WinDividend(prices.Pool, context.Discipline);
        _deviation = Math.Sqrt(2) * fit.Deviation;
        _late = new LateMove(pool, chances.Market).OfWinners(fit);
    }

    /// <summary>Null if the pool shows nothing of such bets.</summary>
    public static PairPricer? Of(AnalysisContext context, PoolView pool, RaceProbabilities chances, CombinedBet bet)
    {
        if (bet.Size != 2 || bet.Depth > 3 || pool.Prices is not { } prices)
            return null;
        var shows =
            prices.Combinations?.Any(price => price.Bet == bet.Bet) == true || prices.Stakes?.Any(stakes => stakes.Bet == bet.Bet) == true;
        return shows ? new PairPricer(context, pool, chances, bet) : null;
    }

    /// <summary>Null if the pool shows neither stakes nor a price of the pair.</summary>
    /// <param name="runners">Two starters, ascending.</param>
    /// <param name="probability">That the pair wins.</param>
    /// <param name="least">The least stake that is sold, in euros.</param>
    public Combination? Price(int[] runners, double probability, double least)
    {
        var (one, other) = (runners[0], runners[1]);
        if (_stakes is { } pool && pool.Stakes.Listed.Contains((one, other)))
        {
            double With(double stake) => pool.Expected((one, other), _chances.Orders, _chances.Position, _late, stake).Dividend;
            return With(least) is > 0 and var dividend ? Of(PriceSource.Stakes, dividend, With) : null;
        }
        return _odds.TryGetValue((one, other), out var odds)
            ? Of(PriceSource.Odds, Math.Max(1, odds * _late[one] * _late[other]), null)
            : null;

        Combination Of(PriceSource source, double dividend, Func<double, double>? withStake) =>
            new()
            {
                Runners = runners,
                Probability = probability,
                PoolProbability = null,
                Dividend = dividend,
                WithStake = withStake,
                PricedBy = source,
                Deviation = _deviation,
                Fit = null,
            };
    }
}
