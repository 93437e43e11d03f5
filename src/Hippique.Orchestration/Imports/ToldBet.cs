using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>A bet as a line of a file tells it.</summary>
internal sealed record ToldBet
{
    /// <summary>In the file, counted from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Programme day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>In the numbering of the file; null: it names the racecourse and the number of the race there.</summary>
    public required RaceCode? Code { get; init; }

    /// <summary>Number of the race at its racecourse; null if <see cref="Code"/> says it.</summary>
    public required int? RaceNumber { get; init; }

    /// <summary>Racecourse; empty if the file does not say.</summary>
    public required string Meeting { get; init; }
    public required Pool Pool { get; init; }
    public required BetType Bet { get; init; }
    public required BetHorses Horses { get; init; }

    /// <summary>What the file writes for the horses.</summary>
    public required string Selection { get; init; }
    public required Euro Stake { get; init; }

    /// <summary>Stake included; null: the file does not say.</summary>
    public required Euro? Returned { get; init; }
    public required bool Refunded { get; init; }
    public required double? Odds { get; init; }
    public required DateTimeOffset? PlacedAt { get; init; }
    public required string? Reference { get; init; }
}
