using System.Text.Json.Serialization;
using Hippique.Gpi.Balances;

namespace Hippique.Orchestration.Shadow;

/// <summary>What each shadow book did over the days that are shown. Books of trials are left out: their results are read once, on their day.</summary>
public sealed record ShadowReport
{
    /// <summary>First day of the programme month; null: everything.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Month { get; init; }

    /// <summary>The first day that a book has; null: none has any.</summary>
    public required DateOnly? From { get; init; }

    /// <summary>The last day that a book has.</summary>
    public required DateOnly? To { get; init; }

    /// <summary>Days from the first to the last, with or without a race.</summary>
    public required int Days { get; init; }

    /// <summary>The book of the rules and the model that were in use on the last of these days; null if none of the books was.</summary>
    public required string? Default { get; init; }

    /// <summary>Which books were in use, the earliest first; more than one: the default was chosen within the time that is shown, or before it ended.</summary>
    public required IReadOnlyList<ShadowPeriod> InUse { get; init; }

    /// <summary>Books that are judged against the default: those with enough days in common with it.</summary>
    public required int Comparisons { get; init; }

    /// <summary>Name of the correction for several comparisons.</summary>
    public string Correction { get; init; } = "holm";

    /// <summary>The default first, the others in the order of their names.</summary>
    public required IReadOnlyList<ShadowRow> Books { get; init; }

    /// <summary>Files that something else than this program has changed.</summary>
    public required IReadOnlyList<string> Changed { get; init; }
}

/// <summary>Rules and model that were in use, or that a book had, from one day to another.</summary>
public sealed record ShadowPeriod
{
    /// <summary>Name of the book.</summary>
    public required string Book { get; init; }
    public required string Rules { get; init; }

    /// <summary>First twelve hex digits of the SHA-256 of its file.</summary>
    public required string RulesVersion { get; init; }
    public required string Model { get; init; }

    /// <summary>First twelve hex digits of the SHA-256 of its file.</summary>
    public required string ModelVersion { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }
}

/// <summary>One shadow book.</summary>
public sealed record ShadowRow
{
    public required string Book { get; init; }

    /// <summary>Its rules and models, the earliest first; more than one: they were changed.</summary>
    public required IReadOnlyList<ShadowPeriod> Versions { get; init; }

    /// <summary>Of its settled legs whose stake did not come back.</summary>
    public required BalanceFigures Figures { get; init; }

    /// <summary>Tickets that are not settled; they are in no sum.</summary>
    public required int Open { get; init; }

    /// <summary>Days on which enough of the races were seen.</summary>
    public required int Covered { get; init; }

    /// <summary>Days that it went through.</summary>
    public required int Filled { get; init; }

    /// <summary>Of them such that were gone through later than results are waited for: with what was known by then.</summary>
    public required int Afterwards { get; init; }

    /// <summary>Of them such on whose races the model was fitted: no test of it.</summary>
    public required int Fitted { get; init; }

    /// <summary>Against the default; null for the default itself, and without one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ShadowDifference? Difference { get; init; }
}

/// <summary>What a book gained a day more than the default over the days that both have.</summary>
public sealed record ShadowDifference
{
    /// <summary>Days that both have, without those on which a ticket of either is not settled.</summary>
    public required int Days { get; init; }

    /// <summary>Euros a day; null with fewer than two days.</summary>
    public required double? PerDay { get; init; }

    /// <summary>Of it, 95 %, for this comparison alone.</summary>
    public required BalanceInterval? Interval { get; init; }

    /// <summary>To see a difference at least as large if there is none, for this comparison alone.</summary>
    public required double? Chance { get; init; }

    /// <summary>The same adjusted for all comparisons.</summary>
    public required double? Adjusted { get; init; }
    public required ShadowVerdict Verdict { get; init; }
}

/// <summary>Whether a difference is more than luck.</summary>
public enum ShadowVerdict
{
    /// <summary>Fewer days than an interval needs.</summary>
    TooFewDays,

    /// <summary>Both books did the same on every day.</summary>
    Same,

    /// <summary>A difference like this one is seen often where there is none.</summary>
    Luck,

    /// <summary>It is seen rarely where there is none, also among so many comparisons.</summary>
    MoreThanLuck,
}
