using System.Text.Json;

namespace Hippique.Gpi.Guards;

/// <summary>The guards of <c>gpi.md</c> §4, in the order in which they are evaluated; files hold them in snake case: <c>runners_min</c>.</summary>
public enum GuardCode
{
    /// <summary>The race is run in a country of the user's list.</summary>
    Country,

    /// <summary>An operator of the user sells the bet.</summary>
    RaceOffered,

    /// <summary>Enough seconds are left until the off.</summary>
    RaceOpen,

    /// <summary>Enough starters.</summary>
    RunnersMin,

    /// <summary>Enough starters have odds.</summary>
    OddsCoverage,

    /// <summary>The odds are recent.</summary>
    OddsFresh,

    /// <summary>Both looks show the same starters, and enough of them have odds in both.</summary>
    SameField,

    /// <summary>Enough jockeys and trainers have figures.</summary>
    JeCoverage,

    /// <summary>Σ 1/odds is that of a book of odds.</summary>
    BookSane,

    /// <summary>The margin of the place book.</summary>
    OverroundPlace,

    /// <summary>The last bets beat the closing line.</summary>
    ClvGate,

    /// <summary>The payout calibration of the combined bet is good enough.</summary>
    PayoutCalibration,

    /// <summary>The user has not paused combined bets.</summary>
    ExoticsPaused,

    /// <summary>Sum of the place probabilities of the legs.</summary>
    SpCoverage,

    /// <summary>Expected profit of one single.</summary>
    RoiMinSp,

    /// <summary>The stakes are enough to buy something.</summary>
    StakesBuyable,

    /// <summary>Expected profit of the singles per euro.</summary>
    EvMinSp,

    /// <summary>Expected profit of the combined ticket per euro.</summary>
    EvMinCombo,

    /// <summary>Expected payout of the combined ticket.</summary>
    PayoutMinCombo,

    /// <summary>Expected profit by its deviation.</summary>
    SharpeMin,

    /// <summary>Chance of ruin.</summary>
    RorMax,

    /// <summary>Expected profit of all tickets per euro.</summary>
    EvMinGlobal,

    /// <summary>What the user allows for a day, a week and a racecourse.</summary>
    Limits,

    /// <summary>What one race may cost.</summary>
    BudgetMax,

    /// <summary>Tickets of one race.</summary>
    TicketsMax,
}

/// <summary>A guard's code as files and logs write it.</summary>
public static class GuardCodes
{
    public static string Text(this GuardCode code) => JsonNamingPolicy.SnakeCaseLower.ConvertName(code.ToString());
}
