using System.Reflection;
using System.Text;
using System.Text.Json;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Gpi.Tests.Guards;

/// <summary>A note in a file is a text that older and newer versions of the program also read: the texts here never change.</summary>
public sealed class GuardNoteTests
{
    public static TheoryData<GuardNote, string> Texts =>
        new()
        {
            { GuardRemark.CountryNotPublished, "not published" },
            { GuardRemark.NoOperatorPrice, "no operator's price" },
            { GuardRemark.NotSold, "not sold" },
            { GuardRemark.CountryNotPlayed, "country" },
            { GuardRemark.Cancelled, "cancelled" },
            { GuardRemark.NotOpen, "not open at the source" },
            { GuardRemark.NoPrice, "no price" },
            { GuardRemark.PlayedWithoutDrift, "degraded: no drift" },
            { GuardRemark.NoH30, "no H-30" },
            { GuardRemark.UnknownPeopleAllowed, "allow_je_na: factor 1 for the unknown" },
            { GuardRemark.WinBook, "win" },
            { GuardRemark.PlaceBook, "place" },
            { GuardRemark.WinBookInstead, "win book: no place odds" },
            { GuardRemark.PlaceBookPerPlace, "place book / places paid" },
            { GuardRemark.TooFewBets, "too few bets to judge" },
            { GuardRemark.TooFewHorses, "fewer than two horses pass as singles" },
            { GuardRemark.CombinedNotSold, "not_sold" },
            { GuardRemark.NoGrowth, "growth" },
            { GuardRemark.PayoutCalibrationInsufficient, "payout_calibration_insufficient" },
            { GuardRemark.NoCoverageOfWinBets, "win bets: none" },
            { GuardRemark.NoSingles, "no singles" },
            { GuardRemark.NoStarterInWindow, "no starter in the window" },
            { GuardRemark.BestInWindow, "the best of the window" },
            { GuardRemark.HomogeneousField, "homogeneous field" },
            { GuardRemark.NoCombinedTicket, "no combined ticket" },
            { GuardRemark.PricedByPool, "priced by what the pool shows" },
            { GuardRemark.NoTicket, "no ticket" },
            { GuardRemark.Race, "race" },
            { GuardRemark.Day, "day" },
            { GuardRemark.DayKellyReduced, "day: the Kelly fraction falls" },
            { GuardRemark.Week, "week" },
            { GuardRemark.DayLosses, "losses of the day" },
            { GuardRemark.WeekLosses, "losses of the week" },
            { GuardRemark.RacesAtRacecourse, "races at the racecourse" },
            { new GuardNote.CountryOf("FRA"), "FRA" },
            { new GuardNote.CountryOf("FR"), "FR" },
            { new GuardNote.Starter(12), "n° 12" },
            { new GuardNote.BestOfWindow(4), "the best of the window: n° 4" },
            { new GuardNote.TooFewLegs(1, 2), "1 of 2 legs" },
            { new GuardNote.PayoutFit(-.012, 1.5), "bias -0.012, width 1.500" },
            { new GuardNote.PayoutRefused(PayoutMeasure.Value), "payout_calibration_insufficient: value" },
            { new GuardNote.PayoutRefused(PayoutMeasure.Races), "payout_calibration_insufficient: races" },
            { new GuardNote.FieldChanged([7]), "changed: n° 7" },
            { new GuardNote.FieldChanged([2, 11]), "changed: n° 2, 11" },
            { new GuardNote.Other("a remark of another version"), "a remark of another version" },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Json_EveryNote_IsItsTextAndReadsBack(GuardNote note, string text)
    {
        var bytes = ArtifactJson.Write(note);
        Encoding.UTF8.GetString(bytes).ShouldBe($"\"{text}\"\n");
        ArtifactJson.Read<GuardNote>("note.json", bytes).ShouldBe(note);
    }

    [Fact]
    public void Texts_CoverEveryRemarkAndEveryKindOfNote()
    {
        var notes = Texts.Select(row => row.Data.Item1).ToList();
        notes.OfType<GuardNote.Remark>().Select(remark => remark.Value).Order().ShouldBe(Enum.GetValues<GuardRemark>());
        notes
            .Select(note => note.GetType())
            .Distinct()
            .ShouldBe(typeof(GuardNote).GetNestedTypes(BindingFlags.Public).Where(type => !type.IsAbstract), ignoreOrder: true);
    }

    [Theory]
    [InlineData("n° 012")]
    [InlineData("n° 99999999999")]
    [InlineData("n°\u00a03")]
    [InlineData("1 of two legs")]
    [InlineData("bias 0.05, width 0.1")]
    [InlineData("bias NaN, width 0.100")]
    [InlineData("changed: n° 2,11")]
    [InlineData("changed: n° ")]
    [InlineData("Day")]
    [InlineData("")]
    public void Json_TextThatThisVersionWouldWriteOtherwise_KeepsItsBytes(string text)
    {
        var note = JsonSerializer.Deserialize<GuardNote>(JsonSerializer.Serialize(text));
        note.ShouldBe(new GuardNote.Other(text));
        JsonSerializer.Deserialize<string>(JsonSerializer.Serialize(note)).ShouldBe(text);
    }

    [Fact]
    public void Json_ANumberForANote_IsRefusedWithTheFilesName() =>
        Should
            .Throw<ArtifactException>(() => ArtifactJson.Read<GuardNote>("analysis_h5.json", "3"u8.ToArray()))
            .Message.ShouldStartWith("analysis_h5.json");

    [Fact]
    public void Json_NoNote_IsNull() =>
        ArtifactJson
            .Read<GuardVerdict>(
                "guard.json",
                """{"code": "ror_max", "value": 0.01, "threshold": 0.05, "passed": true, "blocks": "all", "note": null}"""u8.ToArray()
            )
            .ShouldBe(GuardRace.Verdict(GuardCode.RorMax, .01, .05, true, GuardScope.All));

    [Fact]
    public void FieldChanged_OtherNumbers_IsAnotherNote()
    {
        var note = new GuardNote.FieldChanged([2, 11]);
        note.ShouldNotBe(new GuardNote.FieldChanged([2]));
        note.ShouldNotBe(new GuardNote.FieldChanged([2, 12]));
        note.GetHashCode().ShouldBe(new GuardNote.FieldChanged([2, 11]).GetHashCode());
    }
}
