using System.Globalization;
using Hippique.Hosting;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>
/// A day's tasks in lines of at most 80 columns: one for each race with its looks, last prices and result, one for each kind of the day's own tasks, and one for each task that ended
/// otherwise than done or says why it waits.
/// </summary>
internal sealed class DayLines(CultureInfo culture)
{
    private const int LongestMeeting = 16;
    private static readonly string[] RaceColumns = ["race", "off", "meeting", "h30", "h5", "close", "result"];
    private static readonly string[] TaskColumns = ["due", "race", "task", "state"];
    private static readonly TaskKind[] OfARace = [TaskKind.H30, TaskKind.H5, TaskKind.Close, TaskKind.Result];
    private readonly AccountWords _words = new(culture);

    public IEnumerable<string> Of(DayTasks day)
    {
        string[] told = [.. Told(day)];
        return Parts([.. Head(day)], [.. Races(day)], [.. Own(day)], told);
    }

    /// <summary>As much of it as a screen shows: the races around the present, and what was told last.</summary>
    /// <param name="day">The tasks.</param>
    /// <param name="height">Lines that there are.</param>
    public IEnumerable<string> Of(DayTasks day, int height)
    {
        string[] head = [.. Head(day)];
        string[] own = [.. Own(day)];
        var told = Told(day).ToList();
        // A blank line stands between the four parts.
        var room = Math.Max(3, height - head.Length - own.Length - 3);
        var last = Math.Min(told.Count, room / 3);
        return Parts(head, [.. Around(day, [.. Races(day)], room - last)], own, [.. told.TakeLast(last)]);
    }

    /// <summary>Each task in a line.</summary>
    public IEnumerable<string> All(DayTasks day)
    {
        var heads = TaskColumns.Select(Column);
        List<string[]> rows =
        [
            [.. heads],
        ];
        rows.AddRange(day.Tasks.Select(task => new[] { At(task.DueAt), task.Race?.ToString() ?? "", Kind(task.Kind), State(task) }));
        var lines = PlainTable.Of(rows, WrappedText.Width).ToList();
        yield return lines[0];
        foreach (var (task, line) in day.Tasks.Zip(lines.Skip(1)))
        {
            yield return line;
            if (task.Reason is { } why)
            {
                foreach (var part in WrappedText.Of(Said(why), "        "))
                    yield return part;
            }
        }
    }

    /// <summary>A task that changed, in a line; for a log.</summary>
    public string Changed(DayTask task, DateTimeOffset at) =>
        string.Join(
            ' ',
            new[] { At(at), task.Race?.ToString(), Kind(task.Kind), Told(task, State(task)) }.Where(part => part is { Length: > 0 })
        );

    private static IEnumerable<string> Parts(params string[][] parts) =>
        parts.Where(part => part.Length > 0).SelectMany((part, index) => index == 0 ? part : part.Prepend(""));

    private IEnumerable<string> Head(DayTasks day)
    {
        yield return _words.Get("day_head", day.Date, ParisTime.ToParis(day.At));
        if (day.PlanPaused is { } pause)
        {
            foreach (
                var line in WrappedText.Of(
                    _words.Get("plan_paused", ParisTime.ToParis(pause.Since), PersonWords.NameOf(pause.By, culture)),
                    ""
                )
            )
                yield return line;
        }
        if (day.Simulated)
            yield return _words.Get("tickets_simulated");
    }

    private IEnumerable<string> Races(DayTasks day)
    {
        var heads = RaceColumns.Select(Column);
        List<string[]> rows =
        [
            [.. heads],
        ];
        foreach (var race in ByRace(day))
        {
            var last = OfARace.Select(kind => Standing(race.Where(task => task.Kind == kind))).ToList();
            var off = last.OfType<DayTask>().Max(task => task.Off);
            rows.Add([race.Key.ToString(), off is { } at ? At(at) : "", Short(race.First().Meeting), .. last.Select(Cell)]);
        }
        // Most sources have no last prices.
        int[] columns =
        [
            .. RaceColumns.Index().Where(column => rows.Skip(1).Any(row => row[column.Index].Length > 0)).Select(column => column.Index),
        ];
        return columns.Length == 0
            ? []
            : PlainTable.Of(rows.ConvertAll(row => Array.ConvertAll(columns, column => row[column])), WrappedText.Width);
    }

