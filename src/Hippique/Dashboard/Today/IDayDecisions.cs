using Hippique.Orchestration.Tickets;

namespace Hippique.Dashboard.Today;

/// <summary>What was decided on a day.</summary>
internal interface IDayDecisions
{
    /// <summary>Null if the day was not planned.</summary>
    /// <exception cref="Orchestration.Artifacts.ArtifactException">A file of the day cannot be read.</exception>
    ValueTask<DayTickets?> DecisionsAsync(DateOnly day, CancellationToken cancellationToken);
}
