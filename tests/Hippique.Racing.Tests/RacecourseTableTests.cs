namespace Hippique.Racing.Tests;

public sealed class RacecourseTableTests
{
    private const string Text = """
        # A comment, and an empty line.

        suffixes: USA, TB
        VINCENNES: PARIS VINCENNES, PLATEAU   # and one behind a line
        SARATOGA: SARATOGA SPRINGS
        ALONE:
        """;

    private static readonly RacecourseTable Table = RacecourseTable.Read(Text);

    [Theory]
    [InlineData("PARIS VINCENNES", "VINCENNES")]
    [InlineData("PLATEAU", "VINCENNES")]
    [InlineData("VINCENNES", "VINCENNES")]
    [InlineData("UNKNOWN", "UNKNOWN")]
    [InlineData("ALONE", "ALONE")]
    [InlineData("", "")]
    public void Spelling_stands_for_its_name_and_any_other_for_itself(string spelling, string name) =>
        Table.NameOf(spelling).ShouldBe(name);

    [Theory]
    [InlineData("SARATOGA USA", "SARATOGA")]
    [InlineData("SARATOGA SPRINGS USA", "SARATOGA")]
    [InlineData("UNKNOWN TB", "UNKNOWN")]
    [InlineData("SARATOGA USA TB", "SARATOGA USA")]
    [InlineData(" USA", " USA")]
    [InlineData("USA", "USA")]
    public void One_suffix_is_taken_off_before_the_spelling_is_looked_up(string spelling, string name) =>
        Table.NameOf(spelling).ShouldBe(name);

    [Fact]
    public void Spellings_are_listed_with_their_names() =>
        Table
            .Spellings.OrderBy(pair => pair.Spelling, StringComparer.Ordinal)
            .ShouldBe([("PARIS VINCENNES", "VINCENNES"), ("PLATEAU", "VINCENNES"), ("SARATOGA SPRINGS", "SARATOGA")]);

    [Fact]
    public void Empty_table_knows_nothing() => RacecourseTable.Read("\n# nothing\n").Spellings.ShouldBeEmpty();

    [Fact]
    public void Line_with_two_colons_is_refused_with_its_number() =>
        Should.Throw<InvalidDataException>(() => RacecourseTable.Read("A: B\n\nC: D: E")).Message.ShouldStartWith("racecourses.txt:3: ");

    [Fact]
    public void Names_of_racecourses_use_the_table_of_the_program()
    {
        var table = RacecourseTable.OfTheProgram();
        table.Spellings.Count().ShouldBeGreaterThan(50);
        table.Spellings.ShouldContain(("PARIS VINCENNES", "VINCENNES"));
    }

    [Theory]
    [InlineData("Hippodrome des Sables", "SABLES")]
    [InlineData("HIPPODROME DU LAC", "LAC")]
    [InlineData("HIPPODROME D'INCONNU", "INCONNU")]
    [InlineData("HIPPODROME INCONNU", "INCONNU")]
    [InlineData("HIPPO DE INCONNU", "INCONNU")]
    [InlineData("INCONNU HIPPODROME", "INCONNU HIPPODROME")]
    [InlineData("Saint-Inconnu", "ST INCONNU")]
    [InlineData("SAINTE-INCONNUE", "SAINTE INCONNUE")]
    [InlineData(null, "")]
    public void Words_around_a_name_are_taken_off_once(string? name, string key) => Names.Racecourse(name).ShouldBe(key);
}
