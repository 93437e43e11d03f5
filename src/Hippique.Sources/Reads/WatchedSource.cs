using Hippique.Racing;

namespace Hippique.Sources.Reads;

/// <summary>A source as it is, with a note of each page of it that was read well.</summary>
public sealed class WatchedSource(IRaceSource source, LastReads reads, TimeProvider clock) : IRaceSource
{
    public string Name => source.Name;

    public async Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken) =>
        Noted(
            await source.ProgrammeAsync(date, cancellationToken).ConfigureAwait(false),
            static (read, at) => read with { Programme = at }
        );

    public async Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken) =>
        Noted(await source.RaceAsync(query, cancellationToken).ConfigureAwait(false), static (read, at) => read with { Race = at });

    public async Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken) =>
        Noted(await source.ResultAsync(link, cancellationToken).ConfigureAwait(false), static (read, at) => read with { Result = at });

    public bool HasClose => source.HasClose;

    public bool NeedsProgramme => source.NeedsProgramme;

    public async Task<SourceAnswer<RaceClose>> CloseAsync(RaceLink link, CancellationToken cancellationToken) =>
        Noted(await source.CloseAsync(link, cancellationToken).ConfigureAwait(false), static (read, at) => read with { Race = at });

    private SourceAnswer<T> Noted<T>(SourceAnswer<T> answer, Func<LastRead, DateTimeOffset, LastRead> note)
    {
        if (answer is SourceAnswer<T>.Found)
        {
            var now = clock.GetUtcNow().ToUniversalTime();
            reads.Note(Name, read => note(read, now));
        }
        return answer;
    }
}
