using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Tasks;

namespace Hippique.Api;

/// <summary>What <c>POST /tasks/{name}/run</c>, <c>/cancel</c> and <c>/retry</c> answer.</summary>
public sealed record TaskOrderAnswer : IEndedAnswer
{
    /// <summary>The task is done, goes on by itself or is cancelled as asked, or the extra look was made. False: it ended without success.</summary>
    public required bool Ok { get; init; }

    /// <summary><c>run-20251122-r1c3-h5</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>done</c>, <c>late</c>, <c>missed</c>, <c>cancelled</c> or <c>failed</c>; <c>waiting</c> if it has not ended. Of an extra look: <c>done</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it ended so or has not ended; null if there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>When the queue calls it again; null if it has ended.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>An extra look was made, and the task is left as it is.</summary>
    public bool Extra { get; init; }

    /// <summary>Files of a look: paths under the data folder.</summary>
    public IReadOnlyList<string> Artifacts { get; init; } = [];
    public required string CorrelationId { get; init; }

    internal static TaskOrderAnswer Of(string name, TaskEnd end, bool? ok = null) =>
        new()
        {
            Ok = ok ?? end.IsDone,
            Name = name,
            State = end.State,
            Reason = end.Detail,
            CorrelationId = name,
        };

    internal static TaskOrderAnswer Of(string name, PhaseResult.Ended ended) => Of(name, ended.End) with { Artifacts = ended.Artifacts };

    internal static TaskOrderAnswer Of(string name, ExtraLook look) =>
        new()
        {
            Ok = look.IsDone,
            Name = name,
            State = look.IsDone ? "done" : "failed",
            Reason = look.Reason,
            Extra = true,
            Artifacts = look.Artifacts,
            CorrelationId = name,
        };

    internal static TaskOrderAnswer Waiting(string name, DateTimeOffset next) =>
        new()
        {
            Ok = true,
            Name = name,
            State = "waiting",
            NextAt = next,
            CorrelationId = name,
        };
}
