using System.Text.Json;
using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Testing;

namespace Hippique.Sources.Tests.Pmu;

public sealed class PmuRowKindsTests
{
    [Theory]
    [InlineData(BetType.SimpleGagnant, "Simple gagnant")]
    [InlineData(BetType.SimpleGagnant, "Simple Gagnant")]
    [InlineData(BetType.SimpleGagnant, "e-Simple Gagnant")]
    [InlineData(BetType.SimpleGagnant, "")]
    [InlineData(BetType.SimplePlace, "e-Simple Placé")]
    [InlineData(BetType.SimplePlace, "E-SIMPLE PLACE")]
    [InlineData(BetType.SimplePlace, "Simple placé 4 à 7 partants")]
    [InlineData(BetType.CouplePlace, "Couplé placé")]
    [InlineData(BetType.CouplePlace, "e-Couplé Placé")]
    [InlineData(BetType.CoupleOrdre, "e-Couplé Ordre")]
    [InlineData(BetType.Trio, "e-Trio")]
    [InlineData(BetType.TrioOrdre, "Trio ordre")]
    [InlineData(BetType.DeuxSurQuatre, "2sur4")]
    [InlineData(BetType.DeuxSurQuatre, "e-2sur4")]
    [InlineData(BetType.Super4, "Super 4")]
    public void Of_TheBetItself_IsPlainHoweverItIsWritten(BetType bet, string label) =>
        PmuRowKinds.Of(bet, label, withNonRunner: false).ShouldBe(PmuRowKind.Plain);

    [Theory]
    [InlineData(BetType.CouplePlace, "e-Couplé Placé 1 NP", PmuRowKind.NonRunner)]
    [InlineData(BetType.Trio, "e-Trio non-partant", PmuRowKind.NonRunner)]
    [InlineData(BetType.Tierce, "Tiercé Ordre 1 NP", PmuRowKind.NonRunner)]
    [InlineData(BetType.Trio, "Trio ordre", PmuRowKind.Order)]
    [InlineData(BetType.CoupleGagnant, "Couplé ORDRE", PmuRowKind.Order)]
    [InlineData(BetType.Tierce, "Tiercé Ordre", PmuRowKind.Order)]
    [InlineData(BetType.Tierce, "Tiercé désordre", PmuRowKind.Disorder)]
    [InlineData(BetType.TrioOrdre, "Trio désordre", PmuRowKind.Disorder)]
    [InlineData(BetType.QuintePlus, "Quinté+ bonus 4/5", PmuRowKind.Bonus)]
    [InlineData(BetType.QuintePlus, "Bonus 4sur5", PmuRowKind.Bonus)]
    [InlineData(BetType.QuintePlus, "e-Quinté+ Ordre + e-Tirelire", PmuRowKind.Jackpot)]
    [InlineData(BetType.SimpleGagnant, "e-Simple Jackpot", PmuRowKind.Jackpot)]
    [InlineData(BetType.QuintePlus, "Tirelire", PmuRowKind.Jackpot)]
    [InlineData(BetType.QuintePlus, "Numéro Plus", PmuRowKind.Jackpot)]
    [InlineData(BetType.CouplePlace, "Spot", PmuRowKind.Jackpot)]
    [InlineData(BetType.Multi, "Multi en 4", PmuRowKind.Formula)]
    [InlineData(BetType.Multi, "Mini Multi en 5", PmuRowKind.Formula)]
    [InlineData(BetType.QuartePlus, "3 sur 4", PmuRowKind.Formula)]
    [InlineData(BetType.DeuxSurQuatre, "e-2sur4 en 3", PmuRowKind.Formula)]
    [InlineData(BetType.Super4, "Remboursement e-Super4", PmuRowKind.Refund)]
    [InlineData(BetType.SimpleGagnant, "REMBOURSÉ 1 NP", PmuRowKind.Refund)]
    public void Of_AnotherRow_IsToldByWhatItSays(BetType bet, string label, PmuRowKind kind) =>
        PmuRowKinds.Of(bet, label, withNonRunner: false).ShouldBe(kind);

    [Fact]
    public void Of_CombinationWithANonRunner_IsNeverPlain() =>
        PmuRowKinds.Of(BetType.CouplePlace, "e-Couplé Placé", withNonRunner: true).ShouldBe(PmuRowKind.NonRunner);

    [Fact]
    public void Of_EveryLabelOfTheCaptures_IsWhatItIs()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(RealData.Path("captures/pmu"), "rapports*.json", SearchOption.AllDirectories))
        {
            using var answer = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var bet in answer.RootElement.EnumerateArray())
            {
                var name = bet.GetProperty("typePari").GetString()!;
                foreach (var row in bet.GetProperty("rapports").EnumerateArray())
                {
                    var label = row.GetProperty("libelle").GetString()!;
                    seen.Add($"{name} '{label}' {PmuRowKinds.Of(PmuBets.FromName(name)!.Value, label, withNonRunner: false)}");
                }
            }
        }
        seen.ShouldBe([
            "COUPLE_GAGNANT 'Couplé Gagnant 1 NP' NonRunner",
            "COUPLE_GAGNANT 'Couplé gagnant' Plain",
            "COUPLE_PLACE 'Couplé Placé 1 NP' NonRunner",
            "COUPLE_PLACE 'Couplé placé' Plain",
            "DEUX_SUR_QUATRE '2sur4 1 NP' NonRunner",
            "DEUX_SUR_QUATRE '2sur4' Plain",
            "MULTI 'Multi en 4' Formula",
            "MULTI 'Multi en 5' Formula",
            "MULTI 'Multi en 6' Formula",
            "MULTI 'Multi en 7' Formula",
            "QUINTE_PLUS 'Bonus 3' Bonus",
            "QUINTE_PLUS 'Bonus 4sur5' Bonus",
            "QUINTE_PLUS 'Quinté+ Désordre' Disorder",
            "QUINTE_PLUS 'Quinté+ Ordre' Order",
            "SIMPLE_GAGNANT 'Simple gagnant' Plain",
            "SIMPLE_PLACE 'Simple placé 4 à 7 partants' Plain",
            "SIMPLE_PLACE 'Simple placé' Plain",
            "SUPER_QUATRE 'Super 4' Plain",
            "TIERCE 'Tiercé 1 NP' NonRunner",
            "TIERCE 'Tiercé Désordre' Disorder",
            "TIERCE 'Tiercé Ordre' Order",
            "TRIO 'Trio' Plain",
        ]);
    }
}
