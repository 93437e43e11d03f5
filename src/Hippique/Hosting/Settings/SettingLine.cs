using System.Text.Json.Serialization;

namespace Hippique.Hosting.Settings;

/// <summary>A variable with its value in force, as it may be shown.</summary>
public sealed record SettingLine
{
    public required string Name { get; init; }

    /// <summary>In force, as it would be written; null: none, or one that is not shown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Value { get; init; }

    public required SettingOrigin Origin { get; init; }

    /// <summary>It may hold a key; only whether it is set is told.</summary>
    public required bool Secret { get; init; }
}

/// <summary>Where the value of a variable comes from.</summary>
public enum SettingOrigin
{
    /// <summary>Nobody set it.</summary>
    Default,

    /// <summary>The environment in which the program was started.</summary>
    Environment,

    /// <summary><c>.env</c> in the working folder.</summary>
    File,
}
