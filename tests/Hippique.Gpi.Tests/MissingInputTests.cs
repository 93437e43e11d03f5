using System.Text;
using Hippique.Gpi.Factors;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Gpi.Tests;

public sealed class MissingInputTests
{
    [Theory]
    [InlineData(InputKind.OddsH5, "odds_h5")]
    [InlineData(InputKind.H30, "h30")]
    [InlineData(InputKind.OddsH30, "odds_h30")]
    [InlineData(InputKind.JockeyTrainer, "jockey_trainer")]
    [InlineData(InputKind.Time, "time")]
    [InlineData(InputKind.Form, "form")]
    [InlineData(InputKind.PlacePrices, "place_prices")]
    public void Json_EveryKind_IsItsTextAndReadsBack(InputKind kind, string code)
    {
        ReadBack<MissingInput>(new MissingInput.Of(kind, []), code);
        ReadBack<MissingInput>(new MissingInput.Of(kind, [7]), $"{code}: 7");
        ReadBack<MissingInput>(new MissingInput.Of(kind, [3, 11]), $"{code}: 3, 11");
    }

    [Theory]
    [InlineData("weather")]
    [InlineData("weather: 3")]
    [InlineData("form: ")]
    [InlineData("form: 3,11")]
    [InlineData("form: 03")]
    [InlineData("form: some")]
    [InlineData("Form")]
    [InlineData("")]
    public void Json_ATextOfAnotherVersion_KeepsItsBytes(string text) => ReadBack<MissingInput>(new MissingInput.Other(text), text);

    [Fact]
    public void Of_OtherStarters_IsAnotherInput()
    {
        MissingInput form = new MissingInput.Of(InputKind.Form, [3, 11]);
        form.ShouldNotBe(new MissingInput.Of(InputKind.Form, [3]));
        form.ShouldNotBe(new MissingInput.Of(InputKind.Time, [3, 11]));
        form.GetHashCode().ShouldBe(new MissingInput.Of(InputKind.Form, [3, 11]).GetHashCode());
    }

    [Theory]
    [InlineData(RunnerLabel.RealFavourite, "favori_reel")]
    [InlineData(RunnerLabel.Outsider, "outsider_reperable")]
    [InlineData(RunnerLabel.Forgotten, "profil_oublie")]
    [InlineData(RunnerLabel.Steam, "steam")]
    [InlineData(RunnerLabel.Drift, "drift")]
    public void Json_EveryLabel_IsTheCodeOfTheMethod(RunnerLabel label, string code) => ReadBack(label, code);

    private static void ReadBack<T>(T value, string text)
    {
        var bytes = ArtifactJson.Write(value);
        Encoding.UTF8.GetString(bytes).ShouldBe($"\"{text}\"\n");
        ArtifactJson.Read<T>("missing.json", bytes).ShouldBe(value);
    }
}
