namespace Hippique.Orchestration.Settings;

/// <summary>The user's own analysis (<c>GPI_MODULE</c>), run instead of the built-in one at both phases.</summary>
/// <param name="Command">What to start.</param>
/// <param name="Timeout">How long it may take (<c>TIMEOUT_SECONDS</c>).</param>
public sealed record ModuleSettings(ModuleCommand Command, TimeSpan Timeout)
{
    /// <summary><c>DATA_DIR</c>: the folders of runs lie below it, so that the next start finds what a killed one left. Null: among the machine's temporary files.</summary>
    public string? DataFolder { get; init; }
}
