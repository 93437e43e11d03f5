using System.Text.Json.Serialization;
using Hippique.Gpi.Balances;
using Hippique.Orchestration.Ledger;

namespace Hippique.Orchestration.Balances;

/// <summary>What proposals and bets came to, from the ledger. Bets are legs of tickets: a ticket on three horses is three.</summary>
public sealed record Balance
{
    /// <summary>First day of the programme month; null: everything.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Month { get; init; }

    /// <summary>Nothing was ever said to be played: proposals are followed as if they had been.</summary>
    public required bool PaperMode { get; init; }

    /// <summary>The races are invented: there are no others in the ledger.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Prices behind some tickets were modelled for a replay.</summary>
    public required bool ModelledPrices { get; init; }

    /// <summary>Every proposal as if it had been played.</summary>
    public required BookBalance Paper { get; init; }

    /// <summary>What was played.</summary>
    public required BookBalance Played { get; init; }

    /// <summary>Bets that the user has imported and that were never proposed; left out if there are none. They claim nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BookBalance? Imported { get; init; }

    /// <summary>Tickets of which it was said for the first time after the off, or said otherwise after it, that they were played or not.</summary>
    public required int SaidAfterOff { get; init; }

    /// <summary>Files of the ledger that something else than this program has changed.</summary>
    public required IReadOnlyList<string> Changed { get; init; }
}

/// <summary>One book: paper and money are never added up.</summary>
public sealed record BookBalance
{
    /// <summary>Of tickets: also those that are open, and stakes that came back.</summary>
    public required LedgerTotals Totals { get; init; }

    /// <summary>Of settled legs whose stake did not come back.</summary>
    public required BalanceFigures Figures { get; init; }

    /// <summary>The same divided, in the order of the groups; empty if nothing was asked.</summary>
    public required IReadOnlyList<BalanceGroup> Groups { get; init; }
}

/// <param name="Key">A code: <c>simple_gagnant</c>, <c>zeturf</c>, <c>harness</c>, <c>VINCENNES</c>, <c>3-6</c>, <c>gpi-v5.1 0123456789ab</c>, <c>monday</c>, <c>2026-05</c>.</param>
/// <param name="Figures">Of its legs.</param>
public sealed record BalanceGroup(string Key, BalanceFigures Figures);
