namespace Hippique.Orchestration.Phases;

/// <summary>Why a run ended without success, for whoever tells it.</summary>
public enum RunCause
{
    /// <summary>No source gave the race: what each said stands beside it.</summary>
    Refused,

    /// <summary>The user's own analysis ended badly.</summary>
    OwnAnalysis,

    /// <summary>The race is not run.</summary>
    Withdrawn,

    /// <summary>The off moved; the phase is in the queue again for its new time.</summary>
    Moved,

    /// <summary>A person cancelled it.</summary>
    ByPerson,

    /// <summary>The grace was over when the day was planned.</summary>
    PlannedTooLate,

    /// <summary>What the reason says.</summary>
    Other,
}
