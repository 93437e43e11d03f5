using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>Words and numbers of an account in one language.</summary>
internal sealed partial class AccountWords(CultureInfo culture)
{
    private const string None = "–";

    private static readonly HashSet<string> Guards =
    [
        "country",
        "race_offered",
        "race_open",
        "runners_min",
        "odds_coverage",
        "odds_fresh",
        "same_field",
        "je_coverage",
        "book_sane",
        "overround_place",
        "clv_gate",
        "payout_calibration",
        "exotics_paused",
        "sp_coverage",
        "roi_min_sp",
        "stakes_buyable",
        "ev_min_sp",
        "ev_min_combo",
        "payout_min_combo",
        "sharpe_min",
        "ror_max",
        "ev_min_global",
        "limits",
        "budget_max",
        "tickets_max",
    ];

    private static readonly HashSet<string> Notes =
    [
        "allow_je_na_factor_1_for_the_unknown",
        "cancelled",
        "country",
        "day",
        "day_the_kelly_fraction_falls",
        "degraded_no_drift",
        "fewer_than_two_horses_pass_as_singles",
        "growth",
        "homogeneous_field",
        "no_combined_ticket",
        "no_h_30",
        "no_operator_s_price",
        "no_price",
        "no_singles",
        "no_starter_in_the_window",
        "no_ticket",
        "not_published",
        "not_sold",
        "payout_calibration_insufficient",
        "place",
        "place_book_places_paid",
        "race",
        "races_at_the_racecourse",
        "the_best_of_the_window",
        "too_few_bets_to_judge",
        "week",
        "win",
        "win_bets_none",
        "win_book_no_place_odds",
    ];

    private static readonly HashSet<string> Missing = ["odds_h5", "h30", "odds_h30", "jockey_trainer", "time", "form", "place_prices"];

    private static readonly HashSet<string> Labels = ["favori_reel", "outsider_reperable", "profil_oublie", "steam", "drift"];

    public string Get(string key, params ReadOnlySpan<object?> args) => Texts.In(culture, key, args);

    /// <summary>A probability or share to four digits.</summary>
    public string Share(double? value) => Number(value, "0.0000");

    public string Odds(double? value) => Number(value, "0.0##");

    public string Percent(double? value) => Number(value, "+0.0 %;-0.0 %;0.0 %");

    public string Money(Euro? amount) => amount is { } euros ? euros.Amount.ToString("0.00 €", culture) : None;

    public string Number(double? value, string format) => value is { } number ? number.ToString(format, culture) : None;

    public string Bet(BetType bet) => Get($"bet_{JsonNamingPolicy.SnakeCaseLower.ConvertName(bet.ToString())}");

    /// <summary>What a guard asks; its code where this version has no words for it.</summary>
    public string Guard(string code) => Guards.Contains(code) ? Get($"guard_{code}") : code;

    /// <summary>The remark of a guard, in this language where it is one of the fixed ones.</summary>
    public string Note(string? note)
    {
        var slug = NotLetters().Replace((note ?? "").ToLowerInvariant(), "_").Trim('_');
        return Notes.Contains(slug) ? Get($"note_{slug}") : note ?? "";
    }

    public string Label(string code) => Labels.Contains(code) ? Get($"label_{code}") : code;

    /// <summary><c>form: 3, 7</c> in words.</summary>
    public string MissingInput(string input)
    {
        var parts = input.Split(':', 2, StringSplitOptions.TrimEntries);
        var what = Missing.Contains(parts[0]) ? Get($"missing_{parts[0]}") : parts[0];
        return parts.Length == 2 ? Get("explain_missing_of", what, parts[1]) : what;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NotLetters();
}
