using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Sources;

/// <summary>
/// One place that publishes races: a site, an API, a recorded day, the simulator. It answers with values: an expected failure (a closed site, a page that is not what it
/// should be) is a <see cref="SourceAnswer{T}.Refused"/>, never an exception and never an empty race.
/// </summary>
public interface IRaceSource
{
    /// <summary>Short code, unique in the program: <c>zeturf</c>, <c>pmu</c>, <c>recorded</c>.</summary>
    string Name { get; }

    /// <summary>All races of the programme of <paramref name="date"/>, in one request where the site allows it.</summary>
    Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken);

    /// <summary>One race as it stands now: card and prices.</summary>
    Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// The result of one race, once it is published. A race that was called off or that ended with no horse classified has a result too, whose state says so; "not yet" is the
    /// refusal <see cref="SourceErrorKind.NoResultYet"/>. Closing prices that are no longer in view are absent from it: that never means that there were none.
    /// </summary>
    Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a look at a race rests on the day's programme, which all races share: it is then asked for shortly before the looks, so that a look itself is four requests at most.
    /// </summary>
    bool NeedsProgramme => false;

    /// <summary>Whether asking for a race costs a site a request; a file of recorded races costs none, so every race of it is looked at.</summary>
    bool CostsRequests => true;

    /// <summary>Whether this source shows the last prices of a race after its off.</summary>
    bool HasClose => false;

    /// <summary>
    /// The prices at which betting on a race closed, once its off is past; where <see cref="HasClose"/>, in at most four requests. A pool that shows
    /// money is given without a price too; one that shows neither only if no pool shows any, so that an empty close never replaces prices that were seen.
    /// </summary>
    Task<SourceAnswer<RaceClose>> CloseAsync(RaceLink link, CancellationToken cancellationToken) =>
        Task.FromResult<SourceAnswer<RaceClose>>(
            new SourceAnswer<RaceClose>.Refused(
                new SourceError(SourceErrorKind.NotOffered, Name, link.Url, Problem.Of($"{Name} shows no prices after the off"))
            )
        );
}

/// <summary>The last prices of a race.</summary>
/// <param name="Pools">Each with the operator's stamp, which tells whether it is later than the off.</param>
/// <param name="NonRunners">Numbers, ascending.</param>
/// <param name="Notes">What is missing, in words for the user.</param>
public sealed record RaceClose(IReadOnlyList<PoolPrices> Pools, IReadOnlyList<int> NonRunners, IReadOnlyList<string> Notes);

/// <summary>How one source names a race: its own number and the page where a user can see it.</summary>
/// <param name="Source">The source's <see cref="IRaceSource.Name"/>.</param>
/// <param name="Date">Programme day.</param>
/// <param name="Code">The number in that source's own numbering.</param>
/// <param name="Url">Absolute address of the race's page at the source.</param>
public sealed record RaceLink(string Source, DateOnly Date, RaceCode Code, string Url)
{
    /// <summary>The number by which the source itself is asked, where it is not <see cref="Code"/>, the one that people see (PMU: <c>numReunion</c>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RaceCode? AskedAs { get; init; }
}

/// <summary>A look at one race for one phase.</summary>
/// <param name="Link">The race, as this source names it.</param>
/// <param name="Phase">Which of the two looks.</param>
/// <param name="PlannedAt">The instant for which the look was planned.</param>
public sealed record RaceQuery(RaceLink Link, Phase Phase, DateTimeOffset PlannedAt)
{
    /// <summary>Which requests it goes before. The default value is <see cref="RequestUrgency.Usual"/>: a look that nobody waits for at an instant.</summary>
    public RequestUrgency Urgency { get; init; }
}

/// <summary>One source's programme of one day.</summary>
/// <param name="Date">Programme day.</param>
/// <param name="Races">In the order of the page.</param>
/// <param name="Refused">Races of the page that could not be read, by name; the others stand.</param>
public sealed record Programme(DateOnly Date, IReadOnlyList<ProgrammeRace> Races, IReadOnlyList<SourceError> Refused)
{
    /// <summary>When the source stated it; null where a recorded file does not say.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>What the reader found odd, in words for the user.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One line of a programme. Null where the source does not say.</summary>
public sealed record ProgrammeRace
{
    public required RaceLink Link { get; init; }
    public required string Meeting { get; init; }

    /// <summary>ISO 3166 alpha-3; empty where the source does not say.</summary>
    public required string Country { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Off { get; init; }
    public Discipline Discipline { get; init; }

    /// <summary>PMU's race of the day with the bet Quinté+.</summary>
    public bool? Quinte { get; init; }
    public int? Runners { get; init; }
    public bool Cancelled { get; init; }
}

/// <summary>A race as one source shows it. The card's id is the source's own number; the plan knows the race's name.</summary>
/// <param name="Card">The card, with the runners.</param>
/// <param name="Pools">The prices of every pool in view.</param>
/// <param name="Notes">What the reader found odd, in words for the user.</param>
public sealed record RaceView(RaceCard Card, IReadOnlyList<PoolPrices> Pools, IReadOnlyList<string> Notes)
{
    /// <summary>When the source stated what the race is and what is sold on it; null where a recorded file does not say.</summary>
    public DateTimeOffset? RaceAt { get; init; }

    /// <summary>When it stated the runners; most sources do so on the same page.</summary>
    public DateTimeOffset? RunnersAt { get; init; }

    /// <summary>When the last of its answers arrived, on the program's clock (of a recording: when it had arrived then); null if the source asks nobody.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}
