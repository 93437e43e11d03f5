using System.Collections.ObjectModel;
using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>The recorded races of one programme day, in the order of the file, and the lines that could not be read.</summary>
public sealed record RecordedDay(DateOnly Date, IReadOnlyList<RecordedRace> Races, IReadOnlyList<SourceError> Refused);

/// <summary>
/// One race as it was recorded: the card, the prices through the day, and what came after. Only <see cref="RecordedSource"/> decides what of it may be seen at which moment.
/// </summary>
public sealed record RecordedRace
{
    /// <summary>The card before the race; <c>non_runner</c> is taken as declared before H-30.</summary>
    public required RaceCard Card { get; init; }

    /// <summary>The file's own pool first.</summary>
    public required IReadOnlyList<RecordedPool> Pools { get; init; }

    /// <summary>PMU's names of the bets sold (<c>E_SIMPLE_GAGNANT</c>); null where the file does not say.</summary>
    public required IReadOnlyList<string>? Bets { get; init; }

    /// <summary>Null where the file has neither arrival nor finish.</summary>
    public required RecordedResult? Result { get; init; }

    /// <summary>
    /// How a race without an arrival ended, as its recorded state says it: <see cref="ResultState.CalledOff"/>, or <see cref="ResultState.NobodyClassified"/> where the state says
    /// that the arrival was definitive. Null where it has an arrival, or where the recording stopped before its end.
    /// </summary>
    public ResultState? EndedAs { get; init; }

    /// <summary>The line was made of what the source showed after the race (<c>after_close</c>): it is for fits and evaluations, and no look may read it.</summary>
    public bool IsAfterClose { get; init; }

    /// <summary>What the service saw at H-30 and H-5, in a race of its own; it stands before <see cref="Pools"/>, which have one pool only.</summary>
    public IReadOnlyList<SeenLook> Looks { get; init; } = [];

    /// <summary>Closing win odds of pools that are not among <see cref="Pools"/>.</summary>
    public IReadOnlyList<PoolResult> OtherCloses { get; init; } = [];

    /// <summary>What the reader of the line found odd, in words for the user.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One pool's prices through the day; prices of non-runners and of unknown numbers are left out.</summary>
public sealed record RecordedPool
{
    private static readonly TimeSpan ReferenceFrom = TimeSpan.FromMinutes(45);

    /// <summary>A minute after H-30: most reference prices are stamped some seconds late.</summary>
    private static readonly TimeSpan ReferenceUntil = TimeSpan.FromMinutes(29);

    public required Pool Pool { get; init; }

    /// <summary>When the reference price was stamped; null where the file does not say.</summary>
    public required DateTimeOffset? ReferenceAt { get; init; }
    public required IReadOnlyList<WinPrice> Reference { get; init; }
    public required IReadOnlyList<WinPrice> Close { get; init; }

    /// <summary>By stamp, ascending; each prices one starter at least.</summary>
    public required IReadOnlyList<RecordedState> Live { get; init; }

    /// <summary>The reference price was stamped 45 to 29 minutes before the off: it is what was in view at H-30. Without a stamp, or with another, it only stands in for it.</summary>
    public bool IsReferenceOfH30(DateTimeOffset off) =>
        ReferenceAt is { } stamp && stamp >= off - ReferenceFrom && stamp <= off - ReferenceUntil;
}

/// <summary>The prices that were in view from <paramref name="At"/> on.</summary>
public sealed record RecordedState(DateTimeOffset At, IReadOnlyList<WinPrice> Win);

/// <summary>What the file knows of the arrival.</summary>
/// <param name="Official">The order is official.</param>
/// <param name="Arrival">Numbers in order; two in one list: a dead heat.</param>
/// <param name="ZEturf">Usable dividends of ZEturf's pools.</param>
public sealed record RecordedResult(bool Official, IReadOnlyList<IReadOnlyList<int>> Arrival, IReadOnlyList<Dividend> ZEturf)
{
    /// <summary>Seconds per kilometre of trotters by number, where the file has them.</summary>
    public IReadOnlyDictionary<int, double> Times { get; init; } = ReadOnlyDictionary<int, double>.Empty;
}
