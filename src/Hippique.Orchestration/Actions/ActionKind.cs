namespace Hippique.Orchestration.Actions;

/// <summary>What a person can ask for.</summary>
public enum ActionKind
{
    /// <summary>A day planned and scheduled.</summary>
    Schedule,

    /// <summary>One phase of one race, by the race's address.</summary>
    Run,

    /// <summary>Results asked for now.</summary>
    Results,

    /// <summary>A task called as a timer calls it.</summary>
    TaskCall,

    /// <summary>A task carried out at once.</summary>
    TaskRun,

    /// <summary>A task that is not to be carried out.</summary>
    TaskCancel,

    /// <summary>A look that was missed, made again as an extra one.</summary>
    TaskRetry,

    /// <summary>A proposed ticket was said to be played.</summary>
    TicketPlayed,

    /// <summary>A proposed ticket was said not to be played.</summary>
    TicketSkipped,
    QueuePause,
    QueueResume,
    PlanPause,
    PlanResume,

    /// <summary>A session of a browser was opened.</summary>
    SignIn,

    /// <summary>A browser is to be sent messages.</summary>
    PushSubscribed,

    /// <summary>A browser is not to be sent any more.</summary>
    PushUnsubscribed,

    /// <summary>Limits of money were set.</summary>
    LimitsSet,

    /// <summary>Betting was paused.</summary>
    PlayPaused,
}
