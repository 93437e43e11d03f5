using System.Globalization;
using Hippique.Orchestration.Tasks;

namespace Hippique.GoogleCloud.Wakes;

/// <summary>How long Google waits for the answer of a call before it takes it for failed: the wait for the instant and the work.</summary>
internal static class WakeDeadlines
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    /// <summary>As Google writes durations: <c>900s</c>.</summary>
    /// <param name="kind">What is to be done.</param>
    /// <param name="early">How long before its instant it may be called.</param>
    public static string Of(TaskKind kind, TimeSpan early)
    {
        var all = early + Work(kind);
        var bound =
            all < Shortest ? Shortest
            : all > Longest ? Longest
            : all;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(bound.TotalSeconds):0}s");
    }

    /// <summary>A phase may run an analysis of the user's own for ten minutes; a plan asks every source for every race.</summary>
    private static TimeSpan Work(TaskKind kind) =>
        kind switch
        {
            TaskKind.H30 or TaskKind.H5 => TimeSpan.FromMinutes(14),
            TaskKind.Close or TaskKind.Programme or TaskKind.Result => TimeSpan.FromMinutes(9),
            _ => Longest,
        };
}
