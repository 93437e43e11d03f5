using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Orchestration.Results;

/// <summary>How far a race's result has come.</summary>
public enum RaceEndState
{
    /// <summary>The off is not past by long enough for an arrival; no source was asked.</summary>
    NotOver,

    /// <summary>No source has a result yet.</summary>
    NotYet,

    /// <summary>There is an arrival that can still change; it settles nothing.</summary>
    Provisional,

    /// <summary>The arrival is official.</summary>
    Official,

    /// <summary>The race was withdrawn, or moved to another day.</summary>
    CalledOff,

    /// <summary>The race was run, and no horse is classified.</summary>
    NobodyClassified,

    /// <summary>No source answered the question.</summary>
    Refused,
}

/// <summary>A race after it was asked for and settled.</summary>
public sealed record SettledRace
{
    public required RaceId Race { get; init; }
    public required RaceEndState State { get; init; }

    /// <summary>The race is invented.</summary>
    public bool Simulated { get; init; }

    /// <summary>The result that counts; null if none is known.</summary>
    public RaceResult? Result { get; init; }

    /// <summary>The tickets as the facts now stand, in the order of <c>tickets.json</c>; empty if nothing was proposed.</summary>
    public IReadOnlyList<SettledTicket> Tickets { get; init; } = [];

    /// <summary>Of them left open.</summary>
    public int Open => Tickets.Count(ticket => ticket.Outcome == SettledState.Unsettled);

    /// <summary>A fact was added to <c>settlement.json</c>.</summary>
    public bool IsNews { get; init; }

    /// <summary>What the sources said that gave no official arrival; empty if none was asked.</summary>
    public IReadOnlyList<SourceError> Refusals { get; init; } = [];

    /// <summary>The race has its end: asking again can only correct it.</summary>
    public bool HasEnded => State is RaceEndState.Official or RaceEndState.CalledOff or RaceEndState.NobodyClassified;
}

/// <summary>Which races are asked for again; what was kept is settled in any case.</summary>
public enum AskFor
{
    /// <summary>Those with a ticket that is left open.</summary>
    OpenTickets,

    /// <summary>Those too that have no end yet and are not in the record of past races.</summary>
    Missing,

    /// <summary>Those too that are settled: their dividends may have been corrected.</summary>
    Corrections,

    /// <summary>All.</summary>
    Everything,
}
