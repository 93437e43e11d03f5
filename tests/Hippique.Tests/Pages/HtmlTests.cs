using System.Globalization;
using Hippique.Pages;

namespace Hippique.Tests.Pages;

public sealed class HtmlTests
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;")]
    [InlineData("\"&' é", "&quot;&amp;&#x27; é")]
    [InlineData(null, "")]
    public void A_value_is_text_whatever_stands_in_it(string? value, string expected) =>
        new Html(French).Add($"<p title=\"{value}\">{value}</p>").ToString().ShouldBe($"<p title=\"{expected}\">{expected}</p>");

    [Fact]
    public void Numbers_are_written_in_the_pages_language() =>
        new Html(French).Add($"<td>{2.5:0.00}</td><td>{7}</td>").ToString().ShouldBe("<td>2,50</td><td>7</td>");

    [Fact]
    public void Markup_in_markup_stays_markup_and_its_values_text()
    {
        var inner = new Html(French).Add($"<b>{"<"}</b>");

        new Html(French).Add($"<p>{inner}</p>").ToString().ShouldBe("<p><b>&lt;</b></p>");
    }
}
