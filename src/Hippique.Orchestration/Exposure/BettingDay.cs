using Hippique.Racing;

namespace Hippique.Orchestration.Exposure;

/// <summary>The bets of one programme day that is over, as far as later days need them.</summary>
/// <param name="Date">The programme day.</param>
/// <param name="Staked">On all tickets.</param>
/// <param name="ClosingLineValues"><c>ln(price taken / closing price)</c> of its settled win bets, the latest first.</param>
public sealed record BettingDay(DateOnly Date, Euro Staked, IReadOnlyList<double> ClosingLineValues)
{
    /// <summary>What they lost, those without a result counted as lost; below 0 if they won.</summary>
    public Euro Lost { get; init; }
}

/// <summary>The bets of earlier days; the question for a day never returns that day or a later one.</summary>
public interface IBettingHistory
{
    /// <summary>Known days before <paramref name="date"/>, the latest first; as many as a player's state needs.</summary>
    Task<IReadOnlyList<BettingDay>> BeforeAsync(DateOnly date, CancellationToken cancellationToken);
}
