namespace Hippique.Racing.Tests;

public sealed class NamesOfRacecoursesTests
{
    // Left as PMU spells it, right as ZEturf, Boturfers or Geny do, or PMU's long name.
    [Theory]
    [InlineData("HIPPODROME DE PARIS-VINCENNES", "Vincennes")]
    [InlineData("HIPPODROME D'AUTEUIL", "AUTEUIL")]
    [InlineData("ParisLongchamp", "HIPPODROME DE PARISLONGCHAMP")]
    [InlineData("SAINT-CLOUD", "Saint Cloud")]
    [InlineData("HIPPODROME MARSEILLE PONT DE VIVAUX", "PONT DE VIVAUX")]
    [InlineData("CAGNES/MER", "Cagnes-sur-Mer")]
    [InlineData("Le Lion d'Angers", "LE LION D ANGERS")]
    [InlineData("MONS (GHLIN)", "Mons")]
    [InlineData("WOODBINE TB", "WOODBINE")]
    [InlineData("CHÂTELAILLON", "CHATELAILLON")]
    [InlineData("CHATELAILLON", "LA ROCHELLE")]
    [InlineData("PORNICHET", "PORNICHET LA BAULE")]
    [InlineData("DIEPPE MIDI", "DIEPPE")]
    [InlineData("ALBANY AUSTRALIE", "ALBANY")]
    [InlineData("VAGGERYD SUÈDE", "VAGGERYD")]
    [InlineData("COLONIAL DOWNS USA", "COLONIAL DOWNS")]
    [InlineData("GULFSTREAM PARK", "HIPPO DE GULFSTREAM PARK USA")]
    [InlineData("SARATOGA", "SARATOGA TB")]
    [InlineData("KRIEAU (VIENNE)", "VIENNE")]
    [InlineData("MARIENDORF", "BERLIN MARIENDORF")]
    [InlineData("VERMO (HELSINKI)", "HELSINKI")]
    [InlineData("KARLSHORST", "Berlin-Karlshorst")]
    public void Key_TwoSpellings_AreOneRacecourse(string one, string other) => Names.Racecourse(one).ShouldBe(Names.Racecourse(other));

    [Theory]
    [InlineData("LYON-PARILLY", "LYON LA SOIE")]
    [InlineData("DEAUVILLE", "CLAIREFONTAINE")]
    [InlineData("MUNICH-RIEM", "MUNICH-DAGLFING")]
    [InlineData("ANGERS", "LE LION D'ANGERS")]
    [InlineData("NEWMARKET", "NEWMARKET JULY")]
    [InlineData("KRIEAU", "BADEN VIENNE")]
    [InlineData("BELMONT", "Belmont Park")]
    [InlineData("SARATOGA TB", "SARATOGA HARNESS")]
    public void Key_TwoRacecourses_StayTwo(string one, string other) => Names.Racecourse(one).ShouldNotBe(Names.Racecourse(other));

    [Fact]
    public void Table_EverySpelling_IsWrittenAsItIsLookedUp() =>
        RacecourseTable
            .OfTheProgram()
            .Spellings.ShouldAllBe(pair => Names.Racecourse(pair.Spelling) == pair.Name && Names.Racecourse(pair.Name) == pair.Name);

    [Theory]
    [InlineData("A: B\nC: B", "racecourses.txt:2: B stands twice")]
    [InlineData("A: A", "racecourses.txt:1: A stands twice")]
    [InlineData("A: B\nB: C", "B is a name and a spelling of A")]
    [InlineData("A", "racecourses.txt:1: NAME: SPELLING")]
    public void Read_Mistake_IsNamed(string text, string error) =>
        Should.Throw<InvalidDataException>(() => RacecourseTable.Read(text)).Message.ShouldContain(error);
}
