using System.Text.Json.Serialization;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Api;

/// <summary>What <c>POST /results</c> is asked: a race by its page, a race by day and number, or a day.</summary>
/// <param name="CourseUrl">The race's page at ZEturf or PMU; it is read, never fetched.</param>
/// <param name="Date"><c>today</c> or <c>YYYY-MM-DD</c>; missing beside <paramref name="Race"/>: today.</param>
/// <param name="Race"><c>R1C3</c>, as the plan names it; missing: every race of the day that is over and was looked at.</param>
public sealed record ResultsRequest(string? CourseUrl, string? Date, string? Race);

/// <summary>What <c>POST /results</c> answers.</summary>
public sealed record ResultsAnswer
{
    /// <summary>Every race that was named or is over has its end. False: a source has none yet; the race is asked for again with the plans of the days after.</summary>
    public required bool Ok { get; init; }

    /// <summary><c>2025-11-22</c>.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The races are invented.</summary>
    public bool Simulated { get; init; }

    /// <summary>The day is a recorded one that is rehearsed; left out where it is not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RehearsalMark? Rehearsal { get; init; }
    public required IReadOnlyList<RaceResultAnswer> Races { get; init; }

    /// <summary>Whose money it is: every ticket is settled as if it had been played as proposed.</summary>
    public LedgerBookKind Book { get; init; } = LedgerBookKind.Paper;

    /// <summary>Races of the day that are not over yet, of which none is in <see cref="Races"/>; 0 if one race was named.</summary>
    public required int ToCome { get; init; }

    /// <summary>On all tickets of the races.</summary>
    public required Euro Staked { get; init; }

    /// <summary>By the tickets that are settled, stakes included.</summary>
    public required Euro Returned { get; init; }

    /// <summary>Tickets that are not settled.</summary>
    public required int Open { get; init; }
    public required string CorrelationId { get; init; }

    /// <summary>The same for the endpoint and the command line.</summary>
    public static ResultsAnswer Of(SettleResult.Settled settled, string correlationId, RehearsalMark? rehearsal = null)
    {
        var tickets = settled.Races.SelectMany(race => race.Tickets).ToList();
        return new ResultsAnswer
        {
            Ok = settled.AllEnded,
            Date = settled.Date,
            Simulated = settled.Races.Any(race => race.Simulated),
            Rehearsal = rehearsal,
            Races = [.. settled.Races.Select(RaceResultAnswer.Of)],
            ToCome = settled.ToCome,
            Staked = new Euro(tickets.Sum(ticket => ticket.Stake.Amount)),
            Returned = new Euro(tickets.Sum(ticket => ticket.Returned?.Amount ?? 0)),
            Open = tickets.Count(ticket => ticket.Outcome == SettledState.Unsettled),
            CorrelationId = correlationId,
        };
    }

    /// <summary>The name of the work: of the day, or of the race if one is named.</summary>
    public static string CorrelationIdOf(SettleOrder order) =>
        order switch
        {
            SettleOrder.OfLink(var link) => TaskName.Results(link.Date, link.Code),
            SettleOrder.OfRace(var race) => TaskName.Results(race.Date, race.Code),
            SettleOrder.OfDay(var day) => TaskName.Results(day),
            _ => throw new InvalidOperationException($"no name for {order.GetType().Name}"),
        };
}

/// <summary>One race of <see cref="ResultsAnswer"/>.</summary>
public sealed record RaceResultAnswer
{
    /// <summary><c>R1C3</c>.</summary>
    public required string Race { get; init; }

    /// <summary><c>not_over</c>, <c>not_yet</c>, <c>provisional</c>, <c>official</c>, <c>called_off</c>, <c>nobody_classified</c> or <c>refused</c>.</summary>
    public required RaceEndState State { get; init; }

    /// <summary>Numbers in the order of arrival, a dead heat in one list; empty if there is none.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Arrival { get; init; }

    /// <summary>As <c>settlement.json</c> has them; open if the race has no end.</summary>
    public required IReadOnlyList<SettledTicket> Tickets { get; init; }

    /// <summary>Something new was added to <c>settlement.json</c>.</summary>
    public required bool News { get; init; }

    /// <summary>What of the source's answer did not read.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Sources that gave no official arrival.</summary>
    public required IReadOnlyList<RefusalAnswer> Refusals { get; init; }

    internal static RaceResultAnswer Of(SettledRace settled) =>
        new()
        {
            Race = settled.Race.Code.ToString(),
            State = settled.State,
            Arrival = settled.Result?.Arrival ?? [],
            Tickets = settled.Tickets,
            News = settled.IsNews,
            Notes = settled.Result?.Notes ?? [],
            Refusals = [.. settled.Refusals.Select(RefusalAnswer.Of)],
        };
}

/// <summary>Why a source gave nothing.</summary>
/// <param name="Source"><c>pmu</c>.</param>
/// <param name="Code"><c>no_result_yet</c>, <c>timeout</c>.</param>
/// <param name="Why">In words.</param>
public sealed record RefusalAnswer(string Source, string Code, string Why)
{
    internal static RefusalAnswer Of(SourceError error) => new(error.Source, error.Code, error.Missing.ToString());
}
