using System.Collections.ObjectModel;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Orchestration.Tickets;

/// <summary>The day's tickets, and the races that came close to one.</summary>
public sealed record DayTickets
{
    public required DateOnly Date { get; init; }

    /// <summary>Races whose H-5 has been analysed.</summary>
    public required int Races { get; init; }
    public required int Play { get; init; }
    public required int Abstain { get; init; }
    public required int Unplayable { get; init; }
    public required bool Simulated { get; init; }
    public required bool ModelledPrices { get; init; }

    /// <summary>By off, then id.</summary>
    public required IReadOnlyList<DayTicket> Tickets { get; init; }

    /// <summary>The nearest of the races without a ticket, each with its closest call; the nearest first.</summary>
    public required IReadOnlyList<DayClosestCall> ClosestCalls { get; init; }

    /// <summary>What was decided on each race whose H-5 has been analysed.</summary>
    public IReadOnlyDictionary<RaceId, DayDecision> Decisions { get; init; } = ReadOnlyDictionary<RaceId, DayDecision>.Empty;
}

/// <summary>What was decided on a race.</summary>
/// <param name="Outcome">A ticket, or none.</param>
/// <param name="Reason">Code of the guard that refused the race; null for <see cref="Outcome.Play"/>.</param>
/// <param name="Pool">Where tickets would be bought; null if no pool of the user's was in view.</param>
/// <param name="Closest">The horse that came nearest to a bet; null if there is a ticket, or no price makes one.</param>
public sealed record DayDecision(Outcome Outcome, GuardCode? Reason, Pool? Pool, ClosestCall? Closest);

/// <summary>A ticket with the race that a buyer needs to find.</summary>
public sealed record DayTicket(Ticket Ticket, string Meeting, string Name, DateTimeOffset Off, string Url);

/// <summary>"Jouable à partir de 6,2": the closest call of one race, with its race and horse.</summary>
public sealed record DayClosestCall
{
    public required RaceId Race { get; init; }
    public required string Meeting { get; init; }
    public required int Number { get; init; }
    public required string Horse { get; init; }
    public required BetType Market { get; init; }
    public required double Price { get; init; }
    public required double PlayableFrom { get; init; }

    /// <summary>Code of the guard that refused the race.</summary>
    public required GuardCode? Reason { get; init; }
}

/// <summary>Reads them from the artifacts, so that every screen shows the same.</summary>
public sealed class TicketsReader(IArtifactStore store, PlanStore plans)
{
    private const int Closest = 5;

    /// <summary>Null if the day was not planned.</summary>
    public async Task<DayTickets?> ReadAsync(DateOnly date, CancellationToken cancellationToken)
    {
        if (await plans.GetAsync(date, cancellationToken).ConfigureAwait(false) is not { } day)
            return null;
        var analyses = new List<(PlannedRace Race, RaceAnalysis Analysis)>();
        foreach (var race in day.Races)
        {
            // A race without this file has not been decided, or only its analysis is written yet.
            if (await store.GetAsync(ArtifactPaths.Tickets(race.Id), cancellationToken).ConfigureAwait(false) is null)
                continue;
            var path = ArtifactPaths.Analysis(race.Id);
            if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } file)
                analyses.Add((race, ArtifactJson.Read<RaceAnalysis>(path, file.Content)));
        }
        return new DayTickets
        {
            Date = date,
            Races = analyses.Count,
            Play = analyses.Count(one => one.Analysis.Outcome == Outcome.Play),
            Abstain = analyses.Count(one => one.Analysis.Outcome == Outcome.Abstain),
            Unplayable = analyses.Count(one => one.Analysis.Outcome == Outcome.Unplayable),
            Simulated = day.Simulated,
            ModelledPrices = analyses.Exists(one => one.Analysis.ModelledPrices),
            Tickets =
            [
                .. analyses.SelectMany(one =>
                    one.Analysis.Tickets.Select(ticket => new DayTicket(
                        ticket,
                        one.Race.Meeting,
                        one.Race.Name,
                        one.Race.Off,
                        one.Race.Url
                    ))
                ),
            ],
            ClosestCalls =
            [
                .. analyses
                    .Where(one => one.Analysis is { Outcome: Outcome.Abstain, Closest.Gap: not null })
                    .OrderBy(one => one.Analysis.Closest!.Gap)
                    .ThenBy(one => one.Race.Id)
                    .Take(Closest)
                    .Select(one => CallOf(one.Race, one.Analysis, one.Analysis.Closest!)),
            ],
            Decisions = analyses.ToDictionary(
                one => one.Race.Id,
                one => new DayDecision(one.Analysis.Outcome, one.Analysis.Reason, one.Analysis.Pool, one.Analysis.Closest)
            ),
        };
    }

    private static DayClosestCall CallOf(PlannedRace race, RaceAnalysis analysis, ClosestCall closest) =>
        new()
        {
            Race = race.Id,
            Meeting = race.Meeting,
            Number = closest.Number,
            Horse = closest.Horse,
            Market = analysis.Market,
            Price = closest.Price,
            PlayableFrom = closest.PlayableFrom!.Value,
            Reason = analysis.Reason,
        };
}
