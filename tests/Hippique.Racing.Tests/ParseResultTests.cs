namespace Hippique.Racing.Tests;

public sealed class ParseResultTests
{
    [Fact]
    public void Convert_makes_another_value_and_leaves_a_reason_as_it_is()
    {
        ParseResult<int>.Ok(7).Convert(number => $"{number}").Value.ShouldBe("7");
        ParseResult<int>
            .Fail($"no number")
            .Convert<string>(_ => throw new InvalidOperationException())
            .Error.ToString()
            .ShouldBe("no number");
    }

    [Fact]
    public void Then_stops_at_the_first_reason()
    {
        ParseResult<int>.Ok(7).Then(number => ParseResult<string>.Ok($"{number}")).Value.ShouldBe("7");
        ParseResult<int>.Ok(7).Then(_ => ParseResult<string>.Fail($"too odd")).Error.ToString().ShouldBe("too odd");
        ParseResult<int>.Fail($"no number").Then<string>(_ => throw new InvalidOperationException()).Error.ToString().ShouldBe("no number");
    }

    [Fact]
    public void Default_is_a_reason_that_stays_one() =>
        default(ParseResult<int>).Convert(number => number).Error.ToString().ShouldBe("nothing was parsed");
}
