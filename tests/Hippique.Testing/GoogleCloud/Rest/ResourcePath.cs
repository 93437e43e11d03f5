using System.Text.RegularExpressions;

namespace Hippique.Testing.GoogleCloud.Rest;

/// <summary>A path of a Google API: a version, a resource or a collection, and perhaps a verb after a colon.</summary>
/// <param name="Shape">Without ids: <c>projects/*/locations/*/queues/*/tasks</c>.</param>
/// <param name="Name">The resource, or the collection: <c>projects/p/locations/l/queues/q/tasks</c>.</param>
/// <param name="Verb">Empty: none.</param>
public sealed partial record ResourcePath(string Shape, string Name, string Verb)
{
    /// <summary>The resource that a collection belongs to, or whose part this one is.</summary>
    public string Parent => Name[..Name.LastIndexOf('/')];

    /// <summary>The resource two levels up: the queue of a task.</summary>
    public string Owner => Parent[..Parent.LastIndexOf('/')];

    /// <exception cref="GoogleStatusException">An id is not of the documented form.</exception>
    public static ResourcePath Parse(string path)
    {
        var parts = path.TrimStart('/').Split('/')[1..];
        var verb = "";
        // A project's id may have a colon too, but a project is never the last part of a path here.
        if (parts[^1].LastIndexOf(':') is >= 0 and var colon)
            (parts[^1], verb) = (parts[^1][..colon], parts[^1][(colon + 1)..]);
        var shape = parts.Select((part, index) => index % 2 == 0 ? part : Checked(parts[index - 1], part));
        return new ResourcePath(string.Join('/', shape), string.Join('/', parts), verb);
    }

    private static string Checked(string collection, string id)
    {
        var pattern = collection switch
        {
            "projects" => ProjectPattern(),
            "queues" => QueuePattern(),
            _ => IdPattern(),
        };
        return pattern.IsMatch(id)
            ? "*"
            : throw GoogleStatusException.Invalid($"Invalid resource field value in the request: '{id}' in {collection}.");
    }

    [GeneratedRegex("^[A-Za-z0-9:.-]+$")]
    private static partial Regex ProjectPattern();

    [GeneratedRegex("^[A-Za-z0-9-]{1,100}$")]
    private static partial Regex QueuePattern();

    [GeneratedRegex("^[A-Za-z0-9_-]{1,500}$")]
    private static partial Regex IdPattern();
}
