namespace Hippique.Orchestration.Settings;

/// <summary>For how long things are kept.</summary>
/// <param name="KeepDays">Days for which artifacts and the ends of tasks are kept (<c>KEEP_DAYS</c>), at least 1.</param>
public sealed record RetentionSettings(int KeepDays);
