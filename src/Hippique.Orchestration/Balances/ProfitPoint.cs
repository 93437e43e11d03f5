using Hippique.Racing;

namespace Hippique.Orchestration.Balances;

/// <summary>A book after one of its bets, in order of the offs; stakes that came back move nothing and have no point.</summary>
/// <param name="Off">Of the bet's race.</param>
/// <param name="Profit">Of all bets so far.</param>
/// <param name="Claimed">Profit that was claimed of them.</param>
/// <param name="Deviation">Of the profit of all bets so far, in euros, if what was claimed of each is true and none depends on another.</param>
public sealed record ProfitPoint(DateTimeOffset Off, Euro Profit, Euro Claimed, double Deviation)
{
    /// <summary>Of a normal distribution 95 % lie within so many deviations.</summary>
    private const double Within95 = 1.96;

    /// <summary>In 95 of 100 cases the profit is not under it, and not over <see cref="LuckHigh"/>, if the claims are true.</summary>
    public double LuckLow => Claimed.ToDouble() - (Within95 * Deviation);

    /// <inheritdoc cref="LuckLow"/>
    public double LuckHigh => Claimed.ToDouble() + (Within95 * Deviation);
}
