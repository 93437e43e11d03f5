using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>PMU's programme of one day, with what it knows of each race.</summary>
public sealed record PmuProgramme(DateOnly Date, IReadOnlyList<PmuRace> Races, IReadOnlyList<SourceError> Refused)
{
    /// <summary>When PMU stated it; null of a saved answer.</summary>
    public DateTimeOffset? At { get; init; }
}

/// <summary>One race of the programme.</summary>
public sealed record PmuRace
{
    public required RaceId Id { get; init; }

    /// <summary>Short name of the racecourse (<c>PONT DE VIVAUX</c>).</summary>
    public required string Meeting { get; init; }

    /// <summary>ISO 3166 alpha-3.</summary>
    public required string Country { get; init; }
    public required string Name { get; init; }
    public required DateTimeOffset Off { get; init; }
    public required Discipline Discipline { get; init; }
    public required int? DistanceMetres { get; init; }

    /// <summary>What the penetrometer says, in PMU's words; null where there is none.</summary>
    public required string? Going { get; init; }
    public required int? DeclaredRunners { get; init; }

    /// <summary>PMU's state of the race: <c>PROGRAMMEE</c>, <c>COURSE_ANNULEE</c>, <c>ARRIVEE_DEFINITIVE_COMPLETE</c>.</summary>
    public required string Status { get; init; }
    public bool Cancelled => Status is "COURSE_ANNULEE";

    /// <summary>What the two pools sell; base stakes as PMU states them.</summary>
    public required IReadOnlyList<PmuOffer> Offers { get; init; }

    /// <summary>The order of arrival, empty before it; two numbers in one list: a dead heat. Only results may read it.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Arrival { get; init; }
    public required bool ArrivalOfficial { get; init; }

    /// <summary>The race as a line of a programme.</summary>
    public ProgrammeRace ToLine() =>
        new()
        {
            Link = new RaceLink(PmuSite.Name, Id.Date, Id.Code, PmuUrl.Race(Id.Date, Id.Code)),
            Meeting = Meeting,
            Country = Country,
            Name = Name,
            Off = Off,
            Discipline = Discipline,
            Runners = DeclaredRunners,
            Cancelled = Cancelled,
        };

    /// <summary>Offers of one pool; null where PMU lists none at all.</summary>
    public IReadOnlyList<BetOffer>? OffersOf(Pool pool) =>
        Offers.Count == 0 ? null : [.. Offers.Where(offer => offer.Pool == pool).Select(offer => offer.Offer).OrderBy(offer => offer.Bet)];
}

/// <summary>A bet that one of PMU's pools sells.</summary>
public sealed record PmuOffer(Pool Pool, BetOffer Offer);
