using System.Globalization;
using System.Text.Json;

namespace Hippique.Racing.Tests;

/// <summary>What is wrong, as a format and its places.</summary>
public sealed class ProblemTests
{
    [Fact]
    public void English_is_that_of_programs_whatever_the_machine_speaks()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("fr-FR");
        try
        {
            Problem.Of($"{1.5} of {new DateOnly(2026, 1, 2):yyyy-MM-dd}").ToString().ShouldBe("1.5 of 2026-01-02");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void In_translates_the_format_and_leaves_the_places()
    {
        var inner = Problem.Of($"number {7}");

        Problem.Of($"{inner} of {"R1C3"}").In(CultureInfo.InvariantCulture, Turned).ShouldBe("R1C3 < no 7");

        static string Turned(string format) =>
            format switch
            {
                "{0} of {1}" => "{1} < {0}",
                "number {0}" => "no {0}",
                _ => throw new ArgumentException(format),
            };
    }

    [Fact]
    public void Verbatim_words_are_never_translated_nor_taken_for_a_format() =>
        Problem.Verbatim("50 {0} %").In(CultureInfo.InvariantCulture, _ => throw new InvalidOperationException()).ShouldBe("50 {0} %");

    [Fact]
    public void Text_from_outside_is_clean_and_on_one_line()
    {
        Problem.Of($"'{"a\u001b[2J\nb"}' is none").ToString().ShouldBe("'a b' is none");
        Problem.Verbatim("a\nb").ToString().ShouldBe("a b");
    }

    [Fact]
    public void Several_stand_one_a_line_and_can_be_told_one_by_one()
    {
        var (first, second) = (Problem.Of($"one"), Problem.Of($"two"));

        var both = Problem.All([first, second]);

        both.ToString().ShouldBe("one\ntwo");
        both.Each.ShouldBe([first, second]);
        Problem.All([first]).ShouldBe(first);
        Problem.Row([first, second]).ToString().ShouldBe("one; two");
    }

    [Fact]
    public void Problems_that_say_the_same_are_equal()
    {
        Problem.Of($"number {7}").ShouldBe(Problem.Of($"{"number"} 7"));
        Problem.Of($"number {7}").GetHashCode().ShouldBe(Problem.Verbatim("number 7").GetHashCode());
        Problem.Of($"number {7}").ShouldNotBe(Problem.Of($"number {8}"));
    }

    [Fact]
    public void Json_holds_the_english_sentence()
    {
        JsonSerializer.Serialize(Problem.Of($"number {7}")).ShouldBe("\"number 7\"");
        JsonSerializer.Deserialize<Problem>("\"number 7\"").ShouldBe(Problem.Of($"number {7}"));
    }
}
