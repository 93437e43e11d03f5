namespace Hippique.Gpi.Staking;

/// <summary>Expected profit and risk of a set of tickets.</summary>
/// <param name="Stake">In euros.</param>
/// <param name="Profit">Expected, in euros.</param>
/// <param name="Variance">Of the profit, in euros squared.</param>
internal sealed record Totals(double Stake, double Profit, double Variance)
{
    public double Sharpe => Risk.Sharpe(Profit, Variance);
}
