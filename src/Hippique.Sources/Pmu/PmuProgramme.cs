using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>PMU's programme of one day, with what it knows of each race.</summary>
/// <param name="Date">Programme day.</param>
/// <param name="Races">In the order of the answer; each number once.</param>
/// <param name="Refused">Races and meetings that did not read, and states that are not known, by name.</param>
public sealed record PmuProgramme(DateOnly Date, IReadOnlyList<PmuRace> Races, IReadOnlyList<SourceError> Refused)
{
    /// <summary>When PMU stated it; null of a saved answer.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The answer that it was read from; null of a saved one.</summary>
    internal PmuAnswer? ReadFrom { get; init; }

    /// <summary>What the reader found odd, in words for the user.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>An answer by which it is found again among the recorded ones.</summary>
/// <param name="Address">Which answered.</param>
/// <param name="At">When.</param>
internal sealed record PmuAnswer(Uri Address, DateTimeOffset At);

/// <summary>One race of the programme.</summary>
public sealed record PmuRace
{
    /// <summary>Day and the number that people see (<c>numExterneReunion</c>, <c>numExterne</c>).</summary>
    public required RaceId Id { get; init; }

    /// <summary>The number by which the API is asked (<c>numReunion</c>, <c>numOrdre</c>); most often the same.</summary>
    public required RaceCode AskedAs { get; init; }

    /// <summary>Short name of the racecourse (<c>PONT DE VIVAUX</c>); the meeting's number (<c>R2</c>) where PMU names none.</summary>
    public required string Meeting { get; init; }

    /// <summary>ISO 3166 alpha-3; empty where PMU does not say.</summary>
    public required string Country { get; init; }

    /// <summary>The race's number (<c>R7C1</c>) where PMU gives no name.</summary>
    public required string Name { get; init; }
    public required DateTimeOffset Off { get; init; }
    public required Discipline Discipline { get; init; }
    public required int? DistanceMetres { get; init; }

    /// <summary>What the penetrometer says, in PMU's words; null where there is none.</summary>
    public required string? Going { get; init; }

    /// <summary>Those withdrawn later included; null where PMU does not say, or says 0.</summary>
    public required int? DeclaredRunners { get; init; }

    /// <summary>PMU's state of the race: <c>PROGRAMMEE</c>, <c>COURSE_ANNULEE</c>, <c>ARRIVEE_DEFINITIVE_COMPLETE</c>; empty where it says none.</summary>
    public required string Status { get; init; }

    /// <summary>The whole meeting is called off.</summary>
    public required bool MeetingCalledOff { get; init; }
    public PmuRaceState State => PmuStates.OfRace(Status);

    /// <summary>A programme's word on the race; one that had been run when its meeting was given up is among them.</summary>
    public bool Cancelled => MeetingCalledOff || State == PmuRaceState.CalledOff;

    /// <summary>The state in which the race is not open for betting, in PMU's word; null: it is open.</summary>
    public string? NotOpen =>
        State == PmuRaceState.Open && !MeetingCalledOff ? null
        : MeetingCalledOff ? "ANNULEE"
        : Status.Length > 0 ? Status
        : "no state";

    /// <summary>What the two pools sell; base stakes as PMU states them. Null where PMU lists no bets at all; empty where it sells none of those that it lists.</summary>
    public required IReadOnlyList<PmuOffer>? Offers { get; init; }

    /// <summary>PMU's names of all bets on the race, be they on sale still or not; null where PMU lists none.</summary>
    public IReadOnlyList<string>? BetNames { get; init; }

    /// <summary>PMU sells single bets on the internet: in its own pool there, or in the one it shares with operators abroad. True where it lists no bets at all.</summary>
    public required bool HasInternetSingles { get; init; }

    /// <summary>PMU lists the bet Quinté+, whether it is on sale still or not; null where it lists no bets at all.</summary>
    public bool? Quinte { get; init; }

    /// <summary>The order of arrival. Only results may read it.</summary>
    public required PmuArrival Arrival { get; init; }

    /// <summary>PMU says that the order of arrival is definitive.</summary>
    public required bool ArrivalOfficial { get; init; }

    /// <summary>PMU says that there are dividends.</summary>
    public required bool HasDividends { get; init; }

    /// <summary>The race as a line of a programme.</summary>
    public ProgrammeRace ToLine() =>
        new()
        {
            Link = new RaceLink(PmuSite.Name, Id.Date, Id.Code, PmuUrl.Race(Id.Date, Id.Code))
            {
                AskedAs = AskedAs == Id.Code ? null : AskedAs,
            },
            Meeting = Meeting,
            Country = Country,
            Name = Name,
            Off = Off,
            Discipline = Discipline,
            Quinte = Quinte,
            Runners = DeclaredRunners,
            Cancelled = Cancelled,
        };

    /// <summary>Offers of one pool, by bet; null where PMU lists no bets at all.</summary>
    public IReadOnlyList<BetOffer>? OffersOf(Pool pool) =>
        Offers is null ? null : [.. Offers.Where(offer => offer.Pool == pool).Select(offer => offer.Offer).OrderBy(offer => offer.Bet)];
}

/// <summary>A bet that one of PMU's pools sells.</summary>
public sealed record PmuOffer(Pool Pool, BetOffer Offer);
