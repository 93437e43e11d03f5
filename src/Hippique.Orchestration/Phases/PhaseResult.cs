using Hippique.Gpi;
using Hippique.Orchestration.Logging;
using Hippique.Orchestration.Phases.Module;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Phases;

/// <summary>What became of one call to carry out a phase.</summary>
public abstract record PhaseResult
{
    private PhaseResult() { }

    public required RaceId Race { get; init; }
    public required Phase Phase { get; init; }

    /// <summary>The task's name, <c>run-20251122-r1c3-h5</c>; on every line of its log.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The lines of this call, JSON, one a line.</summary>
    public required string Log { get; init; }

    /// <summary>The last <paramref name="characters"/> of the log.</summary>
    public string LogTail(int characters = 2000) => RunLog.Tail(Log, characters);

    /// <summary>The same for whoever keeps the task.</summary>
    public TaskOutcome ToOutcome() =>
        this switch
        {
            Ended ended => new TaskOutcome.Ended(ended.End),
            RetryLater later => new TaskOutcome.RetryLater(later.After, later.Why.ToString()),
            _ => throw new InvalidOperationException($"no outcome for {GetType().Name}"),
        };

    /// <summary>The phase has ended, well or not.</summary>
    public sealed record Ended : PhaseResult
    {
        public required TaskEnd End { get; init; }

        /// <summary>Paths in the artifact store that this phase has; empty if it wrote none.</summary>
        public required IReadOnlyList<string> Artifacts { get; init; }

        /// <summary>The analysis that H-5 came to; null at H-30 and if there is none.</summary>
        public RaceAnalysis? Analysis { get; init; }

        /// <summary>What the user's own analysis came to; null if the built-in one is in use, or the phase ended before it was started.</summary>
        public ModuleReport? Module { get; init; }

        /// <summary>What each source said, if that is why the phase ended so; empty if it is not, and of an end that an earlier call came to.</summary>
        public IReadOnlyList<SourceError> Refusals { get; init; } = [];

        /// <summary>Why it ended without success; null if it did not.</summary>
        public RunCause? Cause =>
            End switch
            {
                _ when IsDone => null,
                _ when Module?.Failure is not null => RunCause.OwnAnalysis,
                _ when Refusals.Count > 0 => RunCause.Refused,
                TaskEnd.Cancelled cancelled when cancelled == TaskEnd.Cancelled.ByPerson => RunCause.ByPerson,
                TaskEnd.Cancelled cancelled => cancelled == TaskEnd.Cancelled.Withdrawn ? RunCause.Withdrawn : RunCause.Moved,
                TaskEnd.Missed missed when missed == TaskEnd.Missed.PlannedTooLate => RunCause.PlannedTooLate,
                _ => RunCause.Other,
            };

        /// <summary>The return code of the phase: that of the user's own analysis, else 0 if it is done and 1 if it is not.</summary>
        public int ReturnCode => Module?.ReturnCode ?? (IsDone ? 0 : 1);

        /// <summary>The last 2,000 characters of what the user's own analysis printed, else of the log.</summary>
        public string OutputTail => Module?.OutputTail ?? LogTail();

        /// <summary>Done, in time or late.</summary>
        public bool IsDone => End.IsDone;
    }

    /// <summary>No source gave the race, for it could not be asked or its answer was bad (or nothing could be written); the grace has not run out.</summary>
    public sealed record RetryLater : PhaseResult
    {
        public required TimeSpan After { get; init; }
        public required Problem Why { get; init; }
    }
}
