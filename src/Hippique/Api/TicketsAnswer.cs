using System.Text.Json.Serialization;
using Hippique.Hosting;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tickets;

namespace Hippique.Api;

/// <summary>The day's tickets and closest calls, with the warning that belongs to every ticket.</summary>
public sealed record TicketsAnswer
{
    public required DateOnly Date { get; init; }
    public required int Races { get; init; }
    public required int Play { get; init; }
    public required int Abstain { get; init; }
    public required int Unplayable { get; init; }
    public required bool Simulated { get; init; }

    /// <summary>The day is a recorded one that is rehearsed; left out where it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RehearsalMark? Rehearsal { get; init; }
    public required bool ModelledPrices { get; init; }
    public required IReadOnlyList<DayTicket> Tickets { get; init; }

    /// <summary>Nothing was ever said to be played: proposals are followed as if they had been.</summary>
    public required bool PaperMode { get; init; }

    /// <summary>What became of the tickets, by their ids; one that is not entered in the ledger yet is missing.</summary>
    public required IReadOnlyList<TicketFate> Fates { get; init; }
    public required IReadOnlyList<DayClosestCall> ClosestCalls { get; init; }

    /// <summary>Risks, 18+ and the helpline.</summary>
    public required string Warning { get; init; }

    public static TicketsAnswer Of(DayTickets day, DayFates fates, RehearsalMark? rehearsal = null) =>
        new()
        {
            Date = day.Date,
            Races = day.Races,
            Play = day.Play,
            Abstain = day.Abstain,
            Unplayable = day.Unplayable,
            Simulated = day.Simulated,
            Rehearsal = rehearsal,
            ModelledPrices = day.ModelledPrices,
            Tickets = day.Tickets,
            PaperMode = fates.PaperMode,
            Fates = fates.Fates,
            ClosestCalls = day.ClosestCalls,
            Warning = ResponsibleGambling.Line,
        };
}
