using Hippique.Hosting.Settings;
using Hippique.Orchestration.Exposure;
using Hippique.Orchestration.Notifications;

namespace Hippique.Dashboard.Settings;

/// <summary>What is set, as the page shows it.</summary>
public sealed record SettingsView
{
    public required IReadOnlyList<SettingsPart> Parts { get; init; }
    public required IReadOnlyList<SettingWarning> Warnings { get; init; }
    public required PlayLimits Limits { get; init; }
    public required NewsSettings News { get; init; }

    /// <summary>Names of what messages go to, of those that are configured: <c>webhook</c>, <c>ntfy</c>, <c>telegram</c>, <c>mail</c>.</summary>
    public required IReadOnlyList<string> Receivers { get; init; }
}

/// <summary>Settings that stand together.</summary>
/// <param name="HeadingKey">Key of its name.</param>
/// <param name="Lines">Each with the key of what it does.</param>
public sealed record SettingsPart(string HeadingKey, IReadOnlyList<(string TextKey, SettingLine Line)> Lines);
