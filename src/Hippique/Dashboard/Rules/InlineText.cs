using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Hippique.Dashboard.Rules;

/// <summary>A line of the docs: emphasis and code as such, links as their words, since they lead to files that no page serves.</summary>
public sealed partial class InlineText : ComponentBase
{
    [Parameter, EditorRequired]
    public required string Text { get; set; }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        var rest = 0;
        var text = Link().Replace(Text, "$1");
        foreach (Match mark in Mark().Matches(text))
        {
            builder.AddContent(0, text[rest..mark.Index]);
            builder.OpenElement(1, mark.Groups["code"].Success ? "code" : "em");
            builder.AddContent(2, mark.Groups["code"].Success ? mark.Groups["code"].Value : mark.Groups["em"].Value);
            builder.CloseElement();
            rest = mark.Index + mark.Length;
        }
        builder.AddContent(3, text[rest..]);
    }

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<code>[^`]+)`|\*(?<em>[^*]+)\*", RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
