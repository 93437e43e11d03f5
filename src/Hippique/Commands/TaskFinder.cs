using Hippique.Api;
using Hippique.Hosting;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Commands;

/// <summary>The task that is meant: by its name, or by its race and look on a day (<c>R1C3 h5</c>).</summary>
internal static class TaskFinder
{
    private static readonly TaskKind[] OfARace = [TaskKind.H30, TaskKind.H5, TaskKind.Close, TaskKind.Result];

    public static async Task<ParseResult<string>> FindAsync(
        LocalWork work,
        HippiqueSettings settings,
        IReadOnlyList<string> typed,
        string? date,
        CancellationToken cancellationToken
    )
    {
        if (typed is not [var first, var look])
            return ParseResult<string>.Ok(typed[0]);
        if (!RaceCode.Parse(first).TryGet(out var race) || KindOf(look) is not { } kind)
            return ParseResult<string>.Fail(Texts.Said("task_race_wrong", Quoted.Short($"{first} {look}")));
        var day = await DayOf(work, date ?? RehearsalFolder.TextOfDay(settings.Data.Folder), cancellationToken);
        if (!day.TryGet(out var tasks))
            return ParseResult<string>.Fail(day.Error);
        // Of several the one that waits; else the last that was not called off for another.
        var name = tasks
            .Tasks.Where(task => task.Race == race && task.Kind == kind)
            .OrderBy(task => task.EndedAt is null)
            .ThenBy(task => task.State != DayTaskState.Cancelled)
            .ThenBy(task => task.EndedAt)
            .LastOrDefault()
            ?.Name;
        return name is null ? ParseResult<string>.Fail(Texts.Said("task_race_none", race, tasks.Date)) : ParseResult<string>.Ok(name);
    }

    private static async Task<ParseResult<DayTasks>> DayOf(LocalWork work, string date, CancellationToken cancellationToken)
    {
        if (work.Service is { } service)
            return await service.GetAsync<DayTasks>($"/api/days/{date}", cancellationToken);
        var parsed = DayText.Parse(date, TimeProvider.System);
        if (!parsed.TryGet(out var day))
            return ParseResult<DayTasks>.Fail(parsed.Error);
        return await work.Get<DayTasksReader>().ReadAsync(day, cancellationToken) is { } found
            ? ParseResult<DayTasks>.Ok(found)
            : ParseResult<DayTasks>.Fail(Problem.Of($"{day:yyyy-MM-dd} has not been planned"));
    }

    private static TaskKind? KindOf(string look)
    {
        var text = look.Replace("-", "", StringComparison.Ordinal);
        foreach (var kind in OfARace)
        {
            if (text.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase))
                return kind;
        }
        return null;
    }
}
