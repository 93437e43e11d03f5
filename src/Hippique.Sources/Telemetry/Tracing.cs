using System.Diagnostics;

namespace Hippique.Sources.Telemetry;

/// <summary>
/// The spans of the program: plan, queued task, task, phase, fetch; their names and attributes stand in <c>docs/observability.md</c>. As long as nobody listens none is made, and
/// nothing is written for one.
/// </summary>
public static class Tracing
{
    /// <summary>Of the meter and of the source of spans.</summary>
    public const string Name = "Hippique";

    public static readonly ActivitySource Source = new(Name);
    private static readonly AsyncLocal<ActivityTraceId> OwnTrace = new();

    // A trace of its own must be known before its first span is sampled, and that is where .NET asks for it.
    static Tracing() =>
        Activity.TraceIdGenerator = static () => OwnTrace.Value is var own && own != default ? own : ActivityTraceId.CreateRandom();

    /// <summary>The first span of this process in a trace whose id is known; null if nobody listens. The caller's span is not its parent.</summary>
    public static Activity? StartRoot(
        string name,
        ActivityTraceId trace,
        ActivityKind kind = ActivityKind.Internal,
        IEnumerable<ActivityLink>? links = null
    )
    {
        if (!Source.HasListeners())
            return null;
        Activity.Current = null;
        OwnTrace.Value = trace;
        try
        {
            return Source.StartActivity(kind, links: links, name: name);
        }
        finally
        {
            OwnTrace.Value = default;
        }
    }

    /// <summary>Marks a span whose work did not succeed.</summary>
    public static void Fail(this Activity span, string why) => span.SetStatus(ActivityStatusCode.Error, why);
}
