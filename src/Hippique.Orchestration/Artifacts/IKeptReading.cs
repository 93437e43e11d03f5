namespace Hippique.Orchestration.Artifacts;

/// <summary>What a process has read and keeps in memory, which other processes of the installation may have changed in the store since.</summary>
public interface IKeptReading
{
    /// <summary>Before a race of that day is decided: reads it again if it was changed. What cannot be read is logged, and what was read before stays.</summary>
    Task LookAsync(DateOnly date, CancellationToken cancellationToken);
}
