using System.Numerics;

namespace Hippique.Gpi.Probabilities.Laws;

/// <summary>
/// The first three and fewer, by walking every order depth first. Sums are formed in the order of the walk and in no other: the last digits of an analysis depend on it.
/// </summary>
internal static class FirstThree
{
    private readonly record struct State(ulong Finished, int Won, double Probability);

    /// <summary>Probability of each subset of the bets to be exactly those that win, <paramref name="deepest"/> places deep.</summary>
    public static void Joint(OrderWeights weights, int deepest, ReadOnlySpan<SetBet> bets, double[] result) =>
        Walk(weights, stackalloc int[deepest], 0, new State(0, 0, 1), bets, result);

    private static void Walk(OrderWeights orders, Span<int> order, int depth, State state, ReadOnlySpan<SetBet> bets, double[] result)
    {
        var weights = orders.At(depth);
        var scale = state.Probability / orders.Left(order[..depth]);
        var last = depth + 1 == order.Length;
        Span<int> wins = stackalloc int[weights.Length];
        var won = state.Won | Wins(bets, state.Finished, depth + 1, wins);
        for (var next = 0; next < weights.Length; next++)
        {
            var bit = 1UL << next;
            if ((state.Finished & bit) != 0)
                continue;
            var branch = scale * weights[next];
            if (last)
            {
                result[won | wins[next]] += branch;
                continue;
            }
            order[depth] = next;
            Walk(orders, order, depth + 1, new State(state.Finished | bit, won | wins[next], branch), bets, result);
        }
    }

    /// <summary>Which bets of this depth win whoever comes next (returned), and which with whom (<paramref name="wins"/>).</summary>
    public static int Wins(ReadOnlySpan<SetBet> bets, ulong finished, int depth, Span<int> wins)
    {
        wins.Clear();
        var anyway = 0;
        for (var bet = 0; bet < bets.Length; bet++)
        {
            if (Math.Min(bets[bet].Depth, wins.Length) != depth)
                continue;
            var missing = bets[bet].Runners & ~finished;
            if (missing == 0)
                anyway |= 1 << bet;
            else if (BitOperations.IsPow2(missing))
                wins[BitOperations.TrailingZeroCount(missing)] |= 1 << bet;
        }
        return anyway;
    }

    /// <summary>Walks all orders; each branch is added to the pairs of its last runner with those before it, the earlier one's row first.</summary>
    public static void AddPairs(OrderWeights weights, int places, double[] result) =>
        AddPairs(weights, stackalloc int[places], 0, new State(0, 0, 1), result);

    private static void AddPairs(OrderWeights orders, Span<int> order, int depth, State state, double[] result)
    {
        var weights = orders.At(depth);
        var count = weights.Length;
        var scale = state.Probability / orders.Left(order[..depth]);
        var last = depth + 1 == order.Length;
        for (var next = 0; next < count; next++)
        {
            var bit = 1UL << next;
            if ((state.Finished & bit) != 0)
                continue;
            var branch = scale * weights[next];
            result[next * count + next] += branch;
            foreach (var before in order[..depth])
                result[before * count + next] += branch;
            if (last)
                continue;
            order[depth] = next;
            AddPairs(orders, order, depth + 1, new State(state.Finished | bit, 0, branch), result);
        }
    }
}
