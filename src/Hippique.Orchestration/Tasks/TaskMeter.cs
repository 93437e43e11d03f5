using System.Diagnostics.Metrics;
using System.Text.Json;

namespace Hippique.Orchestration.Tasks;

/// <summary>Measures how punctually tasks are taken up.</summary>
public sealed class TaskMeter(Meter meter)
{
    private readonly Histogram<double> _delay = meter.CreateHistogram(
        "hippique_task_start_delay_seconds",
        unit: "s",
        description: "How long after its time a task was taken up.",
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets }
    );

    /// <summary>From the aim of 50 ms for a timer to the grace of H-30.</summary>
    public static IReadOnlyList<double> Buckets { get; } = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900];

    /// <summary>A task's kind as metrics and spans name it: <c>h30</c>, <c>early_plan</c>.</summary>
    public static string KindOf(TaskKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    /// <param name="task">Called for the first time.</param>
    /// <param name="late">Since it was due; less than nothing if somebody asked for it before.</param>
    internal void TakenUp(PlannedTask task, TimeSpan late) =>
        _delay.Record(Math.Max(0, late.TotalSeconds), new KeyValuePair<string, object?>("kind", KindOf(task.Kind)));
}
