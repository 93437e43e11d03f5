using CsCheck;

namespace Hippique.Racing.Tests;

public sealed class NamesOfHorsesTests
{
    [Theory]
    [InlineData("L'Étoile d'Or", "LETOILEDOR")]
    [InlineData("LETOILE D OR", "LETOILEDOR")]
    [InlineData("L’ÉTOILE D’OR", "LETOILEDOR")]
    [InlineData("Grand-Écart (IRE)", "GRANDECARTIRE")]
    [InlineData("  Vent  du\tLarge ", "VENTDULARGE")]
    [InlineData("Ligne, Droite", "LIGNEDROITE")]
    [InlineData("Numéro 10", "NUMERO10")]
    [InlineData("ÇA VA ÊTRE ÎLE", "CAVAETREILE")]
    public void Key_is_the_letters_and_digits_without_accents(string name, string key) => Names.Horse(name).ShouldBe(key);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("-'.")]
    public void Name_without_a_letter_has_an_empty_key(string? name) => Names.Horse(name).ShouldBeEmpty();

    [Theory]
    [InlineData("(GB)", "GB")]
    [InlineData("FLAMME (GB", "FLAMMEGB")]
    [InlineData("FLAMME GB)", "FLAMMEGB")]
    [InlineData("FLAMME (GB) II", "FLAMMEGBII")]
    [InlineData("Grand-Écart (IRE)", "GRANDECART")]
    [InlineData("FLAMME (GB) (EX AUTRE)", "FLAMME")]
    public void Brackets_are_left_out_at_the_end_only_and_within_a_race_only(string name, string key) =>
        Names.HorseOfRace(name).ShouldBe(key);

    [Theory]
    [InlineData("SABLIER", "SABLIERE")]
    [InlineData("SABLIER", "SABLIER II")]
    [InlineData("NUMERO 1", "NUMERO 11")]
    [InlineData("FLAMME (GB)", "FLAMME (IRE)")]
    public void Two_horses_stay_two(string one, string other) => Names.Horse(one).ShouldNotBe(Names.Horse(other));

    /// <summary>Composed and decomposed accents are the same letter.</summary>
    [Fact]
    public void Accents_may_be_letters_of_their_own() => Names.Horse("E\u0301te\u0301").ShouldBe(Names.Horse("\u00c9t\u00e9"));

    [Fact]
    public void Key_of_a_key_is_the_key() => Latin.Sample(name => Names.Horse(Names.Horse(name)) == Names.Horse(name));

    [Fact]
    public void Case_does_not_matter() => Latin.Sample(name => Names.Horse(name.ToUpperInvariant()) == Names.Horse(name));

    [Fact]
    public void What_stands_between_words_does_not_matter() =>
        Gen.Select(Words, Gen.OneOf(" ", "-", "'", "’", ". ", "", "\u00a0"))
            .Sample((words, gap) => Names.Horse(string.Join(gap, words)) == Names.Horse(string.Join(' ', words)));

    private static readonly Gen<string> Latin = Gen.Char[' ', '\u00ff'].Array[0, 30].Select(letters => new string(letters));

    private static readonly Gen<string[]> Words = Gen.OneOf("VENT", "du", "Étoile", "10", "Ça").Array[1, 5];
}
