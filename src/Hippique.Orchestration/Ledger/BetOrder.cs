using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>What the user says about the proposed tickets of a race.</summary>
public sealed record BetOrder
{
    public required RaceId Race { get; init; }

    /// <summary><c>R1C3-1</c>; null: every ticket of the race.</summary>
    public string? Ticket { get; init; }

    /// <summary>Whether it was bought.</summary>
    public required bool Played { get; init; }

    /// <summary>What was staked; empty: what was proposed.</summary>
    public IReadOnlyList<LegAmount> Stakes { get; init; } = [];

    /// <summary>The prices at that moment; empty: those of the proposal.</summary>
    public IReadOnlyList<LegAmount> Odds { get; init; } = [];

    /// <summary>Where it was bought; null: in the pool of the proposal.</summary>
    public Pool? Pool { get; init; }

    /// <summary>Who says it.</summary>
    public required string By { get; init; }
    public required SayingWay Way { get; init; }
}

/// <summary>A stake or a price of a leg.</summary>
/// <param name="Numbers">The horses of the leg; empty: of the only leg that there is.</param>
/// <param name="Amount">Euros, or odds.</param>
public sealed record LegAmount(IReadOnlyList<int> Numbers, decimal Amount);

/// <summary>What came of it.</summary>
public abstract record BetResult
{
    private BetResult() { }

    /// <param name="Tickets">As the ledger has them now.</param>
    /// <param name="IsNews">Something was added.</param>
    public sealed record Recorded(IReadOnlyList<LedgerTicket> Tickets, bool IsNews) : BetResult;

    /// <summary>The day has no plan, no such race, or no such ticket.</summary>
    public sealed record Unknown(Problem Why) : BetResult;

    /// <summary>What was said does not fit the ticket; nothing was recorded.</summary>
    public sealed record Refused(Problem Why) : BetResult;
}
