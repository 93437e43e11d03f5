using CsCheck;

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

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("M.")]
    [InlineData("Mlle")]
    [InlineData("Mlle DUPONT")]
    [InlineData("A. B.")]
    public void Name_without_an_initial_or_a_surname_has_no_key_by_initial(string name) => Names.PersonByInitial(name).ShouldBeEmpty();

    [Theory]
    [InlineData("Éric RAFFIN", "E RAFFIN")]
    [InlineData("A. B. DUPONT", "A DUPONT")]
    [InlineData("Dupont A.B.", "A DUPONT")]
    [InlineData("O'Brien A.", "A OBRIEN")]
    [InlineData("Mme Anne DUPONT", "A DUPONT")]
    public void Key_by_initial_has_the_first_initial_and_the_whole_surname(string name, string key) =>
        Names.PersonByInitial(name).ShouldBe(key);

    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData(".", "")]
    [InlineData("S.PASQUIER", "SPASQUIER")]
    [InlineData("Écurie des Ormes", "ECURIEDESORMES")]
    [InlineData("A. Dupré", "ADUPRE")]
    public void Own_key_is_the_whole_name(string? name, string key) => Names.Person(name).ShouldBe(key);

    /// <summary>Before or behind the surname, with one space or none: the initial is the same.</summary>
    [Fact]
    public void Initial_may_stand_before_or_behind_the_surname() =>
        Gen.Select(Gen.Char['A', 'Z'], Gen.OneOf("Pasquier", "Le Grand", "D'Orme", "Été-Vert"))
            .Sample(
                (initial, surname) =>
                {
                    Names.Person($"{surname} {initial}.").ShouldBe(Names.Person($"{initial}. {surname}"));
                    Names
                        .PersonByInitial($"{surname} {initial}.")
                        .ShouldBe(Names.PersonByInitial($"{initial}.{surname.ToUpperInvariant()}"));
                }
            );
}
