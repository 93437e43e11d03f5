using System.Text;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Gpi.Tests.Guards;

public sealed class GuardCodeTests
{
    // gpi.md §4; files, logs and screens hold these.
    private static readonly string[] Texts =
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

    [Fact]
    public void Text_EveryCode_IsThatOfTheMethod() => Enum.GetValues<GuardCode>().Select(code => code.Text()).ShouldBe(Texts);

    [Fact]
    public void Json_EveryCode_IsItsText() =>
        Enum.GetValues<GuardCode>().Select(code => Json(code)).ShouldBe(Texts.Select(text => $"\"{text}\""));

    [Fact]
    public void Json_EveryScope_IsAWord() =>
        Enum.GetValues<GuardScope>().Select(Json).ShouldBe(["\"all\"", "\"singles\"", "\"combined\"", "\"leg\""]);

    [Fact]
    public void Read_ACodeOfNoGuard_IsRefusedWithTheFilesName() =>
        Should
            .Throw<ArtifactException>(() => ArtifactJson.Read<GuardCode>("analysis_h5.json", "\"moon_phase\""u8.ToArray()))
            .Message.ShouldStartWith("analysis_h5.json");

    private static string Json<T>(T value) => Encoding.UTF8.GetString(ArtifactJson.Write(value)).TrimEnd();
}
