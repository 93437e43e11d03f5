using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;

namespace Hippique.Dashboard.Operations;

/// <summary>How long after their instant the looks of a day had ended: what was waited for, a site or the queue, and the work itself.</summary>
/// <param name="Rows">In the order of their limits; the last one has none.</param>
public sealed record Punctuality(IReadOnlyList<PunctualityRow> Rows)
{
    /// <summary>Seconds, each included.</summary>
    private static readonly int[] Limits = [5, 10, 20, 30, 60, 120, 300];

    public int Looks => Rows.Sum(row => row.H30 + row.H5);

    /// <param name="tasks">Of one day; only looks that were carried out count.</param>
    public static Punctuality Of(IEnumerable<DayTask> tasks)
    {
        var took = tasks
            .Where(task => task is { State: DayTaskState.Done or DayTaskState.Late, EndedAt: not null } && task.Kind.IsPhase())
            .Select(task => (task.Kind, Seconds: Math.Max(0, (task.EndedAt!.Value - task.DueAt).TotalSeconds)))
            .ToList();
        return new Punctuality([
            .. Limits
                .Select(limit => (int?)limit)
                .Append(null)
                .Select(
                    (limit, index) =>
                        new PunctualityRow(
                            index == 0 ? 0 : Limits[index - 1],
                            limit,
                            took.Count(one => one.Kind == TaskKind.H30 && Falls(one.Seconds, index)),
                            took.Count(one => one.Kind == TaskKind.H5 && Falls(one.Seconds, index))
                        )
                ),
        ]);
    }

    private static bool Falls(double seconds, int index) =>
        (index == 0 || seconds > Limits[index - 1]) && (index == Limits.Length || seconds <= Limits[index]);
}

/// <summary>Looks that had ended within a range of seconds after their instant.</summary>
/// <param name="Above">More than this.</param>
/// <param name="UpTo">At most this; null: without limit.</param>
/// <param name="H30">Looks of that phase.</param>
/// <param name="H5">Looks of that phase.</param>
public sealed record PunctualityRow(int Above, int? UpTo, int H30, int H5);
