using System.Text.Json.Serialization;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Scheduling;

/// <summary>A plan with its phases, as it stands at one moment; <c>hippique plan --json</c>.</summary>
public sealed record PlanView
{
    public required DateOnly Date { get; init; }

    /// <summary>The races are invented.</summary>
    public required bool Simulated { get; init; }
    public required IReadOnlyList<PlanViewRace> Races { get; init; }
    public required IReadOnlyList<SourceError> Refused { get; init; }
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Each source that lists races: how many, and when it stated those of their fields that the plan uses (null: none, or not known).</summary>
    public IReadOnlyList<(string Source, int Races, DateTimeOffset? At)> SourcesInUse() =>
        [
            .. Races
                .SelectMany(race => race.Links.Select(link => link.Source))
                .CountBy(source => source)
                .Select(count =>
                    (
                        count.Key,
                        count.Value,
                        Races.SelectMany(race => race.Origins).Where(origin => origin.Source == count.Key).Max(origin => origin.At)
                    )
                ),
        ];

    public static PlanView Of(DayPlan plan, DateTimeOffset now)
    {
        var phases = PlanSchedule.Of(plan, now).ToLookup(phase => phase.Task.RaceOrThrow);
        return new PlanView
        {
            Date = plan.Date,
            Simulated = plan.Simulated,
            Races = [.. plan.Races.Select(race => PlanViewRace.Of(race, phases[race.Id]))],
            Refused = plan.Refused,
            Notes = plan.Notes,
        };
    }
}

/// <summary>A race of the plan, and its phases by their instants (none for a race that was withdrawn).</summary>
public sealed record PlanViewRace
{
    public required RaceId Id { get; init; }
    public required string Meeting { get; init; }
    public required string Country { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Off { get; init; }
    public required DateTimeOffset H30 { get; init; }
    public required DateTimeOffset H5 { get; init; }
    public required Discipline Discipline { get; init; }

    /// <inheritdoc cref="PlannedRace.Quinte"/>
    public required bool? Quinte { get; init; }
    public required int? Runners { get; init; }
    public required bool Cancelled { get; init; }
    public required string Url { get; init; }
    public required IReadOnlyList<RaceLink> Links { get; init; }
    public required IReadOnlyList<OffClaim> OffClaims { get; init; }
    public required IReadOnlyList<FieldOrigin> Origins { get; init; }
    public required IReadOnlyList<PlanViewPhase> Phases { get; init; }

    /// <summary>What the last look at it saw of the money in each pool; null if no look did, or nobody asked for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<SeenMoney>? Money { get; init; }

    public static PlanViewRace Of(PlannedRace race, IEnumerable<ScheduledPhase> phases) =>
        new()
        {
            Id = race.Id,
            Meeting = race.Meeting,
            Country = race.Country,
            Name = race.Name,
            Off = race.Off,
            H30 = race.H30,
            H5 = race.H5,
            Discipline = race.Discipline,
            Quinte = race.Quinte,
            Runners = race.Runners,
            Cancelled = race.Cancelled,
            Url = race.Url,
            Links = race.Links,
            OffClaims = race.OffClaims,
            Origins = race.Origins,
            Phases = [.. phases.Select(PlanViewPhase.Of)],
        };
}

/// <summary>One phase. <paramref name="Missed"/>: its grace was over at the moment of the view.</summary>
public sealed record PlanViewPhase(string Name, Phase Phase, DateTimeOffset DueAt, DateTimeOffset GraceUntil, bool Missed)
{
    public static PlanViewPhase Of(ScheduledPhase scheduled)
    {
        PlannedTask task = scheduled.Task;
        return new PlanViewPhase(task.Name, scheduled.Phase, task.DueAt, task.GraceUntil, scheduled.Missed);
    }
}
