using System.Globalization;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>Makes entries with their keys. A second entry on the same matter corrects the one before.</summary>
internal static class LedgerKeys
{
    public static NewEntry Proposed(Ticket ticket, LedgerFact.Proposed fact) =>
        new()
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{ticket.Race.Date:yyyy-MM-dd}/{ticket.Id}/proposed"),
            Race = ticket.Race,
            Ticket = ticket.Id,
            Simulated = ticket.Simulated,
            Fact = fact,
        };

    /// <summary>What the user says, or that the race was withdrawn.</summary>
    public static NewEntry Said(LedgerTicket ticket, LedgerFact fact) => Of(ticket, "said", ticket.Said, fact);

    public static NewEntry Settled(LedgerTicket ticket, LedgerFact.Settled fact)
    {
        var before = fact.Book == LedgerBookKind.Paper ? ticket.Paper : ticket.PlayedSettlement;
        return Of(
            ticket,
            fact.Book == LedgerBookKind.Paper ? "paper" : "played",
            before,
            before is null
                ? fact
                : fact with
                {
                    Difference = (fact.Ticket.Returned ?? Euro.Zero) - (before.Fact.Ticket.Returned ?? Euro.Zero),
                }
        );
    }

    public static NewEntry Result(RaceId race, bool simulated, LedgerMatter<LedgerFact.Result>? before, LedgerFact.Result fact) =>
        new()
        {
            Key = Numbered($"{race}/result", before?.Number),
            Corrects = before?.Key,
            Race = race,
            Simulated = simulated,
            Fact = fact,
        };

    /// <param name="race">Of the bet.</param>
    /// <param name="id">Of the bet within its race.</param>
    /// <param name="known">As it stands there; null: it does not yet.</param>
    /// <param name="fact">What the file says.</param>
    public static NewEntry Imported(RaceId race, string id, ImportedBet? known, LedgerFact.Imported fact) =>
        OfImported(race, id, "imported", known?.Told, fact);

    public static NewEntry Official(RaceId race, string id, ImportedBet? known, LedgerFact.Official fact) =>
        OfImported(race, id, "official", known?.LastOfficial, fact);

    private static NewEntry OfImported<T>(RaceId race, string id, string matter, LedgerMatter<T>? before, LedgerFact fact)
        where T : LedgerFact =>
        new()
        {
            Key = Numbered($"{race}/{id}/{matter}", before?.Number),
            Corrects = before?.Key,
            Race = race,
            Ticket = id,
            Fact = fact,
        };

    private static NewEntry Of<T>(LedgerTicket ticket, string matter, LedgerMatter<T>? before, LedgerFact fact)
        where T : LedgerFact =>
        new()
        {
            Key = Numbered(
                string.Create(CultureInfo.InvariantCulture, $"{ticket.Race.Date:yyyy-MM-dd}/{ticket.Id}/{matter}"),
                before?.Number
            ),
            Corrects = before?.Key,
            Race = ticket.Race,
            Ticket = ticket.Id,
            Simulated = ticket.Simulated,
            Fact = fact,
        };

    private static string Numbered(string key, int? before) =>
        before is { } known ? string.Create(CultureInfo.InvariantCulture, $"{key}/{known + 1}") : key;
}
