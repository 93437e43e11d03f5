using Hippique.Api;
using Hippique.Embedded.Nodes;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Notifications;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;

namespace Hippique.Dashboard.Operations;

/// <summary>Reads a day for the page of those who run the service.</summary>
internal sealed class OperationsReader(
    RecentHealth health,
    DayTasksReader tasks,
    SourceStandingReader sources,
    ReceiverStandingReader receivers,
    ActionLog actions,
    IServiceProvider services,
    TimeProvider clock
)
{
    /// <exception cref="IOException">The store cannot be read.</exception>
    public async Task<OperationsBoard> ReadAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var day = await tasks.ReadAsync(date, cancellationToken);
        return new OperationsBoard
        {
            Date = date,
            At = now,
            IsToday = date == ParisTime.ProgrammeOf(now),
            Health = await health.ReadAsync(cancellationToken),
            Tasks = day?.Tasks ?? [],
            Sources = await sources.ReadAsync(cancellationToken),
            Receivers = await receivers.ReadAsync(date, cancellationToken),
            Actions = [.. (await actions.ReadAsync(date, cancellationToken)).Reverse()],
            // There is no registry where there is one machine.
            Nodes = services.GetService<NodeRegistry>() is { } registry ? await registry.ListAsync(cancellationToken) : [],
        };
    }
}
