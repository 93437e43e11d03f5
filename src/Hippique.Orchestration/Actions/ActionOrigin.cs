namespace Hippique.Orchestration.Actions;

/// <summary>From where an action was asked for.</summary>
/// <param name="Address">The caller's address; null: it was asked for on the machine itself, without a service.</param>
/// <param name="Client">By which program.</param>
public sealed record ActionOrigin(string? Address, ActionClient Client);

/// <summary>The program by which somebody acted.</summary>
public enum ActionClient
{
    /// <summary>The command line, as it says itself.</summary>
    Cli,

    /// <summary>A browser with a session.</summary>
    Browser,

    /// <summary>Any other.</summary>
    Program,
}
