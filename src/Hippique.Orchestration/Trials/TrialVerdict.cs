using Hippique.Gpi.Balances;
using Hippique.Racing;

namespace Hippique.Orchestration.Trials;

/// <summary><c>verdict.json</c>: what a trial came to. Written once, when it is read.</summary>
public sealed record TrialVerdict
{
    public int Schema { get; init; } = 1;
    public required string Trial { get; init; }
    public required TrialClaim Claim { get; init; }
    public required TrialOutcome Outcome { get; init; }

    /// <summary>Why it is not decided, or void; empty if it is decided.</summary>
    public required IReadOnlyList<TrialReason> Reasons { get; init; }

    /// <summary>The programme day on which it was read.</summary>
    public required DateOnly ReadOn { get; init; }

    /// <summary>The version that read it; if it is not the one that started it, the analysis may have changed in between.</summary>
    public required string ProgramVersion { get; init; }

    /// <summary>Days that count.</summary>
    public required int Days { get; init; }

    /// <summary>Of them days on which enough of the races were seen.</summary>
    public required int Covered { get; init; }

    /// <summary>Settled legs whose stake did not come back.</summary>
    public required int Bets { get; init; }
    public required int MinBets { get; init; }

    /// <summary>Tickets that were proposed.</summary>
    public required int Tickets { get; init; }

    /// <summary>Of them not settled: in no sum.</summary>
    public required int Open { get; init; }
    public required Euro Staked { get; init; }
    public required Euro Returned { get; init; }

    /// <summary>Of what is claimed, less the other book's if one is named; null without a bet.</summary>
    public required double? Estimate { get; init; }

    /// <summary>Where it lies with 95 % confidence; the claim holds if all of it lies above the limit.</summary>
    public required BalanceInterval? Interval { get; init; }

    /// <summary>How far the truth is assumed to lie above the claim.</summary>
    public required double Edge { get; init; }

    /// <summary>Chance that a trial with these bets finds such a claim to hold; null without an interval.</summary>
    public required double? Power { get; init; }

    /// <summary>SHA-256 of <c>rules.yaml</c> as it was found.</summary>
    public required string? RulesSha256 { get; init; }

    /// <summary>SHA-256 of <c>model.json</c> as it was found.</summary>
    public required string? ModelSha256 { get; init; }

    /// <summary>SHA-256 of <c>trial.json</c> as it was found.</summary>
    public required string? TrialSha256 { get; init; }
}

/// <summary>What became of the claim.</summary>
public enum TrialOutcome
{
    /// <summary>The whole interval lies above the limit.</summary>
    Held,

    /// <summary>It does not.</summary>
    NotHeld,

    /// <summary>Too little was seen to say either.</summary>
    NotDecidable,

    /// <summary>What was frozen has been changed.</summary>
    Void,
}

/// <summary>Why a trial is not decided, or void.</summary>
public enum TrialReason
{
    /// <summary>Fewer days than nine in ten were covered.</summary>
    Coverage,

    /// <summary>Fewer bets than were asked for.</summary>
    MinBets,

    /// <summary>More than one ticket in twenty is not settled: winners wait longer than losers.</summary>
    OpenTickets,

    /// <summary>The other book has changed its rules or its model meanwhile.</summary>
    OtherBookChanged,

    /// <summary>There are bets on fewer than ten days: an interval then says little.</summary>
    FewDays,

    /// <summary>There is no bet, or none that has a closing price.</summary>
    NoEstimate,

    /// <summary><c>trial.json</c> is not the one that was registered, or was never registered.</summary>
    QuestionChanged,

    /// <summary><c>rules.yaml</c> is missing or another one.</summary>
    RulesChanged,

    /// <summary><c>model.json</c> is missing or another one.</summary>
    ModelChanged,

    /// <summary>Its book, or the register, was changed by something else than this program.</summary>
    BookChanged,

    /// <summary><c>verdict.json</c> is not the one that was registered.</summary>
    VerdictChanged,
}
