using System.Text.Json.Serialization;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>What became of a proposed ticket, as the ledger has it.</summary>
public sealed record TicketFate
{
    /// <summary><c>R1C3-1</c>.</summary>
    public required string Ticket { get; init; }
    public required TicketFateState State { get; init; }

    /// <summary>When the user said it; left out if he has not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>Where it was bought; left out if it was not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Pool? Pool { get; init; }

    /// <summary>What was staked; left out if nothing was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Euro? Staked { get; init; }

    /// <summary>What was bought of it; empty if nothing was.</summary>
    public required IReadOnlyList<PlayedLeg> Legs { get; init; }

    /// <summary>What the proposal returned on paper; left out if it is not settled.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FateMoney? Paper { get; init; }

    /// <summary>What was played returned; left out if it is not settled or nothing was played.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FateMoney? Played { get; init; }

    public static TicketFate Of(LedgerTicket ticket)
    {
        ArgumentNullException.ThrowIfNull(ticket);
        return new TicketFate
        {
            Ticket = ticket.Id,
            State = ticket.Said?.Fact switch
            {
                null => TicketFateState.Proposed,
                LedgerFact.Played => TicketFateState.Played,
                LedgerFact.Withdrawn => TicketFateState.Withdrawn,
                _ => TicketFateState.NotPlayed,
            },
            SaidAt = ticket.Said?.Fact switch
            {
                LedgerFact.Played played => played.Said.At,
                LedgerFact.NotPlayed skipped => skipped.Said.At,
                _ => null,
            },
            Pool = ticket.Played?.Pool,
            Staked = ticket.Played?.Stake,
            Legs = ticket.Played?.Legs ?? [],
            Paper = FateMoney.Of(ticket.SettledIn(LedgerBookKind.Paper)),
            Played = FateMoney.Of(ticket.SettledIn(LedgerBookKind.Played)),
        };
    }
}

/// <param name="Outcome">How it ended.</param>
/// <param name="Staked">In euros.</param>
/// <param name="Returned">Stakes included; null if it is left open.</param>
public sealed record FateMoney(SettledState Outcome, Euro Staked, Euro? Returned)
{
    internal static FateMoney? Of(SettledTicket? settled) =>
        settled is null ? null : new FateMoney(settled.Outcome, settled.Stake, settled.Returned);
}

public enum TicketFateState
{
    /// <summary>Nothing was said.</summary>
    Proposed,
    Played,
    NotPlayed,

    /// <summary>The race was called off before anything was said.</summary>
    Withdrawn,
}

/// <summary>The fates of a day's tickets.</summary>
/// <param name="PaperMode">Nothing was ever said to be played.</param>
/// <param name="Fates">In the order in which they were proposed; a ticket that is not entered yet is missing.</param>
public sealed record DayFates(bool PaperMode, IReadOnlyList<TicketFate> Fates);

/// <summary>Reads the fates of a day's tickets.</summary>
public sealed class FatesReader(ILedger ledger, LedgerMode mode)
{
    /// <param name="date">Programme day.</param>
    /// <param name="simulated">Its races are invented.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    /// <exception cref="Artifacts.ArtifactException">The ledger cannot be read.</exception>
    public async Task<DayFates> ReadAsync(DateOnly date, bool simulated, CancellationToken cancellationToken)
    {
        var book = (await ledger.ReadAsync(date, cancellationToken).ConfigureAwait(false)).Book;
        return new DayFates(
            await mode.IsPaperAsync(simulated, cancellationToken).ConfigureAwait(false),
            [.. book.Tickets.Where(ticket => ticket.Race.Date == date).Select(TicketFate.Of)]
        );
    }
}
