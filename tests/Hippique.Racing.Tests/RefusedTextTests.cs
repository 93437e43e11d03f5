using CsCheck;

namespace Hippique.Racing.Tests;

/// <summary>Text that was refused, and how it is shown.</summary>
public sealed class RefusedTextTests
{
    [Fact]
    public void Value_that_was_read_has_no_error()
    {
        var result = ParseResult<int>.Ok(3);
        (result.IsOk, result.Value, result.ValueOrDefault, result.Error.ToString()).ShouldBe((true, 3, 3, ""));
        result.TryGet(out var value).ShouldBeTrue();
        value.ShouldBe(3);
    }

    [Fact]
    public void Text_that_was_refused_has_a_reason_and_no_value()
    {
        var result = ParseResult<int>.Fail($"it is no number");
        (result.IsOk, result.ValueOrDefault, result.Error.ToString()).ShouldBe((false, 0, "it is no number"));
        result.TryGet(out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => result.Value).Message.ShouldBe("it is no number");
    }

    /// <summary>A default is harmless: it is a refusal, never a value.</summary>
    [Fact]
    public void Default_is_a_refusal()
    {
        var result = default(ParseResult<string>);
        (result.IsOk, result.Error.ToString()).ShouldBe((false, "nothing was parsed"));
        Should.Throw<FormatException>(() => result.Value);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("R1C3", "R1C3")]
    [InlineData("a\r\nb\tc\u0000d\u001b[31m", "a  b cd")]
    public void Short_text_is_shown_without_control_characters(string text, string shown) => Quoted.Short(text).ShouldBe(shown);

    [Theory]
    [InlineData(60, 60)]
    [InlineData(61, 61)]
    [InlineData(500, 61)]
    public void Long_text_is_cut_after_sixty_characters(int length, int shown)
    {
        var text = Quoted.Short(new string('x', length));
        text.Length.ShouldBe(shown);
        text.EndsWith('…').ShouldBe(length > 60);
    }

    [Fact]
    public void Any_text_is_shown_on_one_line() =>
        Gen.String.Sample(text =>
        {
            var shown = Quoted.Short(text);
            shown.Length.ShouldBeLessThanOrEqualTo(61);
            shown.Any(char.IsControl).ShouldBeFalse();
        });

    [Theory]
    [InlineData(null, "a race code is missing")]
    [InlineData("  ", "a race code is missing")]
    [InlineData("R0C1", "'R0C1' is no race code; numbers start at 1")]
    [InlineData("C3R1", "'C3R1' is no race code; expected R<meeting>C<race>, such as R1C3")]
    public void Reason_says_what_was_expected_of_a_race(string? text, string error) =>
        RaceCode.Parse(text).Error.ToString().ShouldBe(error);

    [Theory]
    [InlineData(null, "a phase is missing; expected H30 or H5")]
    [InlineData("H15", "'H15' is no phase; expected H30 or H5")]
    public void Reason_says_what_was_expected_of_a_phase(string? text, string error) =>
        PhaseText.Parse(text).Error.ToString().ShouldBe(error);

    [Theory]
    [InlineData("12 €", 12)]
    [InlineData("1 770,50 €", 1770.5)]
    [InlineData("3,10", 3.1)]
    public void Euros_are_read_with_or_without_the_sign(string text, double amount) =>
        FrenchText.ParseEuro(text).Value.ShouldBe(new Euro((decimal)amount));

    [Theory]
    [InlineData("€")]
    [InlineData("12 $")]
    [InlineData(null)]
    public void Reason_says_what_was_expected_of_money(string? text)
    {
        var result = FrenchText.ParseEuro(text);
        result.IsOk.ShouldBeFalse();
        result.Error.ToString().ShouldEndWith("is no number in French notation, such as 1 770,50");
    }
}
