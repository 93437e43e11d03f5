using CsCheck;

namespace Hippique.Racing.Tests;

public sealed class CleanTextTests
{
    [Theory]
    [InlineData("ÉTOILE D'OR 4e (GB) – 1'18''4 €", "ÉTOILE D'OR 4e (GB) – 1'18''4 €")]
    [InlineData("ملكة 王 Ελλη", "ملكة 王 Ελλη")]
    [InlineData("A\u001b[31mB\u001b[0m", "AB")]
    [InlineData("A\u001b]0;title\u0007B", "AB")]
    [InlineData("A\u001b]8;;http://x\u001b\\B", "AB")]
    [InlineData("A\u001bPq#0\u009cB", "AB")]
    [InlineData("A\u009b2JB", "AB")]
    [InlineData("A\u009d0;t\u009cB", "AB")]
    [InlineData("A\u001b(0B", "AB")]
    [InlineData("A\u001bcB", "AB")]
    // What a sequence without an end hides is text, and stays.
    [InlineData("A\u001b]0;NAME", "A0;NAME")]
    [InlineData("A\u001b", "A")]
    [InlineData("A\u0000\u0008\u007f\u0085B", "A B")]
    [InlineData("A\u202eB\u2066C\u200bD\ufeffE\u00adF", "ABCDEF")]
    [InlineData("A\u00a0B\u202fC\tD\r\nE\u2028F", "A B C D  E F")]
    [InlineData("A\ue000B", "AB")]
    [InlineData("A\U000E0041B", "AB")]
    public void Line_drops_what_a_terminal_obeys_and_keeps_letters(string text, string clean) => CleanText.Line(text).ShouldBe(clean);

    // Attributes are stored as UTF-8, which has no half of a pair.
    [Fact]
    public void Line_drops_half_a_surrogate_pair_and_what_is_no_character() => CleanText.Line("A\ud800B\uffffC\udc00").ShouldBe("ABC");

    [Fact]
    public void Line_without_anything_to_drop_is_the_same_string()
    {
        const string Name = "PRIX DE L'ÉTÉ";
        CleanText.Line(Name).ShouldBeSameAs(Name);
    }

    [Fact]
    public void Line_counts_what_it_dropped_and_no_spaces()
    {
        var dropped = 0;
        CleanText.Line("A\u001b[31mB\u00a0C\u200d", ref dropped);
        dropped.ShouldBe(6);
    }

    [Fact]
    public void Lines_keeps_line_feeds_and_tabs() => CleanText.Lines("a\tb\n\u001b[2Jc\r").ShouldBe("a\tb\nc ");

    [Fact]
    public void Any_text_ends_up_without_control_characters_and_stays_so() =>
        Gen.OneOf(Gen.String, Gen.String["\u001b[]0;mJ\u0007\u009b\u009c\\P ab\u202e\ud800\udc00"])
            .Sample(text =>
            {
                var clean = CleanText.Line(text);
                clean.Any(char.IsControl).ShouldBeFalse();
                clean.Contains('\u202e').ShouldBeFalse();
                CleanText.Line(clean).ShouldBe(clean);
            });
}
