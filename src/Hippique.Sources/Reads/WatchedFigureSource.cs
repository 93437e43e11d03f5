using Hippique.Racing;
using Hippique.Sources.Figures;

namespace Hippique.Sources.Reads;

/// <summary>A source of figures as it is, with a note of each page of it that was read well, and of whether it said something new.</summary>
public sealed class WatchedFigureSource(IFigureSource source, LastReads reads, TimeProvider clock, SourceRefusals? refusals = null)
    : IFigureSource
{
    public string Name => source.Name;

    public async Task<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>> RacesAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var answer = Counted(await source.RacesAsync(date, cancellationToken).ConfigureAwait(false));
        if (answer is SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Found { Value: var pages })
            await NoteAsync(ReadKind.Programme, ReadContents.Of(date, pages), cancellationToken).ConfigureAwait(false);
        return answer;
    }

    public async Task<SourceAnswer<IReadOnlyList<FigureLink>>> LinksAsync(string racePage, CancellationToken cancellationToken) =>
        Counted(await source.LinksAsync(racePage, cancellationToken).ConfigureAwait(false));

    public async Task<SourceAnswer<PublishedFigure>> FigureAsync(FigureLink link, CancellationToken cancellationToken)
    {
        var answer = Counted(await source.FigureAsync(link, cancellationToken).ConfigureAwait(false));
        if (answer is SourceAnswer<PublishedFigure>.Found { Value: var figure })
            await NoteAsync(ReadKind.Figures, ReadContents.Of(figure), cancellationToken).ConfigureAwait(false);
        return answer;
    }

    private SourceAnswer<T> Counted<T>(SourceAnswer<T> answer)
    {
        if (answer is SourceAnswer<T>.Refused { Error: var error })
            refusals?.Count(error);
        return answer;
    }

    private Task NoteAsync(ReadKind kind, ReadContent content, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        return reads.NoteAsync(Name, read => read.After(kind, content, now), cancellationToken);
    }
}
