namespace Hippique.Racing.Tests;

public sealed class NamesOfPeopleTests
{
    // As Zone-Turf heads a page, PMU, Geny and ZEturf print a card.
    [Theory]
    [InlineData("Stéphane PASQUIER", "SPASQUIER")]
    [InlineData("S. PASQUIER", "SPASQUIER")]
    [InlineData("S.PASQUIER", "SPASQUIER")]
    [InlineData("Pasquier S.", "SPASQUIER")]
    [InlineData("Jean-Michel BAZIRE", "JBAZIRE")]
    [InlineData("J.M. BAZIRE", "JBAZIRE")]
    [InlineData("Mlle Marie VELON", "MVELON")]
    [InlineData("Velon Mlle M.", "MVELON")]
    [InlineData("Lefevre N. G.", "NLEFEVRE")]
    [InlineData("G. TROLLEY DE PREVAUX", "GTROLLEYDEPREVAUX")]
    [InlineData("P.-C. Boudot", "PBOUDOT")]
    [InlineData("BOUDOT", "")]
    [InlineData(null, "")]
    public void Key_is_the_first_initial_and_the_surname(string? name, string expected) =>
        Names.PersonByInitial(name).Replace(" ", "", StringComparison.Ordinal).ShouldBe(expected);

    [Theory]
    [InlineData("Pasquier S.", "S.PASQUIER")]
    [InlineData("Calbrix Mat.", "MAT. CALBRIX")]
    [InlineData("Triomphe Mlle J.", "Mlle J. TRIOMPHE")]
    [InlineData("Lefevre N. G.", "N.G. LEFEVRE")]
    public void Own_record_knows_a_person_whose_initials_stand_behind(string one, string other) =>
        Names.Person(one).ShouldBe(Names.Person(other));

    [Theory]
    [InlineData("M. RIERA M.")]
    [InlineData("SOUMILLON C.")]
    [InlineData("ARNAUD DESMOTTES")]
    public void Own_record_leaves_names_in_capitals_as_they_are(string name) => Names.Person(name).ShouldBe(Names.Horse(name));
}
