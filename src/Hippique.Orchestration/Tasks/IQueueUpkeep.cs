namespace Hippique.Orchestration.Tasks;

/// <summary>What keeps a queue right: done at its start, before any task is woken, and then again and again while it runs.</summary>
public interface IQueueUpkeep
{
    Task StartAsync(CancellationToken cancellationToken);

    Task CheckAsync(CancellationToken cancellationToken);
}