    /// <summary>The headings, and the races from a little before the first that is not over.</summary>
    private static IEnumerable<string> Around(DayTasks day, List<string> lines, int room)
    {
        var races = ByRace(day).ToList();
        var first = races.FindIndex(race => race.Any(task => task.Kind.IsPhase() && task.EndedAt is null));
        var from = Math.Max(0, Math.Min((first < 0 ? races.Count : first) - 3, races.Count - (room - 1)));
        return lines.Take(1).Concat(lines.Skip(1 + from).Take(Math.Max(1, room - 1)));
    }

    /// <summary>By the off that stands.</summary>
    private static IEnumerable<IGrouping<RaceCode, DayTask>> ByRace(DayTasks day) =>
        day
            .Tasks.Where(task => task.Race is not null && OfARace.Contains(task.Kind))
            .GroupBy(task => task.Race!.Value)
            .OrderBy(race => OfARace.Select(kind => Standing(race.Where(task => task.Kind == kind))?.Off).Max())
            .ThenBy(race => race.Key);

    /// <summary>Of several tasks for one look, that which was not cancelled; else the last.</summary>
    private static DayTask? Standing(IEnumerable<DayTask> tasks)
    {
        var all = tasks.ToList();
        return all.LastOrDefault(task => task.State != DayTaskState.Cancelled) ?? all.LastOrDefault();
    }

    private IEnumerable<string> Own(DayTasks day)
    {
        foreach (var kind in day.Tasks.Where(task => !OfARace.Contains(task.Kind)).GroupBy(task => task.Kind).OrderBy(kind => kind.Key))
        {
            var counts = kind.GroupBy(task => task.State)
                .OrderByDescending(state => state.Key)
                .Select(state => _words.Get($"day_count_{Code(state.Key)}", state.Count()));
            var next = kind.Where(task => task.State == DayTaskState.Waiting)
                .Select(task => task.NextAt ?? task.DueAt)
                .Order()
                .FirstOrDefault();
            var text = $"{Kind(kind.Key)}{_words.Get("serve_colon")}{string.Join(", ", counts)}";
            foreach (var line in WrappedText.Of(next == default ? text : text + _words.Get("day_next", ParisTime.ToParis(next)), ""))
                yield return line;
        }
    }

    /// <summary>What is not told by the table: ends that are not done, and what open tasks wait for, the latest last.</summary>
    private IEnumerable<string> Told(DayTasks day) =>
        day
            .Tasks.Where(task => task.Reason is not null)
            .OrderBy(task => task.EndedAt ?? DateTimeOffset.MaxValue)
            .ThenBy(task => task.DueAt)
            .SelectMany(task => WrappedText.Of($"{task.Race} {Kind(task.Kind)} {Told(task, State(task))}".TrimStart(), ""));

    private string Told(DayTask task, string state) => task.Reason is { } why ? $"{state}{_words.Get("serve_colon")}{Said(why)}" : state;

    private string Cell(DayTask? task) => task is null ? "" : State(task);

    private string State(DayTask task) =>
        task switch
        {
            { State: DayTaskState.Waiting } => At(task.NextAt ?? task.DueAt),
            { State: DayTaskState.Late or DayTaskState.Due, LateSeconds: { } late } => _words.Get("day_late", late),
            _ => _words.Get($"day_state_{Code(task.State)}"),
        };

    private string Column(string name) => _words.Get($"day_column_{name}");

    private string Said(string reason) => CleanText.Line(ProblemText.In(culture, KeptProblem.Of(reason)));

    private string Kind(TaskKind kind) => _words.Get($"day_kind_{Code(kind)}");

    private static string Short(string? meeting) =>
        meeting is null ? ""
        : CleanText.Line(meeting) is { Length: > LongestMeeting } text ? text[..(LongestMeeting - 1)].TrimEnd() + "…"
        : CleanText.Line(meeting);

    private static string At(DateTimeOffset instant) => ParisTime.ToParis(instant).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Code<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
