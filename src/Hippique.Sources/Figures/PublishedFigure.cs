using Hippique.Racing;

namespace Hippique.Sources.Figures;

/// <summary>Of whom a site publishes figures.</summary>
public enum FigureKind
{
    /// <summary>Jockey, or driver in trot.</summary>
    Jockey,
    Trainer,
    Horse,
}

/// <summary>A page with figures, as a race's page links to it.</summary>
/// <param name="Kind">Of whom.</param>
/// <param name="Url">Absolute address, made from the parts of the link that the source knows.</param>
public sealed record FigureLink(FigureKind Kind, string Url);

/// <summary>What a site publishes of one jockey, trainer or horse. Null where the page does not say.</summary>
public sealed record PublishedFigure
{
    public required FigureKind Kind { get; init; }

    /// <summary>As the page heads it, <c>Stéphane PASQUIER</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Short code of the source.</summary>
    public required string Source { get; init; }
    public required string Url { get; init; }

    /// <summary>When the site answered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Career starts and wins, over all disciplines.</summary>
    public int? Starts { get; init; }
    public int? Wins { get; init; }

    /// <summary>A horse's age in years.</summary>
    public int? Age { get; init; }

    /// <summary>A horse's times in past races.</summary>
    public IReadOnlyList<PublishedTime> Times { get; init; } = [];
}

/// <param name="Date">Day of the race.</param>
/// <param name="Discipline">Its discipline.</param>
/// <param name="SecondsPerKm">The horse's own time.</param>
public sealed record PublishedTime(DateOnly Date, Discipline Discipline, double SecondsPerKm);
