using Hippique.Orchestration.Planning;
using Hippique.Racing;
using Hippique.Sources.Figures;

namespace Hippique.Orchestration.Statistics;

/// <summary>How far the collecting of one day's figures has come; made by <see cref="FigureCollector.OpenAsync"/>.</summary>
public sealed class FigureRound
{
    private const int MaxRequests = 600;
    private const int MaxUnread = 3;
    private readonly Dictionary<FigureKind, int> _unread = [];
    private int _requests;

    internal FigureRound(DateOnly date, IReadOnlyList<PlannedRace> races, Func<Task> changed) =>
        (Date, Races, Changed) = (date, races, changed);

    /// <summary>The programme day.</summary>
    public DateOnly Date { get; }

    /// <summary>By off.</summary>
    internal IReadOnlyList<PlannedRace> Races { get; }

    /// <summary>Told of each change of the day's file.</summary>
    internal Func<Task> Changed { get; }

    /// <summary>Pages that are known or were asked for.</summary>
    internal HashSet<string> Urls { get; } = new(StringComparer.Ordinal);

    /// <summary>Races whose links stand in the day's file.</summary>
    internal HashSet<RaceId> Linked { get; } = [];

    /// <summary>What a source's page of a race links to, as far as it was asked for; nothing where it does not read.</summary>
    internal Dictionary<(string Source, RaceId Race), IReadOnlyList<FigureLink>> Links { get; } = [];

    /// <summary>The pages of the day's races by source, as far as they were asked for.</summary>
    internal Dictionary<string, IReadOnlyDictionary<RaceCode, string>> Pages { get; } = new(StringComparer.Ordinal);

    /// <summary>Sources that are done, or refused.</summary>
    internal HashSet<string> Over { get; } = new(StringComparer.Ordinal);

    /// <summary>When this part of the round stops.</summary>
    internal DateTimeOffset Until { get; set; }

    /// <summary>How long the round rests; null while it goes on.</summary>
    internal TimeSpan? Rest { get; set; }
    internal int RacesUnread { get; set; }
    internal int Added { get; set; }

    /// <summary>Whether pages of races still read.</summary>
    internal bool ReadsRaces => RacesUnread < MaxUnread;

    internal void Take(FigureLine line)
    {
        if (line.Figure is { } figure)
            Urls.Add(figure.Url);
        if (line.Race is { } race)
            Linked.Add(race);
    }

    /// <summary>One request more; false if the round has spent them.</summary>
    internal bool TakeRequest() => ++_requests <= MaxRequests;

    internal void Read(FigureKind kind) => _unread[kind] = 0;

    /// <summary>True if the kind is given up with this page.</summary>
    internal bool GivesUp(FigureKind kind) => (_unread[kind] = _unread.GetValueOrDefault(kind) + 1) == MaxUnread;

    internal bool IsUnreadable(FigureKind kind) => _unread.GetValueOrDefault(kind) >= MaxUnread;
}
