using System.Globalization;
using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Gpi.Factors;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking.Combined;

namespace Hippique.Tests.Explaining;

/// <summary>Every code, note and label of an analysis has words in both languages; a missing key throws.</summary>
public sealed class AccountWordsTests
{
    private static readonly AccountWords English = new(CultureInfo.GetCultureInfo("en-GB"));
    private static readonly AccountWords French = new(CultureInfo.GetCultureInfo("fr-FR"));

    [Theory]
    [InlineData("en-GB")]
    [InlineData("fr-FR")]
    public void Every_value_has_words_that_are_not_its_code(string culture)
    {
        var words = new AccountWords(CultureInfo.GetCultureInfo(culture));
        string[] all =
        [
            .. Enum.GetValues<GuardCode>().Select(words.Guard),
            .. Enum.GetValues<GuardScope>().Select(scope => words.Verdict(Verdict(scope, passed: false))),
            .. Enum.GetValues<GuardRemark>().Select(remark => words.Note(remark)),
            .. Enum.GetValues<RunnerLabel>().Select(words.Label),
            .. Enum.GetValues<NoCombined>().Select(words.NoCombined),
            .. Enum.GetValues<InputKind>().Select(kind => words.MissingInput(new MissingInput.Of(kind, []))),
        ];
        all.ShouldAllBe(text => text.Trim().Length > 0);
        Enum.GetValues<GuardCode>().ShouldAllBe(code => words.Guard(code) != code.Text());
    }

    [Fact]
    public void Every_guard_and_every_remark_is_told_apart_from_its_neighbours()
    {
        foreach (var words in (AccountWords[])[English, French])
        {
            Enum.GetValues<GuardCode>().Select(words.Guard).ShouldBeUnique();
            Enum.GetValues<RunnerLabel>().Select(words.Label).ShouldBeUnique();
            Enum.GetValues<InputKind>().Select(kind => words.MissingInput(new MissingInput.Of(kind, []))).ShouldBeUnique();
            Enum.GetValues<GuardScope>().Select(scope => words.Verdict(Verdict(scope, passed: false))).ShouldBeUnique();
        }
    }

    [Fact]
    public void A_remark_in_english_is_what_the_file_says_but_for_names_of_codes()
    {
        var others = Enum.GetValues<GuardRemark>().Where(remark => English.Note(remark) != ((GuardNote)remark).ToString());
        others.ShouldBe([GuardRemark.CombinedNotSold]);
    }

    [Fact]
    public void A_remark_in_french_is_not_the_english_one()
    {
        var same = Enum.GetValues<GuardRemark>().Where(remark => French.Note(remark) == English.Note(remark));
        same.ShouldBeEmpty();
    }

    [Fact]
    public void A_note_shows_its_arguments_in_the_readers_numbers()
    {
        Both(new GuardNote.CountryOf("GBR"), "GBR", "GBR");
        Both(new GuardNote.Starter(12), "no. 12", "n° 12");
        Both(new GuardNote.BestOfWindow(4), "the best of the window: no. 4", "le meilleur de la fourchette : n° 4");
        Both(new GuardNote.TooFewLegs(1, 2), "1 of 2 legs", "chevaux : 1 sur 2");
        Both(new GuardNote.PayoutFit(-.0125, .1), "bias -0.013, width 0.100", "biais -0,013, largeur 0,100");
        Both(
            new GuardNote.PayoutRefused(PayoutMeasure.Value),
            "no calibration good enough: probability × dividend",
            "aucun étalonnage assez bon : probabilité × rapport"
        );
        Both(new GuardNote.FieldChanged([2, 11]), "changed: no. 2, 11", "champ modifié : n° 2, 11");
        Both(new GuardNote.Other("the ground froze"), "the ground froze", "the ground froze");
        Both(null, "", "");
    }

    [Fact]
    public void A_missing_input_names_the_starters_concerned()
    {
        var form = new MissingInput.Of(InputKind.Form, [3, 7]);
        English.MissingInput(form).ShouldBe("form (nos. 3, 7)");
        French.MissingInput(form).ShouldBe("musique (nos 3, 7)");
        French.MissingInput(new MissingInput.Other("weather: 3")).ShouldBe("weather: 3");
    }

    [Fact]
    public void A_guard_that_passed_is_not_said_to_refuse()
    {
        foreach (var scope in Enum.GetValues<GuardScope>())
            English.Verdict(Verdict(scope, passed: true)).ShouldBe(English.Get("explain_passed"));
    }

    private static void Both(GuardNote? note, string english, string french)
    {
        English.Note(note).ShouldBe(english);
        French.Note(note).ShouldBe(french);
    }

    private static GuardVerdict Verdict(GuardScope scope, bool passed) =>
        new()
        {
            Code = GuardCode.Limits,
            Value = null,
            Threshold = null,
            Passed = passed,
            Blocks = scope,
        };
}
