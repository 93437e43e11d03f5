using System.Globalization;
using Hippique.Orchestration.Actions;

namespace Hippique.Api;

/// <summary>Sets the limits of money and begins pauses for a person, and notes both in the action log.</summary>
internal sealed class LimitsRecorder(PersonActions actions)
{
    public Task<bool> SetAsync(HttpContext context, Func<Task<bool>> set) => RecordAsync(context, ActionKind.LimitsSet, null, set);

    /// <param name="context">The call.</param>
    /// <param name="days">Length of the pause.</param>
    /// <param name="pause">Begins it.</param>
    public Task<bool> PauseAsync(HttpContext context, int days, Func<Task<bool>> pause) =>
        RecordAsync(context, ActionKind.PlayPaused, string.Create(CultureInfo.InvariantCulture, $"P{days}D"), pause);

    private Task<bool> RecordAsync(HttpContext context, ActionKind kind, string? subject, Func<Task<bool>> act) =>
        actions.RecordAsync(context, kind, subject, PersonActions.Caller(context), act, _ => ActionResult.Done);
}
