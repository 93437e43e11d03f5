using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>One bet of the user's that this program never proposed, with what is known of it.</summary>
public sealed class ImportedBet(RaceId race, string id, LedgerMatter<LedgerFact.Imported> told)
{
    public RaceId Race => race;

    /// <summary><c>zeturf-simple_gagnant-4</c>: unique within the race.</summary>
    public string Id => id;

    /// <summary>What the file says of it; of several imports the last one counts.</summary>
    public LedgerMatter<LedgerFact.Imported> Told { get; private set; } = told;

    /// <summary>What the results give; null if they are not known, or if the program has no rule for the bet. Of another stake than the last one it says nothing.</summary>
    public LedgerMatter<LedgerFact.Official>? Official => LastOfficial?.Fact.Ticket.Stake == Bet.Stake ? LastOfficial : null;

    /// <summary>The last entry of what the results give, of whatever stake.</summary>
    internal LedgerMatter<LedgerFact.Official>? LastOfficial { get; private set; }

    public LedgerFact.Imported Bet => Told.Fact;

    /// <summary>What counts: what the file says came back, else what the official dividends give; null: the bet is open.</summary>
    public Euro? Returned => Bet.Returned ?? Official?.Fact.Returned;

    /// <summary>The stake came back as a whole.</summary>
    public bool IsRefunded =>
        Bet.Refunded || (Returned == Bet.Stake && Official?.Fact.Ticket is null or { Outcome: SettledState.Refunded });

    /// <summary><c>ln(price taken / closing price)</c>; null if one of them is not known, and for several combinations.</summary>
    public double? ClosingLineValue => Bet.Odds is not null && Official?.Fact.Ticket.Legs is [var only] ? only.ClosingLineValue : null;

    internal bool Add(LedgerEntry entry)
    {
        switch (entry.Fact)
        {
            case LedgerFact.Imported told:
                Told = LedgerMatter<LedgerFact.Imported>.After(Told, entry, told);
                return true;
            case LedgerFact.Official official:
                LastOfficial = LedgerMatter<LedgerFact.Official>.After(LastOfficial, entry, official);
                return true;
            default:
                return false;
        }
    }
}
