using Hippique.Racing;

namespace Hippique.Orchestration.Exposure;

/// <summary>What was played on one programme day that is over, as far as later days ask.</summary>
/// <param name="Date">The programme day.</param>
/// <param name="Staked">On all tickets.</param>
/// <param name="ClosingLineValues"><c>ln(price taken / closing price)</c> of its settled win bets, the latest first.</param>
public sealed record BettingDay(DateOnly Date, Euro Staked, IReadOnlyList<double> ClosingLineValues);

/// <summary>What was played on earlier days; a day never hears of itself or of later ones.</summary>
public interface IBettingHistory
{
    /// <summary>Days before <paramref name="date"/> on which something is known, the latest first; as many as a player's state needs.</summary>
    Task<IReadOnlyList<BettingDay>> BeforeAsync(DateOnly date, CancellationToken cancellationToken);
}
