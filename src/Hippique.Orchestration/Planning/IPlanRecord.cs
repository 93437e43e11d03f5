namespace Hippique.Orchestration.Planning;

/// <summary>Keeps when a day is planned, so that a replay of its pages plans it as often and at the same moments.</summary>
public interface IPlanRecord
{
    /// <summary>Called before the sources are asked; never fails for a disk that cannot be written.</summary>
    Task BeginsAsync(DateOnly date, CancellationToken cancellationToken);
}
