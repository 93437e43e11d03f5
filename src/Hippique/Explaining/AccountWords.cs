using System.Globalization;
using System.Text.Json;
using Hippique.Gpi;
using Hippique.Gpi.Factors;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Staking.Combined;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>Words and numbers of an account in one language.</summary>
internal sealed class AccountWords(CultureInfo culture)
{
    private const string None = "–";

    public string Get(string key, params ReadOnlySpan<object?> args) => Texts.In(culture, key, args);

    /// <summary>A probability or share to four digits.</summary>
    public string Share(double? value) => Number(value, "0.0000");

    public string Odds(double? value) => Number(value, "0.0##");

    public string Percent(double? value) => Number(value, "+0.0 %;-0.0 %;0.0 %");

    public string Money(Euro? amount) => amount is { } euros ? euros.Amount.ToString("0.00 €", culture) : None;

    /// <summary>Large amounts, to the euro.</summary>
    public string RoundMoney(Euro? amount) => amount is { } euros ? euros.Amount.ToString("#,0 €", culture) : None;

    /// <summary>What a price was made of.</summary>
    public string Basis(PriceSource basis) => Of("basis", basis);

    public string Number(double? value, string format) => value is { } number ? number.ToString(format, culture) : None;

    public string Bet(BetType bet) => Of("bet", bet);

    /// <summary>As a programme prints it; empty if it is not known.</summary>
    public string Discipline(Discipline discipline) => discipline == Racing.Discipline.Unknown ? "" : Of("discipline", discipline);

    /// <summary>What a guard asks.</summary>
    public string Guard(GuardCode code) => Of("guard", code);

    /// <summary>That a guard passed, or what it stops.</summary>
    public string Verdict(GuardVerdict guard) => guard.Passed ? Get("explain_passed") : Of("explain_blocks", guard.Blocks);

    /// <summary>Why no source was asked for a race.</summary>
    public string Unseen(RaceAnalysis analysis) =>
        Get("explain_unseen", analysis.Guards.Select(guard => guard.Note).OfType<GuardNote.CountryOf>().FirstOrDefault()?.Code);

    /// <summary>The note of a guard; empty if there is none.</summary>
    public string Note(GuardNote? note) =>
        note switch
        {
            null => "",
            GuardNote.Remark remark => Of("note", remark.Value),
            GuardNote.CountryOf country => country.Code,
            GuardNote.Starter starter => Get("note_starter", starter.Number),
            GuardNote.BestOfWindow best => Get("note_best_of_window", best.Number),
            GuardNote.TooFewLegs few => Get("note_too_few_legs", few.Legs, few.Needed),
            GuardNote.PayoutFit fit => Get("note_payout_fit", fit.Bias, fit.Width),
            GuardNote.PayoutRefused refused => Get("note_payout_refused", Of("measure", refused.Measure)),
            GuardNote.FieldChanged changed => Get("note_field_changed", string.Join(", ", changed.Numbers)),
            _ => note.ToString(),
        };

    public string Label(RunnerLabel label) => Of("label", label);

    /// <summary>Why there is no combined ticket, as a sentence.</summary>
    public string NoCombined(NoCombined why) => Of("explain_combined", why);

    /// <summary>What was missing and of which starters.</summary>
    public string MissingInput(MissingInput input) =>
        input switch
        {
            MissingInput.Of { Starters.Count: 0 } whole => Of("missing", whole.Kind),
            MissingInput.Of some => Get("explain_missing_of", Of("missing", some.Kind), string.Join(", ", some.Starters)),
            _ => input.ToString(),
        };

    /// <summary>The text whose key is a group and the value's name in snake case.</summary>
    private string Of<T>(string group, T value)
        where T : struct, Enum => Get($"{group}_{JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString())}");
}
