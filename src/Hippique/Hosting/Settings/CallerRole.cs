namespace Hippique.Hosting.Settings;

/// <summary>What somebody whom the service knows may do.</summary>
public enum CallerRole
{
    /// <summary>Everything.</summary>
    Owner,

    /// <summary>Reads every page and every answer, and changes nothing.</summary>
    Viewer,
}
