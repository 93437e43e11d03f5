using Hippique.Orchestration.Processes;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Orchestration.Phases.Module;

/// <summary>One run of the user's own analysis.</summary>
public sealed record ModuleOrder
{
    public required ModuleCommand Command { get; init; }

    /// <summary>Given as <c>--course-url</c>: the page under which the source was asked.</summary>
    public required string CourseUrl { get; init; }

    /// <summary>Given as <c>--phase</c>: <c>H30</c> or <c>H5</c>.</summary>
    public required Phase Phase { get; init; }

    /// <summary>Given as <c>--date</c>: <c>2025-11-22</c>.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>Given as <c>--out</c>: an existing folder of this run alone, absolute.</summary>
    public required string Out { get; init; }

    /// <summary>After this time it is killed with everything it started.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The value of <see cref="ProcessTree.MarkName"/> in its environment; of this run alone.</summary>
    internal string Mark { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>Told of each process that belongs to the run, as it is seen.</summary>
    internal Action<IReadOnlyList<ProcessIdentity>> Seen { get; init; } = static _ => { };

    /// <summary>Told how the run was ended, in words for its log.</summary>
    internal Action<string> Say { get; init; } = static _ => { };
}
