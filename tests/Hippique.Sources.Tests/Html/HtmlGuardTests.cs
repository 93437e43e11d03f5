using System.Text;
using Hippique.Sources.Html;

namespace Hippique.Sources.Tests.Html;

public sealed class HtmlGuardTests
{
    [Fact]
    public void Elements_may_be_five_hundred_deep()
    {
        HtmlGuard.Defect(Repeat("<div>", 500)).ShouldBeNull();
        HtmlGuard.Defect(Repeat("<div>", 501))!.ToString().ShouldBe("elements are nested too deeply");
    }

    [Theory]
    [InlineData("<div></div>")]
    [InlineData("<br>")]
    [InlineData("<IMG src=x>")]
    [InlineData("a < b ")]
    [InlineData("<!-- <div> -->")]
    [InlineData("<!doctype html>")]
    public void What_nests_nothing_may_come_as_often_as_it_likes(string html) => HtmlGuard.Defect(Repeat(html, 2_000)).ShouldBeNull();

    [Fact]
    public void Text_of_scripts_and_styles_is_no_markup()
    {
        HtmlGuard.Defect("<script>" + Repeat("<div>", 1_000) + "</script>").ShouldBeNull();
        HtmlGuard.Defect("<STYLE>" + Repeat("<div>", 1_000) + "</style>").ShouldBeNull();
        HtmlGuard.Defect("<script></script>" + Repeat("<div>", 1_000)).ShouldNotBeNull();
    }

    [Fact]
    public void Tag_may_have_a_hundred_attributes()
    {
        HtmlGuard.Defect($"<p {Repeat("a ", 100)}>").ShouldBeNull();
        HtmlGuard.Defect($"<p {Repeat("a ", 101)}>")!.ToString().ShouldBe("a tag has too many attributes");
    }

    [Fact]
    public void Quoted_values_end_no_tag() => HtmlGuard.Defect(Repeat("<br title=\"<div><div>\" alt='>'>", 1_000)).ShouldBeNull();

    [Fact]
    public void Page_of_four_million_characters_is_the_longest()
    {
        HtmlGuard.Defect(new string(' ', HtmlGuard.Longest)).ShouldBeNull();
        HtmlGuard.Defect(new string(' ', HtmlGuard.Longest + 1))!.ToString().ShouldBe("the page is too long to be one");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<")]
    [InlineData("<p")]
    [InlineData("<p title=\"")]
    [InlineData("<!--")]
    [InlineData("<script>")]
    [InlineData("</")]
    public void Page_that_ends_anywhere_is_read_to_its_end(string html) => HtmlGuard.Defect(html).ShouldBeNull();

    private static string Repeat(string text, int times) => new StringBuilder().Insert(0, text, times).ToString();
}
