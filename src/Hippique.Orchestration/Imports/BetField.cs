namespace Hippique.Orchestration.Imports;

/// <summary>What a column of a file of bets can say.</summary>
public enum BetField
{
    /// <summary>Programme day of the race, with or without a time.</summary>
    Date,

    /// <summary><c>R1C3</c>.</summary>
    Race,

    /// <summary><c>R1</c> or <c>1</c>, if the race has a column of its own.</summary>
    MeetingNumber,

    /// <summary><c>C3</c> or <c>3</c>.</summary>
    RaceNumber,

    /// <summary>Racecourse.</summary>
    Meeting,
    Bet,
    Numbers,

    /// <summary>In euros.</summary>
    Stake,

    /// <summary>What came back, the stake included.</summary>
    Returned,

    /// <summary>What came back less the stake.</summary>
    Profit,

    /// <summary>Won, lost, paid back or open.</summary>
    Outcome,

    /// <summary>What 1 € returned or would have, when it was bought.</summary>
    Odds,
    Operator,

    /// <summary>When it was bought.</summary>
    PlacedAt,

    /// <summary>The operator's own name of the bet.</summary>
    Reference,

    /// <summary>Of an export of this program: on paper, or played.</summary>
    Book,

    /// <summary>Of an export of this program: the race is invented.</summary>
    Simulated,
}
