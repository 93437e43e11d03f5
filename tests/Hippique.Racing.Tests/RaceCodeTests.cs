using CsCheck;

namespace Hippique.Racing.Tests;

public sealed class RaceCodeTests
{
    [Theory]
    [InlineData("R1C3", 1, 3)]
    [InlineData("r12c10", 12, 10)]
    [InlineData(" R59 C1 ", 59, 1)]
    public void Parse_Code_IsRead(string text, int meeting, int race) => RaceCode.Parse(text).Value.ShouldBe(new RaceCode(meeting, race));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("R0C1")]
    [InlineData("R1C0")]
    [InlineData("R1")]
    [InlineData("C3R1")]
    [InlineData("R1C3x")]
    [InlineData("R1234C1")]
    [InlineData("R-1C3")]
    [InlineData("R\u0661C\u0662")]
    public void Parse_AnythingElse_IsRefusedWithAReason(string? text) => RaceCode.Parse(text).Error.ToString().ShouldNotBeEmpty();

    [Fact]
    public void ToString_ThenParse_GivesTheSameCode() =>
        Gen.Select(Gen.Int[1, 999], Gen.Int[1, 999])
            .Sample((meeting, race) => RaceCode.Parse(new RaceCode(meeting, race).ToString()).Value == new RaceCode(meeting, race));

    [Fact]
    public void CompareTo_Codes_SortByNumberNotByText()
    {
        RaceCode[] codes = [new(10, 1), new(2, 10), new(2, 9)];
        codes.Order().Select(code => code.ToString()).ShouldBe(["R2C9", "R2C10", "R10C1"]);
    }

    [Fact]
    public void Default_IsAValidCode() => default(RaceCode).ToString().ShouldBe("R1C1");
}
