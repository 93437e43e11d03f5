using AngleSharp.Html.Parser;
using Hippique.Sources.Html;

namespace Hippique.Sources.Tests.Html;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData(" a  b\t\n c ", "a b c")]
    [InlineData("2\u00a0700\u202fm", "2 700 m")]
    [InlineData("plain", "plain")]
    [InlineData("  ", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void White_space_becomes_one_space(string? text, string? expected) => HtmlText.Tidy(text).ShouldBe(expected);

    [Fact]
    public void Long_text_is_tidied_too()
    {
        var words = string.Join("  ", Enumerable.Repeat("mot", 500));

        HtmlText.Tidy(words).ShouldBe(string.Join(' ', Enumerable.Repeat("mot", 500)));
    }

    [Fact]
    public void Elements_are_walked_in_the_order_of_the_page()
    {
        using var page = new HtmlParser().ParseDocument("<body><div id=a><p id=b>x<i id=c></i></p></div>text<p id=d></p></body>");

        page.Body!.Below().Select(element => element.Id).ShouldBe(["a", "b", "c", "d"]);
        page.Body!.Inside().Select(element => element.Id).ShouldBe(["a", "d"]);
    }

    [Theory]
    [InlineData("num", true)]
    [InlineData("affix", true)]
    [InlineData("nu", false)]
    [InlineData("um", false)]
    [InlineData("num affix", true)]
    public void Class_is_a_whole_word(string name, bool expected)
    {
        using var page = new HtmlParser().ParseDocument("<body><p class='numero num affix'></p></body>");
        var element = page.Body!.FirstElementChild!;

        element.IsOf(name).ShouldBe(expected);
        element.Is("p", name).ShouldBe(expected);
        element.Is("div", name).ShouldBeFalse();
        (page.Body!.FirstOf(name) is not null).ShouldBe(expected);
    }

    [Fact]
    public void Attribute_that_is_blank_is_missing()
    {
        using var page = new HtmlParser().ParseDocument("<body><p title='  ' alt=' a  b '></p></body>");
        var element = page.Body!.FirstElementChild!;

        element.Attribute("title").ShouldBeNull();
        element.Attribute("alt").ShouldBe("a b");
        element.Attribute("id").ShouldBeNull();
    }
}
