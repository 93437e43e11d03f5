using AngleSharp.Dom;

namespace Hippique.Sources.Html;

/// <summary>Walking a document and reading its text, without the allocations of selectors and live collections.</summary>
internal static class HtmlText
{
    /// <summary>The text of an element with every run of white space as one space, trimmed; null where there is no element or no text.</summary>
    public static string? Text(this IElement? element) => Tidy(element?.TextContent);

    /// <summary>The same for an attribute's value or any other text.</summary>
    public static string? Tidy(string? text)
    {
        if (text is null)
            return null;
        var buffer = text.Length <= 512 ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character))
                buffer[length++] = character;
            else if (length > 0 && buffer[length - 1] != ' ')
                buffer[length++] = ' ';
        }
        var tidy = buffer[..length].TrimEnd(' ');
        return tidy.IsEmpty ? null : tidy.ToString();
    }

    /// <summary>The attribute's value, tidied; null where it is missing or blank.</summary>
    public static string? Attribute(this IElement element, string name) => Tidy(element.GetAttribute(name));

    /// <summary>All elements below, in the order of the page.</summary>
    public static IEnumerable<IElement> Below(this INode root)
    {
        var open = new Stack<(INodeList Children, int Next)>();
        open.Push((root.ChildNodes, 0));
        while (open.TryPop(out var level))
        {
            if (level.Next >= level.Children.Length)
                continue;
            open.Push((level.Children, level.Next + 1));
            if (level.Children[level.Next] is not IElement element)
                continue;
            yield return element;
            if (element.HasChildNodes)
                open.Push((element.ChildNodes, 0));
        }
    }

    /// <summary>The first element below with this class.</summary>
    public static IElement? FirstOf(this INode root, string className)
    {
        foreach (var element in root.Below())
        {
            if (element.IsOf(className))
                return element;
        }
        return null;
    }

    /// <summary>The elements directly below, in the order of the page.</summary>
    public static IEnumerable<IElement> Inside(this INode root)
    {
        var nodes = root.ChildNodes;
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i] is IElement element)
                yield return element;
        }
    }

    public static bool IsOf(this IElement element, string className)
    {
        var classes = element.ClassName.AsSpan();
        while (!classes.IsEmpty)
        {
            var start = classes.IndexOf(className, StringComparison.Ordinal);
            if (start < 0)
                return false;
            var end = start + className.Length;
            if ((start == 0 || char.IsWhiteSpace(classes[start - 1])) && (end == classes.Length || char.IsWhiteSpace(classes[end])))
                return true;
            classes = classes[end..];
        }
        return false;
    }

    public static bool Is(this IElement element, string localName, string className) =>
        element.LocalName == localName && element.IsOf(className);
}
