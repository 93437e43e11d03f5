using CsCheck;

namespace Hippique.Racing.Tests;

public sealed class NamesOfRacesTests
{
    [Theory]
    [InlineData("PRIX D'ANGERS", "PRIX D ANGERS")]
    [InlineData("Prix d&#039;Angers", "PRIX D ANGERS")]
    [InlineData("Prix d’Angers", "PRIX D ANGERS")]
    [InlineData("PREMIO ELVEDA 2023 (ALTERNATIVA) (OPCIONAL)", "PREMIO ELVEDA 2023")]
    [InlineData("Prix de l&apos;Étang &amp; du Lac", "PRIX DE L ETANG DU LAC")]
    [InlineData("PRIX  --  DES TILLEULS!", "PRIX DES TILLEULS")]
    [InlineData("  'Grand Prix'  ", "GRAND PRIX")]
    public void Key_is_the_words_without_remarks(string name, string key) => Names.Race(name).ShouldBe(key);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" - ")]
    public void Name_without_a_word_has_an_empty_key(string? name) => Names.Race(name).ShouldBeEmpty();

    [Fact]
    public void Words_stay_apart() => Names.Race("PRIX DE LA MER").ShouldNotBe(Names.Race("PRIX DE LAMER"));

    [Fact]
    public void Name_that_is_nothing_but_a_remark_keeps_it() => Names.Race("(OPCIONAL)").ShouldBe("OPCIONAL");

    [Fact]
    public void Key_has_single_gaps_and_none_at_its_ends() =>
        Gen.Char[' ', '\u00ff']
            .Array[0, 30]
            .Select(letters => new string(letters))
            .Sample(name =>
            {
                var key = Names.Race(name);
                key.ShouldBe(string.Join(' ', key.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
                Names.Race(key).ShouldBe(key);
            });
}
