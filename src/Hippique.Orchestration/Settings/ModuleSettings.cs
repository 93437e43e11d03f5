namespace Hippique.Orchestration.Settings;

/// <summary>The user's own analysis (<c>GPI_MODULE</c>), run instead of the built-in one at both phases.</summary>
/// <param name="Command">What to start.</param>
/// <param name="Timeout">How long it may take (<c>TIMEOUT_SECONDS</c>).</param>
public sealed record ModuleSettings(ModuleCommand Command, TimeSpan Timeout);
