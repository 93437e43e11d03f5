namespace Hippique.Gpi.Guards;

/// <summary>Notes that need no argument. <see cref="GuardNoteText"/> has the text that files hold.</summary>
public enum GuardRemark
{
    /// <summary><see cref="GuardCode.Country"/>: the source does not name it.</summary>
    CountryNotPublished,

    /// <summary><see cref="GuardCode.RaceOffered"/>: no pool of the user's operators is in view.</summary>
    NoOperatorPrice,

    /// <summary><see cref="GuardCode.RaceOffered"/>: neither bet on singles is sold.</summary>
    NotSold,

    /// <summary><see cref="GuardCode.RaceOffered"/>: the country is not in the user's list.</summary>
    CountryNotPlayed,

    /// <summary><see cref="GuardCode.RaceOpen"/>: the race is called off.</summary>
    Cancelled,

    /// <summary><see cref="GuardCode.RaceOpen"/>: the source's state of the race is none in which it is open.</summary>
    NotOpen,

    /// <summary><see cref="GuardCode.OddsFresh"/>: there are no odds.</summary>
    NoPrice,

    /// <summary><see cref="GuardCode.SameField"/>: the rules play without drift.</summary>
    PlayedWithoutDrift,

    /// <summary><see cref="GuardCode.SameField"/>: there was no look at H-30.</summary>
    NoH30,

    /// <summary><see cref="GuardCode.JeCoverage"/>: the rules ask for none, and some are unknown.</summary>
    UnknownPeopleAllowed,

    /// <summary><see cref="GuardCode.BookSane"/>: the book of the win.</summary>
    WinBook,

    /// <summary><see cref="GuardCode.BookSane"/>: the book of the places.</summary>
    PlaceBook,

    /// <summary><see cref="GuardCode.OverroundPlace"/>: measured on the win book for want of place odds.</summary>
    WinBookInstead,

    /// <summary><see cref="GuardCode.OverroundPlace"/>: measured on the place book, divided by the places paid.</summary>
    PlaceBookPerPlace,

    /// <summary><see cref="GuardCode.ClvGate"/>: too few bets have a closing price.</summary>
    TooFewBets,

    /// <summary><see cref="GuardCode.PayoutCalibration"/>: a combined bet needs two horses.</summary>
    TooFewHorses,

    /// <summary><see cref="GuardCode.PayoutCalibration"/>: no combined bet is sold.</summary>
    CombinedNotSold,

    /// <summary><see cref="GuardCode.PayoutCalibration"/>: no buyable combination makes the bankroll grow.</summary>
    NoGrowth,

    /// <summary><see cref="GuardCode.PayoutCalibration"/>: not needed, the pool shows what the bet pays.</summary>
    PricedByPool,

    /// <summary><see cref="GuardCode.PayoutCalibration"/>: no calibration is good enough.</summary>
    PayoutCalibrationInsufficient,

    /// <summary><see cref="GuardCode.SpCoverage"/>: win bets have none.</summary>
    NoCoverageOfWinBets,

    /// <summary>There is no ticket of singles to measure.</summary>
    NoSingles,

    /// <summary><see cref="GuardCode.RoiMinSp"/>: no starter's odds are in the rules' window.</summary>
    NoStarterInWindow,

    /// <summary><see cref="GuardCode.RoiMinSp"/>: the best starter in the window was measured; of versions that did not name it (<see cref="GuardNote.BestOfWindow"/>).</summary>
    BestInWindow,

    /// <summary><see cref="GuardCode.EvMinSp"/>: the threshold of a homogeneous field.</summary>
    HomogeneousField,

    /// <summary>There is no combined ticket to measure.</summary>
    NoCombinedTicket,

    /// <summary>There is no ticket to measure.</summary>
    NoTicket,

    /// <summary><see cref="GuardCode.RorMax"/>: of this race.</summary>
    Race,

    /// <summary><see cref="GuardCode.RorMax"/> or <see cref="GuardCode.Limits"/>: of the day.</summary>
    Day,

    /// <summary><see cref="GuardCode.RorMax"/>: of the day, above its threshold, so that the Kelly fraction is reduced.</summary>
    DayKellyReduced,

    /// <summary><see cref="GuardCode.Limits"/>: of seven days.</summary>
    Week,

    /// <summary><see cref="GuardCode.Limits"/>: losses of the day.</summary>
    DayLosses,

    /// <summary><see cref="GuardCode.Limits"/>: losses of seven days.</summary>
    WeekLosses,

    /// <summary><see cref="GuardCode.Limits"/>: races at one racecourse.</summary>
    RacesAtRacecourse,
}
