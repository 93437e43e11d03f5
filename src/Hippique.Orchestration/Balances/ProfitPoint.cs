using Hippique.Racing;

namespace Hippique.Orchestration.Balances;

/// <summary>A book after one of its bets, in order of the offs; stakes that came back move nothing and have no point.</summary>
/// <param name="Off">Of the bet's race.</param>
/// <param name="Profit">Of all bets so far.</param>
/// <param name="Claimed">Profit that was claimed of them.</param>
public sealed record ProfitPoint(DateTimeOffset Off, Euro Profit, Euro Claimed);
