using System.Text;
using Hippique.Sources.Html;

namespace Hippique.Sources.Tests.Html;

public sealed class HtmlGuardTests
{
    [Fact]
    public void Elements_may_be_five_hundred_deep()
    {
        HtmlGuard.Problem(Repeat("<div>", 500)).ShouldBeNull();
        HtmlGuard.Problem(Repeat("<div>", 501)).ShouldBe("elements are nested too deeply");
    }

    [Theory]
    [InlineData("<div></div>")]
    [InlineData("<br>")]
    [InlineData("<IMG src=x>")]
    [InlineData("a < b ")]
    [InlineData("<!-- <div> -->")]
    [InlineData("<!doctype html>")]
    public void What_nests_nothing_may_come_as_often_as_it_likes(string html) => HtmlGuard.Problem(Repeat(html, 2_000)).ShouldBeNull();

    [Fact]
    public void Text_of_scripts_and_styles_is_no_markup()
    {
        HtmlGuard.Problem("<script>" + Repeat("<div>", 1_000) + "</script>").ShouldBeNull();
        HtmlGuard.Problem("<STYLE>" + Repeat("<div>", 1_000) + "</style>").ShouldBeNull();
        HtmlGuard.Problem("<script></script>" + Repeat("<div>", 1_000)).ShouldNotBeNull();
    }

    [Fact]
    public void Tag_may_have_a_hundred_attributes()
    {
        HtmlGuard.Problem($"<p {Repeat("a ", 100)}>").ShouldBeNull();
        HtmlGuard.Problem($"<p {Repeat("a ", 101)}>").ShouldBe("a tag has too many attributes");
    }

    [Fact]
    public void Quoted_values_end_no_tag() => HtmlGuard.Problem(Repeat("<br title=\"<div><div>\" alt='>'>", 1_000)).ShouldBeNull();

    [Fact]
    public void Page_of_four_million_characters_is_the_longest()
    {
        HtmlGuard.Problem(new string(' ', HtmlGuard.Longest)).ShouldBeNull();
        HtmlGuard.Problem(new string(' ', HtmlGuard.Longest + 1)).ShouldBe("the page is too long to be one");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("<p")]
    [InlineData("<p title=\"")]
    [InlineData("<!--")]
    [InlineData("<script>")]
    [InlineData("</")]
    public void Page_that_ends_anywhere_is_read_to_its_end(string html) => HtmlGuard.Problem(html).ShouldBeNull();

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
