using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Sources.ZoneTurf;

namespace Hippique.Sources.Recognition;

/// <summary>What a saved file turned out to be.</summary>
public enum PageKind
{
    Unknown,
    ZeturfProgramme,
    ZeturfRace,

    /// <summary>"Contenu non disponible", in a page that looks like any other.</summary>
    ZeturfUnavailable,
    PmuProgramme,
    PmuParticipants,
    PmuDividends,

    /// <summary>PMU's stakes on every runner.</summary>
    PmuCitations,

    /// <summary>PMU's largest stakes on horses and pairs.</summary>
    PmuCombinations,

    /// <summary>What PMU has in all on each bet of a race.</summary>
    PmuTotals,

    /// <summary>PMU's place ranges, or its prices of pairs.</summary>
    PmuProbable,

    /// <summary>PMU's detailed performances of past races; known by sight only, the program reads forms from the participants.</summary>
    PmuPerformances,

    /// <summary>A day of PMU's answers in the order in which they changed.</summary>
    PmuDay,
    GenyProgramme,
    GenyRace,
    BoturfersProgramme,
    ZoneTurfHorse,
    ZoneTurfJockey,

    /// <summary>One race a line, gzip or plain.</summary>
    RecordedRaces,
}

/// <summary>A saved file and everything that the program reads in it. Either there is an error, or what belongs to the kind is there; the rest is null.</summary>
public sealed record SavedPage
{
    /// <summary>The file's name without its folder.</summary>
    public required string File { get; init; }
    public required PageKind Kind { get; init; }

    /// <summary>Why the file was refused.</summary>
    public SourceError? Error { get; init; }
    public Programme? Programme { get; init; }
    public RaceLink? Link { get; init; }

    /// <summary>Card, prices and stakes.</summary>
    public RaceView? Race { get; init; }
    public RaceResult? Result { get; init; }

    /// <summary>Runners and prices of PMU's participants; what the race is stands in PMU's programme.</summary>
    public PmuParticipants? Participants { get; init; }
    public PmuDividends? Dividends { get; init; }

    /// <summary>Of citations or combinations.</summary>
    public PmuMoney? Money { get; init; }
    public PmuTotals? Totals { get; init; }
    public PmuProbable? Probable { get; init; }
    public HorseStatistics? Horse { get; init; }
    public JockeyStatistics? Jockey { get; init; }
    public IReadOnlyList<SavedDay>? Days { get; init; }
}

/// <summary>A day of a file of recorded races or answers.</summary>
/// <param name="Date">Programme day.</param>
/// <param name="Races">Races that could be read.</param>
/// <param name="Priced">Of these, races with prices through the day.</param>
/// <param name="WithResult">Of these, races with an arrival.</param>
/// <param name="Refused">Lines that could not be read.</param>
public sealed record SavedDay(DateOnly Date, int Races, int Priced, int WithResult, IReadOnlyList<SourceError> Refused);
