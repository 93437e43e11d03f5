using System.Globalization;
using System.Text.Json;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>Words and numbers of an account in one language.</summary>
internal sealed class AccountWords(CultureInfo culture)
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

    public string Label(string code) => Labels.Contains(code) ? Get($"label_{code}") : code;

    /// <summary><c>form: 3, 7</c> in words.</summary>
    public string MissingInput(string input)
    {
        var parts = input.Split(':', 2, StringSplitOptions.TrimEntries);
        var what = Missing.Contains(parts[0]) ? Get($"missing_{parts[0]}") : parts[0];
        return parts.Length == 2 ? Get("explain_missing_of", what, parts[1]) : what;
    }
}
