using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Testing.Chaos;

/// <summary>What must hold of a day's tasks whatever was done to the processes that carried them out. Each fault is a line.</summary>
public static partial class TaskCheck
{
    /// <summary>A look of a planned race that no task stands for, a task past its grace without an end, an end that no machine gives.</summary>
    /// <param name="plan">Of the day.</param>
    /// <param name="tasks">All of the day.</param>
    /// <param name="now">When they were read.</param>
    public static IEnumerable<string> Lost(DayPlan plan, IReadOnlyList<TaskRecord> tasks, DateTimeOffset now)
    {
        foreach (var race in plan.Races.Where(race => !race.Cancelled))
        {
            foreach (var kind in (TaskKind[])[TaskKind.H30, TaskKind.H5])
            {
                var standing = tasks.Count(task => task.Task.Kind == kind && task.Task.Race == race.Id && task.Stands);
                if (standing != 1)
                    yield return string.Create(CultureInfo.InvariantCulture, $"lost: {race.Id} {kind}: {standing} tasks stand for it");
            }
        }
        foreach (var task in Overdue(tasks, now))
            yield return $"lost: {task.Task.Name} has no end, and its grace was over at {Time(task.Task.GraceUntil)}, {Time(now)} now";
        foreach (var task in tasks)
        {
            // A page that the recording does not have is the source's fault.
            if (task.End is TaskEnd.Failed { Cause: var cause } && !OfSource().IsMatch(cause))
                yield return $"failed: {task.Task.Name}: {cause}";
        }
    }

    /// <summary>Open although their grace is over, and in nobody's hands.</summary>
    public static IEnumerable<TaskRecord> Overdue(IReadOnlyList<TaskRecord> tasks, DateTimeOffset now) =>
        PastGrace(tasks, now).Where(task => !(task.Lease is { } held && held.Blocks("", now)));

    /// <summary>Open although their grace is over; a service may be at work on them.</summary>
    public static IEnumerable<TaskRecord> PastGrace(IReadOnlyList<TaskRecord> tasks, DateTimeOffset now) =>
        tasks.Where(task => task.End is null && task.Task.GraceUntil < now);

    /// <summary>Plans that are due and not yet made: until they are, races of the plan may have no tasks.</summary>
    public static IEnumerable<TaskRecord> Plans(IReadOnlyList<TaskRecord> tasks, DateTimeOffset now) =>
        tasks.Where(task =>
            task is { End: null, Task.Kind: TaskKind.Plan or TaskKind.EarlyPlan or TaskKind.Replan } && task.Task.DueAt <= now
        );

    /// <summary>Tasks whose end was told more than once.</summary>
    /// <param name="told">Names, one for each time.</param>
    public static IEnumerable<string> Doubled(IEnumerable<string> told) =>
        told.GroupBy(name => name, StringComparer.Ordinal)
            .Where(same => same.Count() > 1)
            .Select(same => string.Create(CultureInfo.InvariantCulture, $"doubled: {same.Key} ended {same.Count()} times"));

    /// <summary>As a source's refusal is written: <c>pmu: not_found: …</c>.</summary>
    [GeneratedRegex("^[a-z]+: [a-z_]+: ")]
    private static partial Regex OfSource();

    private static string Time(DateTimeOffset at) => ParisTime.ToParis(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
