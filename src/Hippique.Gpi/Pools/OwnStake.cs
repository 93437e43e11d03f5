namespace Hippique.Gpi.Pools;

/// <summary>
/// A stake in a pari-mutuel pool lowers the dividend that it is paid (Isaacs 1953). With a pool P of which the share Q is paid out and d the dividend before the stake, S = Q·P/d
/// lies on the horse, and b more pays <c>Q·(P + b)/(S + b)</c>.
/// </summary>
/// <param name="Pool">P, in euros.</param>
/// <param name="PaidOut">Q = 1 less the take-out.</param>
/// <param name="Before">d, for 1 €.</param>
public readonly record struct OwnStake(double Pool, double PaidOut, double Before)
{
    private double OnHorse => PaidOut * Pool / Before;

    /// <summary>The dividend for 1 € with that stake in the pool; not rounded.</summary>
    public double Dividend(double stake) => PaidOut * (Pool + stake) / (OnHorse + stake);

    /// <summary>Expected profit of the stake in euros.</summary>
    public double Profit(double probability, double stake) => probability * Dividend(stake) * stake - stake;

    /// <summary>The stake with the best expected profit, in euros; 0 if none has one.</summary>
    public double Best(double probability)
    {
        var on = OnHorse;
        var edge = probability * PaidOut * Pool - on;
        return edge <= 0 ? 0 : Math.Sqrt(on * on + on * edge / (1 - probability * PaidOut)) - on;
    }
}
