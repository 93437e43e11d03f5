using Hippique.Racing;

namespace Hippique.Sources.Reads;

/// <summary>A source as it is, with a note of each page of it that was read well.</summary>
public sealed class WatchedSource(IRaceSource source, LastReads reads, TimeProvider clock) : IRaceSource
{
    public string Name => source.Name;

    public async Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken) =>
        await NotedAsync(
                await source.ProgrammeAsync(date, cancellationToken).ConfigureAwait(false),
                static (read, at) => read with { Programme = at },
                cancellationToken
            )
            .ConfigureAwait(false);

    public async Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken) =>
        await NotedAsync(
                await source.RaceAsync(query, cancellationToken).ConfigureAwait(false),
                static (read, at) => read with { Race = at },
                cancellationToken
            )
            .ConfigureAwait(false);

    public async Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken) =>
        await NotedAsync(
                await source.ResultAsync(link, cancellationToken).ConfigureAwait(false),
                static (read, at) => read with { Result = at },
                cancellationToken
            )
            .ConfigureAwait(false);

    public bool HasClose => source.HasClose;

    public bool NeedsProgramme => source.NeedsProgramme;

    public async Task<SourceAnswer<RaceClose>> CloseAsync(RaceLink link, CancellationToken cancellationToken) =>
        await NotedAsync(
                await source.CloseAsync(link, cancellationToken).ConfigureAwait(false),
                static (read, at) => read with { Race = at },
                cancellationToken
            )
            .ConfigureAwait(false);

    private async Task<SourceAnswer<T>> NotedAsync<T>(
        SourceAnswer<T> answer,
        Func<LastRead, DateTimeOffset, LastRead> note,
        CancellationToken cancellationToken
    )
    {
        if (answer is SourceAnswer<T>.Found)
        {
            var now = clock.GetUtcNow().ToUniversalTime();
            await reads.NoteAsync(Name, read => note(read, now), cancellationToken).ConfigureAwait(false);
        }
        return answer;
    }
}
