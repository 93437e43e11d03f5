using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Replay;
using Hippique.Racing;

namespace Hippique.Dashboard.Replay;

/// <summary>Two rule sets on one recorded day.</summary>
/// <param name="Date">Programme day.</param>
/// <param name="A">The first one.</param>
/// <param name="B">The second one.</param>
/// <param name="Races">Races on which they differ, by off, then id.</param>
/// <param name="Same">How many were decided the same by both.</param>
public sealed record Compared(DateOnly Date, ComparedDay A, ComparedDay B, IReadOnlyList<ComparedPair> Races, int Same)
{
    public static Compared Of(DateOnly date, DayPlan plan, ComparedDay a, ComparedDay b)
    {
        var both = plan
            .Races.Select(race => new ComparedPair(race, a.Decisions.GetValueOrDefault(race.Id), b.Decisions.GetValueOrDefault(race.Id)))
            .Where(pair => pair.A is not null || pair.B is not null)
            .OrderBy(pair => pair.Race.Off)
            .ThenBy(pair => pair.Race.Id)
            .ToList();
        List<ComparedPair> different = [.. both.Where(pair => pair.IsDifferent)];
        return new Compared(date, a, b, different, both.Count - different.Count);
    }
}

/// <summary>The day by one rule set.</summary>
public sealed record ComparedDay
{
    /// <summary>Name of the rule set.</summary>
    public required string Rules { get; init; }

    /// <summary>The races are invented.</summary>
    public required bool Simulated { get; init; }

    /// <summary>Races by their outcome.</summary>
    public required DecisionCounts Counts { get; init; }

    /// <summary>All tickets as if each had been bought as proposed.</summary>
    public required LedgerTotals Money { get; init; }

    /// <summary>Tickets whose return is not known.</summary>
    public required int Unsettled { get; init; }

    /// <summary>Of each race that was decided.</summary>
    public required IReadOnlyDictionary<RaceId, ComparedDecision> Decisions { get; init; }

    /// <param name="rules">Name of the rule set.</param>
    /// <param name="day">Run to its end and settled.</param>
    /// <param name="summary">Of the same day.</param>
    /// <param name="cancellationToken">Stops between files.</param>
    internal static async Task<ComparedDay> ReadAsync(
        string rules,
        SteppedDay day,
        ReplaySummary summary,
        CancellationToken cancellationToken
    )
    {
        var date = summary.Date!.Value;
        var book = (await day.Services.GetRequiredService<ILedger>().ReadAsync(date, cancellationToken)).Book;
        List<LedgerTicket> tickets = [.. book.Tickets.Where(ticket => ticket.Race.Date == date)];
        return new ComparedDay
        {
            Rules = rules,
            Simulated = summary.Simulated,
            Counts = summary.Decisions,
            Money = LedgerTotals.Of(tickets, LedgerBookKind.Paper),
            Unsettled = tickets.Count(ticket => ticket.SettledIn(LedgerBookKind.Paper)?.Returned is null),
            // A race that was decided again counts as it was decided last.
            Decisions = day
                .Decisions.GroupBy(analysis => analysis.Race)
                .ToDictionary(race => race.Key, race => ComparedDecision.Of(race.Last())),
        };
    }
}

/// <summary>A race by both.</summary>
/// <param name="Race">As planned.</param>
/// <param name="A">By the first; null: not decided.</param>
/// <param name="B">By the second; null: not decided.</param>
public sealed record ComparedPair(PlannedRace Race, ComparedDecision? A, ComparedDecision? B)
{
    /// <summary>Another outcome, another guard, or other tickets.</summary>
    public bool IsDifferent =>
        A?.Outcome != B?.Outcome || A?.Refusal?.Code != B?.Refusal?.Code || !Tickets(A).SequenceEqual(Tickets(B), StringComparer.Ordinal);

    // What a buyer would see of them.
    private static IEnumerable<string> Tickets(ComparedDecision? decision) =>
        (decision?.Tickets ?? []).SelectMany(ticket =>
            ticket.Legs.Select(leg =>
                FormattableString.Invariant(
                    $"{ticket.Bet} {ticket.Pool} {string.Join('-', leg.Numbers)} {leg.Stake.Amount} {leg.Odds:R} {ticket.ExpectedRoi:R}"
                )
            )
        );
}

/// <summary>What a rule set decided on a race.</summary>
/// <param name="Outcome">A ticket, or none.</param>
/// <param name="Refusal">The guard that decided; null for <see cref="Outcome.Play"/>.</param>
/// <param name="Closest">The horse that came nearest to a bet; null if there is a ticket, or no price makes one.</param>
/// <param name="Tickets">What was proposed.</param>
public sealed record ComparedDecision(Outcome Outcome, GuardVerdict? Refusal, ClosestCall? Closest, IReadOnlyList<Ticket> Tickets)
{
    public static ComparedDecision Of(RaceAnalysis analysis) =>
        new(analysis.Outcome, analysis.RefusedBy(), analysis.Closest, analysis.Tickets);
}
