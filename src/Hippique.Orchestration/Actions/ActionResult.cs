namespace Hippique.Orchestration.Actions;

/// <summary>What an action came to.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reason">Why it ended otherwise than done, in English as in the log; null if there is nothing to say.</param>
public sealed record ActionResult(ActionOutcome Outcome, string? Reason = null)
{
    public static readonly ActionResult Done = new(ActionOutcome.Done);

    public static ActionResult Refused(string? why) => new(ActionOutcome.Refused, why);

    public static ActionResult Failed(string? why) => new(ActionOutcome.Failed, why);
}

/// <summary>How an action ended.</summary>
public enum ActionOutcome
{
    /// <summary>No end was recorded: it is under way, or the process was killed.</summary>
    Unknown,
    Done,

    /// <summary>It was carried out and came to nothing: the look ended as missed, something broke.</summary>
    Failed,

    /// <summary>Nothing was done.</summary>
    Refused,

    /// <summary>The caller went away, or the service was stopped.</summary>
    Stopped,
}
