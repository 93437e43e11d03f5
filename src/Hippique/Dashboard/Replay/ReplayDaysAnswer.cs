using Hippique.Dashboard.Frame;
using Hippique.Gpi.Rules;

namespace Hippique.Dashboard.Replay;

/// <summary>What <c>GET /api/replay/days</c> answers: what can be replayed.</summary>
public sealed record ReplayDaysAnswer
{
    /// <summary>Recorded days that are over, the latest first; none if the pages lie in a bucket.</summary>
    public required IReadOnlyList<DateOnly> Days { get; init; }

    /// <summary>Names of the rule sets.</summary>
    public IReadOnlyList<string> Rules { get; } = RuleSets.Names;

    /// <summary>The one of <c>RULES</c>.</summary>
    public required string RulesInUse { get; init; }

    /// <summary>Seconds of the day in one second.</summary>
    public IReadOnlyList<int> Speeds { get; } = SandboxMark.Speeds;
}
