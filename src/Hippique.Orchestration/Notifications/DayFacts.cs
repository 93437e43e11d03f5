using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Notifications;

/// <summary>What is stored of one programme day, as far as messages are made of it.</summary>
internal sealed record DayFacts
{
    public required DateOnly Date { get; init; }
    public required DateTimeOffset Now { get; init; }

    /// <summary>Null: the day has no plan. A plan of invented races counts as none: players are not told about them.</summary>
    public required DayPlan? Plan { get; init; }
    public required PlanTries Tries { get; init; }
    public required IReadOnlyList<TaskRecord> Tasks { get; init; }

    /// <summary>Keys of the messages that were put out to anybody.</summary>
    public IReadOnlySet<string> Told =>
        field ??= Tasks.Where(record => record.Task.Kind == TaskKind.News).Select(record => NewsTaskName.Of(record.Task).Key).ToHashSet();

    public PlannedRace? Race(RaceId id) => Plan?.Races.FirstOrDefault(race => race.Id == id);

    /// <summary>The looks of a race, by due instant.</summary>
    public IEnumerable<TaskRecord> Looks(RaceId race, Phase phase) =>
        Tasks.Where(record => record.Task.Kind == phase.ToTask() && record.Task.Race == race);
}
