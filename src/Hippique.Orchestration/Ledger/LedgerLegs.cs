using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>One horse or combination of a proposed ticket.</summary>
public sealed record ProposedLeg
{
    public required IReadOnlyList<int> Numbers { get; init; }
    public required IReadOnlyList<string> Horses { get; init; }
    public required Euro Stake { get; init; }
    public required double Odds { get; init; }
    public required double MinimumOdds { get; init; }
    public required double Probability { get; init; }

    /// <summary>For 1 € if it wins.</summary>
    public required double ExpectedDividend { get; init; }
}

/// <summary>What the user bought of one leg.</summary>
/// <param name="Numbers">As in the proposal.</param>
/// <param name="Stake">Above 0.</param>
/// <param name="Odds">The price at that moment; that of the proposal if the user told none.</param>
public sealed record PlayedLeg(IReadOnlyList<int> Numbers, Euro Stake, double Odds);
