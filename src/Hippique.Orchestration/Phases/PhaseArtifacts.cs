using System.Security.Cryptography;
using System.Text;
using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Orchestration.Phases;

/// <summary>
/// Reads and writes what the phases of a race leave. What is there is kept: a phase that was killed half way goes on from the snapshot it had taken, and the file that
/// ends a phase (<c>tickets.json</c>, <c>cotes.csv</c>) is written last.
/// </summary>
internal sealed class PhaseArtifacts(IArtifactStore store)
{
    public async Task<(Snapshot Snapshot, string Hash)?> SnapshotAsync(RaceId race, Phase phase, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Snapshot(race, phase);
        return await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there
            ? (ArtifactJson.Read<Snapshot>(path, there.Content), Hash(there.Content.Span))
            : null;
    }

    /// <summary>Null if H-5 has not ended.</summary>
    public async Task<RaceAnalysis?> FinishedAnalysisAsync(RaceId race, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(ArtifactPaths.Tickets(race), cancellationToken).ConfigureAwait(false) is null)
            return null;
        return await ReadAsync<RaceAnalysis>(ArtifactPaths.Analysis(race), cancellationToken).ConfigureAwait(false);
    }

    public async Task<(Snapshot Snapshot, string Hash)> PutSnapshotAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var bytes = ArtifactJson.Write(snapshot);
        var path = ArtifactPaths.Snapshot(snapshot.Card.Id, snapshot.Phase);
        // Somebody else took it at the same time: theirs counts.
        if (await store.PutIfAbsentAsync(path, bytes, cancellationToken).ConfigureAwait(false) == PutOutcome.Conflict)
            return (await SnapshotAsync(snapshot.Card.Id, snapshot.Phase, cancellationToken).ConfigureAwait(false))!.Value;
        return (snapshot, Hash(bytes));
    }

    public async Task<RaceAnalysis> PutAnalysisAsync(RaceAnalysis analysis, CancellationToken cancellationToken)
    {
        var path = ArtifactPaths.Analysis(analysis.Race);
        var outcome = await store.PutIfAbsentAsync(path, ArtifactJson.Write(analysis), cancellationToken).ConfigureAwait(false);
        return outcome == PutOutcome.Conflict ? (await ReadAsync<RaceAnalysis>(path, cancellationToken).ConfigureAwait(false))! : analysis;
    }

    public Task PutTicketsAsync(TicketSheet sheet, CancellationToken cancellationToken) =>
        store.PutIfAbsentAsync(ArtifactPaths.Tickets(sheet.Race), ArtifactJson.Write(sheet), cancellationToken);

    /// <summary>The whole table anew from the snapshots that are there.</summary>
    /// <exception cref="ArtifactBusyException">Other phases of the race changed it at every try.</exception>
    public Task PutCotesAsync(RaceId race, CancellationToken cancellationToken) =>
        store.UpdateAsync(
            ArtifactPaths.Cotes(race),
            async (_, cancelled) =>
            {
                var snapshots = new List<Snapshot>(2);
                foreach (var phase in new[] { Phase.H30, Phase.H5 })
                {
                    if (await SnapshotAsync(race, phase, cancelled).ConfigureAwait(false) is { } taken)
                        snapshots.Add(taken.Snapshot);
                }
                return CotesCsv.Write(snapshots);
            },
            cancellationToken
        );

    public Task AppendLogAsync(RaceId race, Phase phase, string text, CancellationToken cancellationToken) =>
        store.AppendLinesAsync(ArtifactPaths.Log(race, phase), Encoding.UTF8.GetBytes(text), cancellationToken);

    /// <summary>The files of one phase that are there, in ordinal order.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(RaceId race, Phase phase, CancellationToken cancellationToken)
    {
        var all = await store.ListAsync(ArtifactPaths.Race(race), cancellationToken).ConfigureAwait(false);
        var own = phase == Phase.H30 ? "_h30." : "_h5.";
        return
        [
            .. all.Where(path =>
                path.Contains(own, StringComparison.Ordinal)
                || path.StartsWith(ArtifactPaths.ModuleFolder(race, phase), StringComparison.Ordinal)
                || path == ArtifactPaths.Cotes(race)
                || (phase == Phase.H5 && path == ArtifactPaths.Tickets(race))
            ),
        ];
    }

    private async Task<T?> ReadAsync<T>(string path, CancellationToken cancellationToken)
        where T : class =>
        await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is { } there ? ArtifactJson.Read<T>(path, there.Content) : null;

    private static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
