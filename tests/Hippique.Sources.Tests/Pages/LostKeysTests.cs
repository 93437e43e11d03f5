using System.Text;
using System.Text.Json.Nodes;
using Hippique.Sources.Geny;
using Hippique.Sources.Pmu;
using Hippique.Sources.Tests.Geny;
using Hippique.Sources.ZEturf;

namespace Hippique.Sources.Tests.Pages;

/// <summary>Each key on which the reading of prices depends is taken away, renamed or given another kind of value in turn (issue 10, point 6): a named error, never a race without prices.</summary>
public sealed class LostKeysTests
{
    private static readonly string ZEturf = OwnPages.Text("zeturf-course.html");
    private static readonly string Pmu = OwnPages.Text("pmu-participants.json");

    [Theory]
    [InlineData("\"SG\":", "\"sg\":", "SG")]
    [InlineData("\"SG\":2.2,", "", "SG")]
    [InlineData("\"SG\":2.2", "\"SG\":\"2,2\"", "SG")]
    [InlineData("\"SPMin\":", "\"min\":", "SPMin")]
    [InlineData("\"SPMax\":", "\"max\":", "SPMax")]
    [InlineData("{\"odds\":", "{\"cotes\":", "odds")]
    [InlineData("\"1\":{\"odds\"", "\"n1\":{\"odds\"", "no number")]
    [InlineData("cotesInfos: {\"ref", "cotes: {\"ref", "cotesInfos")]
    public void ZEturf_names_what_is_gone(string text, string other, string missing)
    {
        ZEturf.ShouldContain(text);
        var error = ZEturfRacePage
            .Parse(ZEturf.Replace(text, other, StringComparison.Ordinal), "page")
            .ShouldBeOfType<SourceAnswer<ZEturfRace>.Refused>()
            .Error;
        (error.Kind, error.Source, error.Where).ShouldBe((SourceErrorKind.Changed, "zeturf", "page"));
        error.Missing.ToString().ShouldContain(missing);
    }

    [Fact]
    public void ZEturf_without_prices_yet_is_a_race_with_none()
    {
        var none = System.Text.RegularExpressions.Regex.Replace(ZEturf, "\"(SG|SPMin|SPMax)\":[0-9.]+", "\"$1\":false");
        ZEturfRacePage.Parse(none, "page").ShouldBeOfType<SourceAnswer<ZEturfRace>.Found>().Value.View.Pools[0].Win.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("dernierRapportDirect")]
    [InlineData("dernierRapportReference")]
    [InlineData("rapport")]
    [InlineData("typePari")]
    [InlineData("dateRapport")]
    [InlineData("statut")]
    [InlineData("numPmu")]
    [InlineData("nom")]
    public void Pmu_names_what_was_renamed(string key)
    {
        var renamed = Pmu.Replace($"\"{key}\":", $"\"{key}2\":", StringComparison.Ordinal);
        var error = PmuParticipantsAnswer
            .Parse(Encoding.UTF8.GetBytes(renamed), "answer")
            .ShouldBeOfType<SourceAnswer<PmuParticipants>.Refused>()
            .Error;
        (error.Kind, error.Source, error.Where).ShouldBe((SourceErrorKind.Changed, "pmu", "answer"));
        error.Missing.ToString().ShouldContain(key);
    }

    [Fact]
    public void Pmu_without_prices_yet_is_a_race_with_none()
    {
        var answer = JsonNode.Parse(Pmu)!;
        foreach (var participant in answer["participants"]!.AsArray())
        {
            participant!.AsObject().Remove("dernierRapportDirect");
            participant.AsObject().Remove("dernierRapportReference");
        }
        PmuParticipantsAnswer
            .Parse(Encoding.UTF8.GetBytes(answer.ToJsonString()), "answer")
            .ShouldBeOfType<SourceAnswer<PmuParticipants>.Found>()
            .Value.Live.Win.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("cotesPmu")]
    [InlineData("cotesGenybet")]
    [InlineData("derniereCote")]
    [InlineData("heureDerniereCotePmu")]
    [InlineData("heureDerniereCoteGenybet")]
    [InlineData("numero")]
    [InlineData("nomCheval")]
    public void Geny_names_what_was_renamed(string key)
    {
        var renamed = GenyPages.Odds().Replace($"\\u0022{key}\\u0022:", $"\\u0022{key}2\\u0022:", StringComparison.Ordinal);
        renamed.ShouldNotBe(GenyPages.Odds());
        var error = GenyRacePage.Read(renamed, "page", null).ShouldBeOfType<SourceAnswer<RaceView>.Refused>().Error;
        (error.Kind, error.Source, error.Where).ShouldBe((SourceErrorKind.Changed, "geny", "page"));
        error.Missing.ToString().ShouldContain(key);
    }
}
