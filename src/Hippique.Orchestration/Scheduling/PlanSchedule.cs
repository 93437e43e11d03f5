using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Orchestration.Scheduling;

/// <summary>The tasks that a plan gives, and which of them can no longer be carried out.</summary>
public static class PlanSchedule
{
    /// <summary>H-30 may be carried out until 15 minutes after its time.</summary>
    public static readonly TimeSpan H30Grace = TimeSpan.FromMinutes(15);

    /// <summary>H-5 may be carried out until 60 seconds before the off; nothing is proposed after that.</summary>
    public static readonly TimeSpan LastLook = TimeSpan.FromSeconds(60);

    /// <summary>How long after the off the last prices are looked at: the real off is up to three minutes after the scheduled one.</summary>
    public static readonly TimeSpan CloseAfterOff = TimeSpan.FromMinutes(5);

    /// <summary>The last prices stay in view; after an hour nobody looks for them any more.</summary>
    public static readonly TimeSpan CloseGrace = TimeSpan.FromHours(1);

    /// <summary>Every phase of every race that was not withdrawn, by due instant, then name.</summary>
    public static IReadOnlyList<ScheduledPhase> Of(DayPlan plan, DateTimeOffset now) =>
        [
            .. plan
                .Races.Where(race => !race.Cancelled)
                .SelectMany(race => new[] { TaskOf(race.Id, Phase.H30, race.Off), TaskOf(race.Id, Phase.H5, race.Off) })
                .Select(task => new ScheduledPhase(task, now > task.GraceUntil))
                .OrderBy(phase => phase.Task.DueAt)
                .ThenBy(phase => phase.Task.Name, StringComparer.Ordinal),
        ];

    /// <summary>The phase's task as first planned, <c>run-20251122-r1c3-h5</c>.</summary>
    public static PlannedTask TaskOf(RaceId race, Phase phase, DateTimeOffset off) => Task(TaskName.Run(race, phase), race, phase, off);

    /// <summary>The same after the off moved, <c>run-20251122-r1c3-h5-t1412</c>.</summary>
    public static PlannedTask MovedTaskOf(RaceId race, Phase phase, DateTimeOffset off) =>
        Task(TaskName.RunMoved(race, phase, off), race, phase, off);

    /// <summary>The look at the last prices, <c>run-20251122-r1c3-close</c>.</summary>
    public static PlannedTask CloseOf(RaceId race, DateTimeOffset off) => Close(TaskName.Close(race), race, off);

    /// <summary>A programme that was asked for within this time before a look is new enough for it.</summary>
    private static readonly TimeSpan ProgrammeAge = TimeSpan.FromMinutes(5);

    /// <summary>So long before a look its programme is asked for.</summary>
    private static readonly TimeSpan ProgrammeAhead = TimeSpan.FromMinutes(1);

    /// <summary>The requests for the programme that are needed so that every look at these races at its time finds one that is new enough: few, since races share it.</summary>
    public static IReadOnlyList<PlannedTask> ProgrammesOf(IEnumerable<PlannedRace> races)
    {
        var looks = races
            .SelectMany(race => new[] { TaskOf(race.Id, Phase.H30, race.Off), TaskOf(race.Id, Phase.H5, race.Off) })
            .OrderBy(look => look.DueAt)
            .ThenBy(look => look.Name, StringComparer.Ordinal);
        var tasks = new List<PlannedTask>();
        foreach (var look in looks)
        {
            if (RenewalOf(look, tasks) is { } renewal)
                tasks.Add(renewal);
        }
        return tasks;
    }

    /// <summary>The request for the programme before one look; null where one of <paramref name="known"/> is late enough for it.</summary>
    public static PlannedTask? RenewalOf(PlannedTask look, IEnumerable<PlannedTask> known)
    {
        // A look may be half a minute late and still count as done in time.
        var isNew = known.Any(task =>
            task.Kind == TaskKind.Programme && task.DueAt <= look.DueAt && look.DueAt + Lateness.OnTime < task.DueAt + ProgrammeAge
        );
        var due = look.DueAt - ProgrammeAhead;
        return isNew
            ? null
            : new PlannedTask
            {
                Name = TaskName.Programme(look.Date, due),
                Kind = TaskKind.Programme,
                Date = look.Date,
                DueAt = due,
                GraceUntil = look.DueAt,
            };
    }

    /// <summary>The same task after the off moved.</summary>
    public static PlannedTask MovedOf(PlannedTask task, DateTimeOffset off) =>
        task.Kind switch
        {
            TaskKind.H30 or TaskKind.H5 => MovedTaskOf(task.RaceOrThrow, task.Kind.ToPhase(), off) with { WakeBy = task.WakeBy },
            TaskKind.Result => ResultHours.MovedTaskOf(task.RaceOrThrow, off),
            TaskKind.Close => Close(TaskName.CloseMoved(task.RaceOrThrow, off), task.RaceOrThrow, off),
            var other => throw new InvalidOperationException($"no moved task of kind {other}"),
        };

    private static PlannedTask Close(string name, RaceId race, DateTimeOffset off) =>
        new()
        {
            Name = name,
            Kind = TaskKind.Close,
            Date = race.Date,
            Race = race,
            DueAt = off + CloseAfterOff,
            Off = off,
            GraceUntil = off + CloseGrace,
        };

    private static PlannedTask Task(string name, RaceId race, Phase phase, DateTimeOffset off)
    {
        var due = off - phase.BeforeOff();
        return new PlannedTask
        {
            Name = name,
            Kind = phase.ToTask(),
            Date = race.Date,
            Race = race,
            DueAt = due,
            Off = off,
            GraceUntil = phase == Phase.H30 ? due + H30Grace : off - LastLook,
        };
    }
}

/// <summary>A phase of the plan; <paramref name="Missed"/>: its grace was over when the plan was looked at.</summary>
public sealed record ScheduledPhase(PlannedTask Task, bool Missed)
{
    public Phase Phase => Task.Kind.ToPhase();
}
