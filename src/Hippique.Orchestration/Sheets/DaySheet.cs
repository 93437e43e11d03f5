using System.Text.Json.Serialization;
using Hippique.Racing;

namespace Hippique.Orchestration.Sheets;

/// <summary>The day on one page: of each race the tickets and the horses that are nearest to a bet, with the price from which each would be one.</summary>
public sealed record DaySheet
{
    public required DateOnly Date { get; init; }

    /// <summary>The instant at which it was read.</summary>
    public required DateTimeOffset ReadAt { get; init; }
    public required bool Simulated { get; init; }

    /// <summary>Prices of one race or more were modelled for a replay.</summary>
    public required bool ModelledPrices { get; init; }

    /// <summary>Those of the user's pools that a look at a race has shown; all of them if there was no look yet.</summary>
    public required IReadOnlyList<Pool> Pools { get; init; }

    /// <summary>The user's other pools.</summary>
    public required IReadOnlyList<Pool> Unpriced { get; init; }

    /// <summary>Races of the plan outside the user's countries, which are left out.</summary>
    public required int Abroad { get; init; }

    /// <summary>By off, then id.</summary>
    public required IReadOnlyList<SheetRace> Races { get; init; }
}

/// <summary>One race of the sheet.</summary>
public sealed record SheetRace
{
    public required RaceId Race { get; init; }
    public required string Meeting { get; init; }
    public required string Name { get; init; }

    /// <summary>As the last look saw it.</summary>
    public required DateTimeOffset Off { get; init; }
    public required string Url { get; init; }
    public required bool Withdrawn { get; init; }

    /// <summary>What H-5 proposes.</summary>
    public required IReadOnlyList<Ticket> Tickets { get; init; }
    public required SheetLook H30 { get; init; }
    public required SheetLook H5 { get; init; }

    [JsonIgnore]
    public IReadOnlyList<SheetLook> Looks => [H30, H5];
}

/// <summary>What became of one look.</summary>
public enum SheetState
{
    /// <summary>Its time is not over.</summary>
    ToCome,

    /// <summary>Its time is over, and nothing was seen.</summary>
    NotMade,

    /// <summary>The race was seen and there is no analysis: it is still under way, or the program was stopped.</summary>
    NotAnalysed,
    Analysed,
}

/// <summary>One look at a race.</summary>
public sealed record SheetLook
{
    public required Phase Phase { get; init; }
    public required SheetState State { get; init; }

    /// <summary>The instant at which the race was seen; the planned one if it was not.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>In the order of <see cref="DaySheet.Pools"/>; empty if the race was not analysed.</summary>
    public required IReadOnlyList<SheetPool> Pools { get; init; }
}
