using Hippique.Racing;

namespace Hippique.Sources.Reads;

/// <summary>A source as it is, with a note of each page of it that was read well, and of whether it said something new.</summary>
public sealed class WatchedSource(IRaceSource source, LastReads reads, TimeProvider clock, SourceRefusals? refusals = null) : IRaceSource
{
    public string Name => source.Name;

    public async Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken) =>
        await NotedAsync(
                await source.ProgrammeAsync(date, cancellationToken).ConfigureAwait(false),
                static (read, programme, at) => (read with { Programme = at }).After(ReadKind.Programme, ReadContents.Of(programme), at),
                cancellationToken
            )
            .ConfigureAwait(false);

    public async Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken) =>
        await NotedAsync(
                await source.RaceAsync(query, cancellationToken).ConfigureAwait(false),
                (read, view, at) => (read with { Race = at }).After(ReadKind.Odds, ReadContents.Of(query.Link, view.Pools), at),
                cancellationToken
            )
            .ConfigureAwait(false);

    public async Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken) =>
        await NotedAsync(
                await source.ResultAsync(link, cancellationToken).ConfigureAwait(false),
                (read, result, at) => (read with { Result = at }).After(ReadKind.Result, ReadContents.Of(link, result), at),
                cancellationToken
            )
            .ConfigureAwait(false);

    public bool CostsRequests => source.CostsRequests;

    public bool HasClose => source.HasClose;

    public bool NeedsProgramme => source.NeedsProgramme;

    public async Task<SourceAnswer<RaceClose>> CloseAsync(RaceLink link, CancellationToken cancellationToken) =>
        await NotedAsync(
                await source.CloseAsync(link, cancellationToken).ConfigureAwait(false),
                (read, close, at) => (read with { Race = at }).After(ReadKind.Close, ReadContents.Of(link, close.Pools), at),
                cancellationToken
            )
            .ConfigureAwait(false);

    private async Task<SourceAnswer<T>> NotedAsync<T>(
        SourceAnswer<T> answer,
        Func<LastRead, T, DateTimeOffset, LastRead> note,
        CancellationToken cancellationToken
    )
    {
        if (answer is SourceAnswer<T>.Found { Value: var value })
        {
            var now = clock.GetUtcNow().ToUniversalTime();
            await reads.NoteAsync(Name, read => note(read, value, now), cancellationToken).ConfigureAwait(false);
        }
        else if (answer is SourceAnswer<T>.Refused { Error: var error })
            refusals?.Count(error);
        return answer;
    }
}
