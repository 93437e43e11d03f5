using Hippique.Gpi.Guards;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;

namespace Hippique.Orchestration.Exports;

/// <summary>One race with what was decided of it, how it ended, and its money in both books.</summary>
public sealed record RaceRow
{
    public required RaceId Race { get; init; }
    public required string Meeting { get; init; }

    /// <summary>Empty if the day's files are gone.</summary>
    public required string Name { get; init; }
    public required Discipline Discipline { get; init; }
    public required DateTimeOffset Off { get; init; }

    /// <summary>Runners declared; null if they are not known.</summary>
    public int? Declared { get; init; }

    /// <summary>Null: not decided, or the day's files are gone and there was no ticket.</summary>
    public Outcome? Decision { get; init; }

    /// <summary>Null: none is known.</summary>
    public RaceResult? Result { get; init; }
    public required LedgerTotals Paper { get; init; }
    public required LedgerTotals Played { get; init; }

    /// <summary>The races of the days that are on record, and those of which the ledger alone still knows, by date and number.</summary>
    /// <param name="days">Of them, those that are invented as the tickets are, or are not, so that no sum mixes them.</param>
    /// <param name="tickets">Of the same range.</param>
    public static async Task<IReadOnlyList<RaceRow>> OfAsync(IAsyncEnumerable<SeenDay> days, BalancedTickets tickets)
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(tickets);
        var byRace = tickets.Tickets.ToLookup(ticket => ticket.Race);
        var rows = new SortedDictionary<RaceId, RaceRow>();
        await foreach (var day in days.ConfigureAwait(false))
        {
            if (tickets.Tickets.Count > 0 && day.Simulated != tickets.Simulated)
                continue;
            foreach (var race in day.Races)
                rows[race.Race.Id] = Of(race, [.. byRace[race.Race.Id]]);
        }
        foreach (var race in byRace)
            rows.TryAdd(race.Key, Of([.. race]));
        return [.. rows.Values];
    }

    private static RaceRow Of(SeenRace seen, IReadOnlyList<LedgerTicket> tickets) =>
        new()
        {
            Race = seen.Race.Id,
            Meeting = seen.Race.Meeting,
            Name = seen.Race.Name,
            Discipline = seen.Race.Discipline,
            Off = seen.Race.Off,
            Declared = seen.Card?.Declared ?? seen.Race.Runners,
            Decision = seen.Sheet?.Outcome,
            Result = seen.Result,
            Paper = LedgerTotals.Of(tickets, LedgerBookKind.Paper),
            Played = LedgerTotals.Of(tickets, LedgerBookKind.Played),
        };

    private static RaceRow Of(IReadOnlyList<LedgerTicket> tickets) =>
        new()
        {
            Race = tickets[0].Race,
            Meeting = tickets[0].Proposed.Meeting,
            Name = "",
            Discipline = tickets[0].Proposed.Discipline,
            Off = tickets[0].Proposed.Off,
            Decision = Outcome.Play,
            Paper = LedgerTotals.Of(tickets, LedgerBookKind.Paper),
            Played = LedgerTotals.Of(tickets, LedgerBookKind.Played),
        };
}
