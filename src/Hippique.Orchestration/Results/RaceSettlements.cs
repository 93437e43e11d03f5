using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Gpi.Settlement;
using Hippique.Racing;

namespace Hippique.Orchestration.Results;

/// <summary><c>settlement.json</c>: what the tickets of one race returned. Facts are only added; the last one counts, and the earlier ones show what was known until then.</summary>
public sealed record RaceSettlements
{
    public int Schema { get; init; } = 1;
    public required RaceId Race { get; init; }

    /// <summary>The race was invented by the simulator; left out of the file of a real one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Simulated { get; init; }
    public required IReadOnlyList<SettlementFact> Facts { get; init; }
}

/// <summary>One settling of all tickets of a race.</summary>
/// <param name="Result">The file of the result on which it rests (<c>result.json</c>); null if the race was called off without one.</param>
/// <param name="Tickets">In the order of <c>tickets.json</c>.</param>
public sealed record SettlementFact(string? Result, IReadOnlyList<SettledTicket> Tickets)
{
    /// <summary>The state of the result on which it rests; null in facts of versions that did not keep it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ResultState? State { get; init; }

    /// <summary>What all tickets returned by this fact, less what they returned by the one before it; null in the first fact and in those of versions that did not keep it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Euro? Difference { get; init; }

    /// <summary>What the tickets that are settled returned, stakes included.</summary>
    [JsonIgnore]
    public Euro Returned => new(Tickets.Sum(ticket => ticket.Returned?.Amount ?? 0));

    /// <summary>Tickets that are left open.</summary>
    [JsonIgnore]
    public int Open => Tickets.Count(ticket => ticket.Outcome == SettledState.Unsettled);

    public static SettlementFact Of(IEnumerable<TicketSettlement> tickets, RaceResult? result, string? resultName) =>
        new(resultName, [.. tickets.Select(ticket => SettledTicket.Of(ticket, result))]);
}

/// <summary>How a ticket or a leg ended; see <see cref="TicketOutcome"/> and <see cref="LegOutcome"/>.</summary>
public enum SettledState
{
    Won,
    Lost,
    Refunded,
    Unsettled,
}

/// <summary>One ticket after its race.</summary>
public sealed record SettledTicket
{
    public required string Id { get; init; }
    public required Pool Pool { get; init; }
    public required BetType Bet { get; init; }
    public required Euro Stake { get; init; }
    public required SettledState Outcome { get; init; }

    /// <summary>Code of the reason for a refund or for leaving it open; else null.</summary>
    public required string? Reason { get; init; }

    /// <summary>All legs together, stakes included; null if it is left open.</summary>
    public required Euro? Returned { get; init; }
    public required IReadOnlyList<SettledLeg> Legs { get; init; }

    public static SettledTicket Of(TicketSettlement settled, RaceResult? result)
    {
        var (outcome, reason) = settled.Outcome switch
        {
            TicketOutcome.Won => (SettledState.Won, null),
            TicketOutcome.Lost => (SettledState.Lost, null),
            TicketOutcome.Refunded(var why) => (SettledState.Refunded, Code(why)),
            TicketOutcome.Unsettled(var why) => (SettledState.Unsettled, Code(why)),
            var other => throw new InvalidOperationException($"no word for {other.GetType().Name}"),
        };
        return new SettledTicket
        {
            Id = settled.Ticket.Id,
            Pool = settled.Ticket.Pool,
            Bet = settled.Ticket.Bet,
            Stake = settled.Ticket.Stake,
            Outcome = outcome,
            Reason = reason,
            Returned = settled.Returned,
            Legs = [.. settled.Legs.Select(leg => SettledLeg.Of(settled.Ticket, leg, result))],
        };
    }

    /// <summary>The whole of what became of its legs.</summary>
    /// <param name="id">Of the ticket.</param>
    /// <param name="pool">Where it was bought.</param>
    /// <param name="bet">Of all legs.</param>
    /// <param name="legs">One at least.</param>
    internal static SettledTicket Of(string id, Pool pool, BetType bet, IReadOnlyList<SettledLeg> legs)
    {
        var open = legs.FirstOrDefault(leg => leg.Outcome == SettledState.Unsettled);
        var outcome =
            open is not null ? SettledState.Unsettled
            : legs.Any(leg => leg.Outcome == SettledState.Won) ? SettledState.Won
            : legs.All(leg => leg.Outcome == SettledState.Refunded) ? SettledState.Refunded
            : SettledState.Lost;
        return new SettledTicket
        {
            Id = id,
            Pool = pool,
            Bet = bet,
            Stake = new Euro(legs.Sum(leg => leg.Stake.Amount)),
            Outcome = outcome,
            Reason = open?.Reason ?? (outcome == SettledState.Refunded ? legs[0].Reason : null),
            Returned = open is null ? new Euro(legs.Sum(leg => leg.Returned!.Value.Amount)) : null,
            Legs = legs,
        };
    }

    internal static string Code<T>(T reason)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.ToString());
}

/// <summary>One leg after its race.</summary>
public sealed record SettledLeg
{
    public required IReadOnlyList<int> Numbers { get; init; }
    public required Euro Stake { get; init; }
    public required SettledState Outcome { get; init; }

    /// <summary>Code of the reason for a refund or for leaving it open; else null.</summary>
    public required string? Reason { get; init; }

    /// <summary>For 1 €, stake included; null if it did not win. One that is in doubt (<c>dividend_doubtful</c>) stands here too and is not booked.</summary>
    public required decimal? Dividend { get; init; }

    /// <summary>Where the dividend comes from; null if it did not win.</summary>
    public required DividendBasis? Basis { get; init; }
    public required Euro? Returned { get; init; }

    /// <summary>The price when the ticket was written.</summary>
    public required double Odds { get; init; }

    /// <summary>Closing win odds of the pool; null if there are none, or for another bet. For a dividend in doubt, those that contradict it.</summary>
    public required double? ClosingOdds { get; init; }

    /// <summary><c>ln(odds / closing odds)</c>.</summary>
    public required double? ClosingLineValue { get; init; }

    public static SettledLeg Of(Ticket ticket, LegSettlement settled, RaceResult? result)
    {
        var (outcome, reason) = settled.Outcome switch
        {
            LegOutcome.Won => (SettledState.Won, null),
            LegOutcome.Lost => (SettledState.Lost, null),
            LegOutcome.Refunded(var why) => (SettledState.Refunded, SettledTicket.Code(why)),
            LegOutcome.Unsettled(var why) => (SettledState.Unsettled, SettledTicket.Code(why)),
            var other => throw new InvalidOperationException($"no word for {other.GetType().Name}"),
        };
        var won = settled.Outcome as LegOutcome.Won;
        var doubt = (settled.Outcome as LegOutcome.Unsettled)?.Doubt;
        var line = ClosingLine.Of(ticket, settled, result);
        return new SettledLeg
        {
            Numbers = settled.Leg.Numbers,
            Stake = settled.Leg.Stake,
            Outcome = outcome,
            Reason = reason,
            Dividend = won?.Dividend ?? doubt?.Dividend,
            Basis = won?.Basis,
            Returned = settled.Returned,
            Odds = settled.Leg.Odds,
            ClosingOdds = line?.Odds ?? doubt?.ClosingOdds,
            ClosingLineValue = line?.Value,
        };
    }
}
