using System.Text.Json.Serialization;

namespace Hippique.Orchestration.Settings;

/// <summary>Said wherever a ticket, a screen or a message is shown, so that nobody buys a ticket of a recorded day.</summary>
/// <param name="Date">The recorded programme day, of several the first.</param>
/// <param name="Speed">Virtual seconds in a real one.</param>
public sealed record RehearsalMark(DateOnly Date, double Speed)
{
    /// <summary>The last of several recorded days; null: it is one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? LastDate { get; init; }
}
