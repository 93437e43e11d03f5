using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>What came of a file of bets. Every row below the heading is counted once among <see cref="New"/>, <see cref="Changed"/>, <see cref="Known"/>, <see cref="Own"/>, <see cref="OnPaper"/> and <see cref="Refused"/>.</summary>
public sealed record BetImportReport
{
    public required int Rows { get; init; }

    /// <summary>Entered now.</summary>
    public required int New { get; init; }

    /// <summary>Imported before, with something else, which is corrected.</summary>
    public required int Changed { get; init; }

    /// <summary>Imported before, with the same.</summary>
    public required int Known { get; init; }

    /// <summary>On tickets that this program had proposed: they stand in its own ledger, as played.</summary>
    public required IReadOnlyList<OwnBet> Own { get; init; }

    /// <summary>Rows of proposals on paper or on invented races, from an export of this program.</summary>
    public required int OnPaper { get; init; }

    /// <summary>First and last programme day of the bets that were read; null without one.</summary>
    public required DateOnly? From { get; init; }
    public required DateOnly? To { get; init; }

    /// <summary>Bets that the official results give the same return as the file, or whose return only they know.</summary>
    public required int Agree { get; init; }

    /// <summary>Bets of races whose result is known, but which cannot be settled: a formula, a bet without a rule, or a dividend that is missing.</summary>
    public required int NotSettled { get; init; }

    /// <summary>Bets of races whose result is not known.</summary>
    public required int NoResult { get; init; }

    /// <summary>Bets without a return in the file, and without a result: they count as open.</summary>
    public required int Open { get; init; }
    public required IReadOnlyList<BetDifference> Differences { get; init; }
    public required IReadOnlyList<RefusedRow> Refused { get; init; }

    /// <summary>Every difference is the stake: the column of returns seems to have it taken off.</summary>
    public bool LooksNet =>
        Differences.Count > 0 && Differences.All(difference => difference.Told + difference.Stake == difference.Official);
}

/// <summary>A bet that the official results give another return.</summary>
public sealed record BetDifference
{
    /// <summary>In the file, counted from 1.</summary>
    public required int Line { get; init; }
    public required RaceId Race { get; init; }
    public required BetType Bet { get; init; }
    public required IReadOnlyList<int> Numbers { get; init; }
    public required Euro Stake { get; init; }

    /// <summary>By the file; it counts.</summary>
    public required Euro Told { get; init; }

    /// <summary>By the dividends; null: they are not known, but the arrival says that it did not end so.</summary>
    public required Euro? Official { get; init; }
}

/// <param name="Line">In the file, counted from 1.</param>
/// <param name="Race">Of the ticket.</param>
/// <param name="Ticket"><c>R1C3-1</c>.</param>
/// <param name="Recorded">It was not said before that it had been played, or otherwise.</param>
public sealed record OwnBet(int Line, RaceId Race, string Ticket, bool Recorded);

/// <param name="Line">In the file, counted from 1.</param>
/// <param name="Why">What cannot be read.</param>
public sealed record RefusedRow(int Line, Problem Why) : IHasProblem
{
    Problem IHasProblem.Problem => Problem.Of($"line {Line}: {Why}");
}
