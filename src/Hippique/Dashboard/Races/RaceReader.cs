using Hippique.Dashboard.Today;
using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Dashboard.Races;

/// <summary>Reads a race for its pages, from its artifacts and the ledger.</summary>
internal sealed class RaceReader(IArtifactStore store, PlanStore plans, ILedger ledger, TimeProvider clock)
{
    private readonly RaceEndReader _ends = new(store, plans);

    /// <summary>Null if the plan of the day does not have it.</summary>
    /// <exception cref="ArtifactException">A file of the race cannot be read.</exception>
    public async Task<RaceView?> ReadAsync(RaceId id, CancellationToken cancellationToken)
    {
        if (await plans.FindAsync(id, cancellationToken) is not { } planned)
            return null;
        var sheet = await ReadAsync<TicketSheet>(ArtifactPaths.Tickets(id), cancellationToken);
        // Without its tickets the analysis is still being written, or was given up.
        var analysis = sheet is null ? null : await ReadAsync<RaceAnalysis>(ArtifactPaths.Analysis(id), cancellationToken);
        var book = (await ledger.ReadAsync(id.Date, cancellationToken)).Book;
        var fates = book
            .Tickets.Where(ticket => ticket.Race == id)
            .ToDictionary(ticket => ticket.Id, TicketFate.Of, StringComparer.Ordinal);
        return new RaceView
        {
            Planned = planned,
            H30 = await ReadAsync<Snapshot>(ArtifactPaths.Snapshot(id, Phase.H30), cancellationToken),
            H5 = await ReadAsync<Snapshot>(ArtifactPaths.Snapshot(id, Phase.H5), cancellationToken),
            Analysis = analysis is null ? null : analysis with { Tickets = sheet!.Tickets },
            End = await _ends.FindAsync(id, cancellationToken),
            Cards =
            [
                .. (sheet?.Tickets ?? []).Select(ticket => new BoardTicket(
                    new DayTicket(ticket, planned.Meeting, planned.Name, planned.Off, planned.Url),
                    fates.GetValueOrDefault(ticket.Id)
                )),
            ],
            At = clock.GetUtcNow(),
        };
    }

    private async Task<T?> ReadAsync<T>(string path, CancellationToken cancellationToken)
        where T : class => await store.GetAsync(path, cancellationToken) is { } there ? ArtifactJson.Read<T>(path, there.Content) : null;
}
