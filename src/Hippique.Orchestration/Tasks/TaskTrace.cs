using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Hippique.Sources.Telemetry;

namespace Hippique.Orchestration.Tasks;

/// <summary>
/// The spans of a task. Between the plan that makes it and its look lie hours, restarts and perhaps other machines; so each task has a trace of its own, whose id follows from its
/// name, and whose first span is written where the task is put into the queue and is linked to the plan that did it. Nothing is stored for it.
/// </summary>
/// <param name="installation">What tells the tasks of this installation from those of another in one collection: the name of the service.</param>
public sealed class TaskTrace(string installation)
{
    private const string Name = "hippique.task";

    /// <summary>Of every span of that name.</summary>
    public ActivityTraceId IdOf(string task) => ActivityTraceId.CreateFromBytes(Hash(task).AsSpan(0, 16));

    /// <summary>Writes that a task has been put into the queue, and by whom.</summary>
    public void Queued(PlannedTask task)
    {
        if (!Tracing.Source.HasListeners())
            return;
        var planner = Activity.Current;
        using (var span = Tracing.StartRoot($"queue {KindOf(task)}", IdOf(task.Name), ActivityKind.Producer, LinkTo(planner?.Context)))
        {
            Describe(span, task);
            span?.SetTag("hippique.task.due", task.DueAt.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        }
        Activity.Current = planner;
    }

    /// <summary>
    /// The span of one call of a task. Where a request carries it out, it belongs to that request's trace, and is linked to the task's own; null if nobody listens.
    /// </summary>
    /// <param name="task">The task.</param>
    /// <param name="late">Since it was due.</param>
    internal Activity? Begin(PlannedTask task, TimeSpan late)
    {
        if (!Tracing.Source.HasListeners())
            return null;
        var name = $"task {KindOf(task)}";
        // A span that is over may still stand on the thread of a timer that was set under it.
        var span = Activity.Current is { Kind: ActivityKind.Server, IsStopped: false }
            ? Tracing.Source.StartActivity(ActivityKind.Consumer, links: LinkTo(ContextOf(task.Name)), name: name)
            : Tracing.StartRoot(name, IdOf(task.Name), ActivityKind.Consumer);
        Describe(span, task);
        span?.SetTag("hippique.task.start_delay_seconds", late.TotalSeconds);
        return span;
    }

    internal static void End(Activity? span, TaskRun? run)
    {
        if (span is null)
            return;
        span.SetTag("hippique.task.state", StateOf(run));
        if (run is TaskRun.Ended { End: TaskEnd.Late { Seconds: var seconds } })
            span.SetTag("hippique.task.late_seconds", seconds);
        if (run is TaskRun.Ended { End: TaskEnd.Missed or TaskEnd.Failed } or null)
            span.Fail(StateOf(run));
    }

    /// <summary>The state alone: a reason may quote what somebody else answered.</summary>
    private static string StateOf(TaskRun? run) =>
        run switch
        {
            TaskRun.Ended { End: var end } => end.State,
            TaskRun.Again => "again",
            TaskRun.GoesOn => "goes_on",
            TaskRun.LeaseLost => "lease_lost",
            _ => "stopped",
        };

    private static void Describe(Activity? span, PlannedTask task)
    {
        span?.SetTag(Name, task.Name);
        span?.SetTag("hippique.task.kind", KindOf(task));
        if (task.Race is { } race)
            span?.SetTag("hippique.race", race.ToString());
    }

    private static IEnumerable<ActivityLink>? LinkTo(ActivityContext? context) => context is { } there ? [new ActivityLink(there)] : null;

    // A link needs a span too; this one's id follows from the name like the trace's, and names none.
    private ActivityContext ContextOf(string task) =>
        new(IdOf(task), ActivitySpanId.CreateFromBytes(Hash(task).AsSpan(16, 8)), ActivityTraceFlags.Recorded);

    private byte[] Hash(string task) => SHA256.HashData(Encoding.UTF8.GetBytes($"{installation}\n{task}"));

    private static string KindOf(PlannedTask task) => TaskMeter.KindOf(task.Kind);
}
