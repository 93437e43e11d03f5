using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>The entries of the ledger read together: what is known of each ticket. Of several entries on one matter the last one counts.</summary>
public sealed class LedgerBook
{
    private readonly Dictionary<(RaceId Race, string Id), LedgerTicket> _tickets = [];
    private readonly Dictionary<RaceId, LedgerMatter<LedgerFact.Result>> _results = [];
    private readonly List<LedgerTicket> _inOrder = [];
    private readonly List<LedgerFact.Covered> _days = [];
    private readonly Dictionary<(RaceId Race, string Id), ImportedBet> _imported = [];
    private readonly List<ImportedBet> _importedInOrder = [];

    /// <summary>In the order in which they were proposed.</summary>
    public IReadOnlyList<LedgerTicket> Tickets => _inOrder;

    /// <summary>Days that a shadow book has gone through, in the order in which it did; of the user's own ledger none.</summary>
    public IReadOnlyList<LedgerFact.Covered> Days => _days;

    /// <summary>Bets that were never proposed, in the order in which they were imported; they lie in a ledger of their own.</summary>
    public IReadOnlyList<ImportedBet> Imported => _importedInOrder;

    /// <summary>Entries about a ticket that was never proposed; a ledger that this program wrote has none.</summary>
    public IReadOnlyList<LedgerEntry> Strays { get; private init; } = [];

    public static LedgerBook Of(IEnumerable<LedgerFile> files) => Of(files.SelectMany(file => file.Entries));

    public static LedgerBook Of(IEnumerable<LedgerEntry> entries)
    {
        var strays = new List<LedgerEntry>();
        var book = new LedgerBook { Strays = strays };
        foreach (var entry in entries)
        {
            if (!book.Add(entry))
                strays.Add(entry);
        }
        return book;
    }

    /// <summary>Null if it was not proposed.</summary>
    public LedgerTicket? Find(RaceId race, string id) => _tickets.GetValueOrDefault((race, id));

    /// <summary>Null if it was not imported.</summary>
    public ImportedBet? FindImported(RaceId race, string id) => _imported.GetValueOrDefault((race, id));

    /// <summary>The result on which the race's tickets are settled; null if there is none.</summary>
    public LedgerMatter<LedgerFact.Result>? ResultOf(RaceId race) => _results.GetValueOrDefault(race);

    private bool Add(LedgerEntry entry)
    {
        if (entry.Race is not { } race)
            return AddWithoutRace(entry.Fact);
        if (entry.Fact is LedgerFact.Result result)
        {
            _results[race] = LedgerMatter<LedgerFact.Result>.After(_results.GetValueOrDefault(race), entry, result);
            return true;
        }
        if (entry.Ticket is not { } id)
            return false;
        if (entry.Fact is LedgerFact.Proposed proposed)
        {
            var made = new LedgerTicket(race, id, entry.Simulated, proposed);
            if (!_tickets.TryAdd((race, id), made))
                return false;
            _inOrder.Add(made);
            return true;
        }
        if (entry.Fact is LedgerFact.Imported or LedgerFact.Official)
            return AddImported(race, id, entry);
        return Find(race, id) is { } ticket && ticket.Add(entry);
    }

    private bool AddImported(RaceId race, string id, LedgerEntry entry)
    {
        if (FindImported(race, id) is { } known)
            return known.Add(entry);
        if (entry.Fact is not LedgerFact.Imported told)
            return false;
        var bet = new ImportedBet(race, id, LedgerMatter<LedgerFact.Imported>.After(null, entry, told));
        _imported.Add((race, id), bet);
        _importedInOrder.Add(bet);
        return true;
    }

    private bool AddWithoutRace(LedgerFact fact)
    {
        if (fact is LedgerFact.Covered covered)
            _days.Add(covered);
        return fact is LedgerFact.Covered or LedgerFact.Trial;
    }
}

/// <summary>What is known on one matter.</summary>
/// <param name="Key">Of the last entry.</param>
/// <param name="Fact">What it says.</param>
/// <param name="Number">How many entries there are.</param>
public sealed record LedgerMatter<T>(string Key, T Fact, int Number)
    where T : LedgerFact
{
    internal static LedgerMatter<T> After(LedgerMatter<T>? before, LedgerEntry entry, T fact) =>
        new(entry.Key, fact, (before?.Number ?? 0) + 1);
}

/// <summary>One proposed ticket with all that became of it.</summary>
public sealed class LedgerTicket(RaceId race, string id, bool simulated, LedgerFact.Proposed proposed)
{
    public RaceId Race => race;
    public string Id => id;
    public bool Simulated => simulated;
    public LedgerFact.Proposed Proposed => proposed;

    /// <summary>What the user said last, or that the race was withdrawn before anything was said; null: nothing yet.</summary>
    public LedgerMatter<LedgerFact>? Said { get; private set; }

    /// <summary>As if the proposal had been played; null: not settled.</summary>
    public LedgerMatter<LedgerFact.Settled>? Paper { get; private set; }

    /// <summary>What was played, settled; null: not settled. It counts only while the user says that the ticket was played.</summary>
    public LedgerMatter<LedgerFact.Settled>? PlayedSettlement { get; private set; }

    /// <summary>What the user has bought; null if nothing was, or nothing was said.</summary>
    public LedgerFact.Played? Played => Said?.Fact as LedgerFact.Played;

    /// <summary>What counts in a book; null if the ticket is not settled there.</summary>
    public SettledTicket? SettledIn(LedgerBookKind book) =>
        book switch
        {
            LedgerBookKind.Paper => Paper?.Fact.Ticket,
            LedgerBookKind.Played when Played is not null => PlayedSettlement?.Fact.Ticket,
            _ => null,
        };

    /// <summary>What stands in a book: the stake of the proposal, or what was played; null if nothing does.</summary>
    public Euro? StakedIn(LedgerBookKind book) =>
        book switch
        {
            LedgerBookKind.Paper => proposed.Stake,
            LedgerBookKind.Played => Played?.Stake,
            _ => null,
        };

    internal bool Add(LedgerEntry entry)
    {
        switch (entry.Fact)
        {
            case LedgerFact.Played or LedgerFact.NotPlayed or LedgerFact.Withdrawn:
                Said = LedgerMatter<LedgerFact>.After(Said, entry, entry.Fact);
                return true;
            case LedgerFact.Settled { Book: LedgerBookKind.Paper } settled:
                Paper = LedgerMatter<LedgerFact.Settled>.After(Paper, entry, settled);
                return true;
            case LedgerFact.Settled settled:
                PlayedSettlement = LedgerMatter<LedgerFact.Settled>.After(PlayedSettlement, entry, settled);
                return true;
            default:
                return false;
        }
    }
}
