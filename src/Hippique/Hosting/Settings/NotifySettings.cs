using Hippique.Notifications;
using Hippique.Orchestration.Notifications;

namespace Hippique.Hosting.Settings;

/// <summary>Who is told, and about what. By default nobody is.</summary>
public sealed record NotifySettings
{
    public NewsSettings News { get; init; } = new();
    public NotificationOptions Receivers { get; init; } = new();

    /// <summary>Nobody is told: invented races, a replay, a rehearsal.</summary>
    public static NotifySettings Nobody { get; } = new();
}
