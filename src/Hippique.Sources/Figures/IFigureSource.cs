using Hippique.Racing;

namespace Hippique.Sources.Figures;

/// <summary>A site that publishes figures of jockeys, trainers and horses. Only addresses that a page of the site itself links to are ever asked for.</summary>
public interface IFigureSource
{
    /// <summary>Short code, unique in the program: <c>zoneturf</c>.</summary>
    string Name { get; }

    /// <summary>The pages of the day's races by their number (PMU's).</summary>
    Task<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>> RacesAsync(DateOnly date, CancellationToken cancellationToken);

    /// <summary>The pages of figures that a race's page links to; never none.</summary>
    Task<SourceAnswer<IReadOnlyList<FigureLink>>> LinksAsync(string racePage, CancellationToken cancellationToken);

    /// <summary>The figures of one page.</summary>
    Task<SourceAnswer<PublishedFigure>> FigureAsync(FigureLink link, CancellationToken cancellationToken);
}
