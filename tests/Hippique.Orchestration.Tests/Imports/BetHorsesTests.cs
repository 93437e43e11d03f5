using Hippique.Orchestration.Imports;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Imports;

public sealed class BetHorsesTests
{
    [Theory]
    [InlineData("4", "4")]
    [InlineData("n° 4", "4")]
    [InlineData("N°4", "4")]
    [InlineData("4-7", "4 7")]
    [InlineData("4 - 7 - 9", "4 7 9")]
    [InlineData("4, 7, 9", "4 7 9")]
    [InlineData("4;7", "4 7")]
    [InlineData("4 7 9", "4 7 9")]
    [InlineData("12 BELLE ÎLE", "12")]
    [InlineData("4 - BELLE ÎLE", "4")]
    [InlineData("4. BELLE ÎLE", "4")]
    [InlineData("4 BELLE ÎLE / 7 ORAGE D’ÉTÉ", "4 7")]
    [InlineData("4 - BELLE-ÎLE, 7 - ORAGE", "4 7")]
    public void Horses_are_read(string text, string numbers)
    {
        var read = BetHorses.Parse(text).Value;
        string.Join(' ', read.Numbers).ShouldBe(numbers);
        read.IsFormula.ShouldBeFalse();
    }

    [Theory]
    [InlineData("4 + 5 6 7")]
    [InlineData("4 / 5,6,7")]
    [InlineData("4 X 5")]
    public void Formula_is_told_apart(string text) => BetHorses.Parse(text).Value.IsFormula.ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("BELLE ÎLE")]
    [InlineData("0")]
    [InlineData("4-4")]
    [InlineData("100")]
    [InlineData("PSG - OM")]
    [InlineData("BELLE ÎLE 4")]
    public void What_names_no_numbers_is_refused(string text) => BetHorses.Parse(text).IsOk.ShouldBeFalse();

    [Theory]
    [InlineData("4", BetType.SimpleGagnant, "4")]
    [InlineData("4 7", BetType.SimpleGagnant, "4|7")]
    [InlineData("7 4", BetType.CoupleGagnant, "4-7")]
    [InlineData("4 7 9", BetType.CouplePlace, "4-7|4-9|7-9")]
    [InlineData("4 7 9 1", BetType.Trio, "1-4-7|1-4-9|1-7-9|4-7-9")]
    [InlineData("7 4", BetType.CoupleOrdre, "7-4")]
    [InlineData("4 + 7 9", BetType.CouplePlace, null)]
    [InlineData("4", BetType.Trio, null)]
    public void Combinations_are_those_that_were_bought(string text, BetType bet, string? combinations)
    {
        var all = BetHorses.Parse(text).Value.Combinations(bet);
        (all is null ? null : string.Join('|', all.Select(one => string.Join('-', one)))).ShouldBe(combinations);
    }

    [Fact]
    public void Bet_of_more_combinations_than_anybody_buys_is_not_divided() =>
        BetHorses.Parse(string.Join(' ', Enumerable.Range(1, 40))).Value.Combinations(BetType.Trio).ShouldBeNull();

    [Theory]
    [InlineData("Simple Gagnant", BetType.SimpleGagnant)]
    [InlineData("e-Simple gagnant", BetType.SimpleGagnant)]
    [InlineData("simple_place", BetType.SimplePlace)]
    [InlineData("Jumelé placé", BetType.CouplePlace)]
    [InlineData("e-Couplé Gagnant combiné", BetType.CoupleGagnant)]
    [InlineData("2sur4", BetType.DeuxSurQuatre)]
    [InlineData("Quinté+", BetType.QuintePlus)]
    [InlineData("quinte_plus", BetType.QuintePlus)]
    [InlineData("ZE 2 sur 4", BetType.Ze2Sur4)]
    [InlineData("Trio champ réduit", BetType.Trio)]
    public void Names_of_bets_are_read(string text, BetType bet) => BetNames.Parse(text).Value.ShouldBe(bet);

    [Theory]
    [InlineData("Pari sportif")]
    [InlineData("Simple gagnant placé")]
    [InlineData("")]
    public void Other_bets_are_refused(string text) => BetNames.Parse(text).IsOk.ShouldBeFalse();

    [Fact]
    public void Every_bet_is_known_by_the_code_that_an_export_writes()
    {
        foreach (var bet in Enum.GetValues<BetType>())
            BetNames.Parse(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(bet.ToString())).Value.ShouldBe(bet);
    }
}
