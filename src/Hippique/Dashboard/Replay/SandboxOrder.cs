using Hippique.Dashboard.Frame;
using Hippique.Gpi.Rules;

namespace Hippique.Dashboard.Replay;

/// <summary>What is to be watched.</summary>
/// <param name="Date">A recorded day.</param>
/// <param name="Rules">Name of a shipped rule set.</param>
/// <param name="Speed">One of <see cref="SandboxMark.Speeds"/>.</param>
public sealed record SandboxOrder(DateOnly Date, string Rules, int Speed)
{
    /// <summary>Null if the form was not filled in by a person.</summary>
    internal static SandboxOrder? Read(IFormCollection form) =>
        DashboardEndpoints.DateOf(form["date"].ToString()) is { } date
        && RuleSets.Names.Contains(form["rules"].ToString(), StringComparer.Ordinal)
        && SpeedOf(form["speed"]) is { } speed
            ? new(date, form["rules"].ToString(), speed)
            : null;

    internal static int? SpeedOf(string? text) =>
        int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var speed) && SandboxMark.Speeds.Contains(speed)
            ? speed
            : null;
}
