using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Phases.Module;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Phases;

/// <summary>What a look before the phase's time came to. It is none of the phase's: nothing that decides, settles or counts reads what it left.</summary>
public abstract record ExtraLook
{
    private ExtraLook() { }

    public required RaceId Race { get; init; }
    public required Phase Phase { get; init; }

    /// <summary>The name of the phase's task, <c>run-20251122-r1c3-h5</c>.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The lines of this look, JSON, one a line.</summary>
    public required string Log { get; init; }

    /// <summary>Paths in the artifact store, in ordinal order.</summary>
    public required IReadOnlyList<string> Artifacts { get; init; }

    /// <summary>What the user's own analysis came to; null if the built-in one is in use, and if there was nothing to analyse.</summary>
    public ModuleReport? Module { get; init; }

    /// <summary>The race was seen, and whatever analyses it ended well.</summary>
    public bool IsDone => this is Made && Module?.Failure is null;

    /// <summary>What each source said; empty if the race was seen.</summary>
    public IReadOnlyList<SourceError> Refusals { get; init; } = [];

    /// <summary>Why it ended without success; null if it did not.</summary>
    public RunCause? Cause =>
        this is Refused ? RunCause.Refused
        : Module?.Failure is null ? null
        : RunCause.OwnAnalysis;

    /// <summary>The same in a sentence.</summary>
    public string? Reason => this is Refused refused ? refused.Why.ToString() : Module?.Failure;

    /// <summary>The return code of the look: that of the user's own analysis, else 0 if it was made and 1 if it was not.</summary>
    public int ReturnCode => Module?.ReturnCode ?? (IsDone ? 0 : 1);

    /// <summary>The last 2,000 characters of what the user's own analysis printed, else of the log.</summary>
    public string OutputTail => Module?.OutputTail ?? RunLog.Tail(Log, 2000);

    /// <summary>What was seen is kept.</summary>
    public sealed record Made : ExtraLook;

    /// <summary>Every source refused.</summary>
    /// <param name="Why">What each of them said.</param>
    /// <param name="RetryAfter">When it can be asked again; null: asking again does not help.</param>
    public sealed record Refused(Problem Why, TimeSpan? RetryAfter) : ExtraLook;
}
