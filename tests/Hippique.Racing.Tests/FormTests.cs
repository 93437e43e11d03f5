using CsCheck;

namespace Hippique.Racing.Tests;

public sealed class FormTests
{
    [Fact]
    public void Parse_HandMadeCase_GivesPlacesIncidentAndYear()
    {
        // gpi.md §5, case 3
        var form = Form.Parse("1a2a4aDa(25)3a").Value;

        form.Performances.Select(run => run.Place).ShouldBe([1, 2, 4, null, 3]);
        form.Performances[3].IncidentCode.ShouldBe('D');
        form.Performances[3].IsDisqualified.ShouldBeTrue();
        form.Performances.Select(run => run.Year).ShouldBe([null, null, null, null, 2025]);
        form.Performances.ShouldAllBe(run => run.Discipline == Discipline.Harness);
    }

    [Theory]
    [InlineData("1a", Discipline.Harness)]
    [InlineData("1m", Discipline.MountedTrot)]
    [InlineData("1p", Discipline.Flat)]
    [InlineData("1h", Discipline.Hurdle)]
    [InlineData("1s", Discipline.Steeplechase)]
    [InlineData("1c", Discipline.CrossCountry)]
    [InlineData("1", Discipline.Unknown)]
    public void Parse_DisciplineLetter_IsNamed(string text, Discipline expected) =>
        Form.Parse(text).Value.Performances.Single().Discipline.ShouldBe(expected);

    [Theory]
    [InlineData("0p", 0, 10)]
    [InlineData("9p", 9, 9)]
    [InlineData("12p", 12, 10)]
    public void CountedPlace_BeyondNinth_CountsAsTen(string text, int place, int counted)
    {
        var run = Form.Parse(text).Value.Performances.Single();
        run.Place.ShouldBe(place);
        run.CountedPlace.ShouldBe(counted);
    }

    [Theory]
    [InlineData("Ap", 'A')]
    [InlineData("Th", 'T')]
    [InlineData("Rm", 'R')]
    [InlineData("Js", 'J')]
    [InlineData("Qa", 'Q')]
    [InlineData("Ga", 'G')]
    [InlineData("Oa", 'O')]
    [InlineData("Up", 'U')]
    public void Parse_Incident_IsARunWithoutAPlace(string text, char code)
    {
        var run = Form.Parse(text).Value.Performances.Single();
        run.Place.ShouldBeNull();
        run.CountedPlace.ShouldBeNull();
        run.IncidentCode.ShouldBe(code);
        run.IsDisqualified.ShouldBeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("Inédit")]
    [InlineData("Inédite")]
    [InlineData("CoUrU AfAsEc")]
    [InlineData("couru afasec")]
    public void Parse_NoPerformance_IsNone(string? text) => Form.Parse(text).Value.Performances.ShouldBeEmpty();

    [Fact]
    public void Parse_SmallDBeforeADiscipline_IsADisqualification()
    {
        // A page of ZEturf of 21 November 2025 ends a musique so.
        Form.Parse("5a 0a (23) da").Value.Performances[^1].IsDisqualified.ShouldBeTrue();
        Form.Parse("5a d").IsOk.ShouldBe(Form.Parse("5a D").IsOk);
        Form.Parse("demain").IsOk.ShouldBeFalse();
    }

    [Fact]
    public void Parse_CutByTheSource_KeepsWhatIsWhole()
    {
        Form.Parse("1a2a(2").Value.Performances.Count.ShouldBe(2);
        Form.Parse("1a2aD").Value.Performances.Count.ShouldBe(2);
        Form.Parse("1m4aDa1 Da(24)0a").Value.Performances.Count.ShouldBe(6);
    }

    [Theory]
    [InlineData("non partant")]
    [InlineData("1a<b>")]
    [InlineData("(x5)1a")]
    [InlineData("123p")]
    [InlineData("DAI")]
    public void Parse_NotAMusique_SaysWhere(string text)
    {
        var result = Form.Parse(text);
        result.IsOk.ShouldBeFalse();
        result.Error.ToString().ShouldContain("cannot be read");
    }

    [Fact]
    public void Parse_AnyText_NeverThrows() =>
        Gen.String.Sample(text =>
        {
            var result = Form.Parse(text);
            (result.IsOk || result.Error.ToString().Length > 0).ShouldBeTrue();
        });
}
