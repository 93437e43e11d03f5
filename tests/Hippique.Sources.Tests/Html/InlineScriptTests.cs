using Hippique.Sources.Html;

namespace Hippique.Sources.Tests.Html;

public sealed class InlineScriptTests
{
    private const string Page = """
        <script>other({ odds: {"1": 9} });</script>
        <script>init({ name : "Prix d'Été \"A\"", odds:{"1":{"a":"}"},"2":[1,{"b":2}]}, my_odds: {"1": 8}, last: "x" });</script>
        """;

    [Fact]
    public void Object_after_its_key_is_read_with_what_it_nests()
    {
        using var odds = InlineScript.Object(Page, "init(", "odds");

        odds.ShouldNotBeNull().RootElement.GetProperty("1").GetProperty("a").GetString().ShouldBe("}");
        odds.RootElement.GetProperty("2")[1].GetProperty("b").GetInt32().ShouldBe(2);
    }

    [Fact]
    public void Same_key_of_another_script_is_passed_over()
    {
        using var odds = InlineScript.Object(Page, "other(", "odds");

        odds.ShouldNotBeNull().RootElement.GetProperty("1").GetInt32().ShouldBe(9);
    }

    [Fact]
    public void Key_that_ends_another_name_is_passed_over()
    {
        using var odds = InlineScript.Object("init({ my_odds: {\"1\": 8}, $odds: {}, a.odds: {}, odds: {\"1\": 7} })", "init(", "odds");

        odds.ShouldNotBeNull().RootElement.GetProperty("1").GetInt32().ShouldBe(7);
    }

    [Fact]
    public void String_after_its_key_is_read_with_its_escapes() => InlineScript.String(Page, "init(", "name").ShouldBe("Prix d'Été \"A\"");

    [Theory]
    [InlineData("")]
    [InlineData("init(")]
    [InlineData("init({ odds")]
    [InlineData("init({ odds:")]
    [InlineData("init({ odds: [1] })")]
    [InlineData("init({ odds: {\"a\": 1")]
    [InlineData("init({ odds: {\"a")]
    [InlineData("init({ odds: {a: 1} })")]
    [InlineData("odds: {\"a\": 1}")]
    public void Object_that_is_cut_or_none_is_missing(string page) => InlineScript.Object(page, "init(", "odds").ShouldBeNull();

    [Theory]
    [InlineData("init({ name: 'x' })")]
    [InlineData("init({ name: \"x")]
    [InlineData("init({ name: \"\\")]
    [InlineData("init({ name: \"\\q\" })")]
    public void String_that_is_cut_or_none_is_missing(string page) => InlineScript.String(page, "init(", "name").ShouldBeNull();

    // Not as cases of a theory: the runner would write them as sound text.
    [Fact]
    public void Half_a_pair_of_code_units_is_missing()
    {
        InlineScript.Object("init({ odds: {\"a\": \"\ud800\"} })", "init(", "odds").ShouldBeNull();
        InlineScript.String("init({ name: \"\ud800\" })", "init(", "name").ShouldBeNull();
    }

    [Fact]
    public void Object_nested_too_deeply_is_missing()
    {
        var open = string.Concat(Enumerable.Repeat("{\"a\":", 40));
        InlineScript.Object($"init({{ odds: {open}1{new string('}', 40)} }})", "init(", "odds").ShouldBeNull();
    }
}
