namespace Hippique.Orchestration.Opening;

/// <summary>How far the service has come since it answers.</summary>
public abstract record OpeningState
{
    private OpeningState() { }

    /// <summary>It answers, and its parts are being opened.</summary>
    public sealed record Starting : OpeningState;

    /// <summary>Every part is open: tasks are woken.</summary>
    public sealed record Open : OpeningState;

    /// <summary>A part could not be opened; the process ends.</summary>
    /// <param name="Cause">What the part threw; its message is fit to be shown.</param>
    public sealed record Failed(Exception Cause) : OpeningState;

    /// <summary>The service is being stopped, whether it was open or not.</summary>
    public sealed record Stopping : OpeningState;
}
