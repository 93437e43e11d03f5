using Hippique.Api;
using Hippique.Embedded.Nodes;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Notifications;
using Hippique.Orchestration.Scheduling;

namespace Hippique.Dashboard.Operations;

/// <summary>A day as those see it who run the service.</summary>
public sealed record OperationsBoard
{
    public required DateOnly Date { get; init; }

    /// <summary>When it was read, by the program's clock.</summary>
    public required DateTimeOffset At { get; init; }
    public required bool IsToday { get; init; }

    /// <summary>As it is now, whatever the day.</summary>
    public required HealthReport Health { get; init; }

    /// <summary>By due instant, then name; none: nothing is known of the day.</summary>
    public required IReadOnlyList<DayTask> Tasks { get; init; }
    public required IReadOnlyList<SourceStanding> Sources { get; init; }
    public required IReadOnlyList<ReceiverStanding> Receivers { get; init; }

    /// <summary>The last one first.</summary>
    public required IReadOnlyList<PersonAction> Actions { get; init; }

    /// <summary>Machines that share the work; none: there is one.</summary>
    public required IReadOnlyList<Node> Nodes { get; init; }
}
