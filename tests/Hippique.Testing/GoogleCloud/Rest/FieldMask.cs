using System.Text.Json.Nodes;

namespace Hippique.Testing.GoogleCloud.Rest;

/// <summary>An <c>updateMask</c>: which fields of a resource are replaced.</summary>
public static class FieldMask
{
    /// <summary>The resource with the masked fields of the change; a masked field that the change does not have is cleared.</summary>
    /// <param name="there">The resource; stays as it is.</param>
    /// <param name="change">What is sent.</param>
    /// <param name="mask">Paths with commas between, in either spelling; null: every one of <paramref name="fields"/>.</param>
    /// <param name="fields">The first parts of paths that can be changed.</param>
    public static JsonObject Apply(JsonObject there, JsonObject change, string? mask, params IReadOnlyList<string> fields)
    {
        var next = (JsonObject)there.DeepClone();
        foreach (var path in mask is null ? fields : mask.Split(',').Select(Camel))
        {
            var parts = path.Split('.');
            if (!fields.Contains(parts[0]))
                throw GoogleStatusException.Invalid($"Invalid field mask: '{path}' cannot be updated.");
            Replace(next, change, parts);
        }
        return next;
    }

    private static void Replace(JsonObject target, JsonObject? source, ReadOnlySpan<string> path)
    {
        var value = source?[path[0]];
        if (path.Length == 1)
        {
            if (value is null)
                target.Remove(path[0]);
            else
                target[path[0]] = value.DeepClone();
            return;
        }
        if (target[path[0]] is not JsonObject inner)
            target[path[0]] = inner = [];
        Replace(inner, value as JsonObject, path[1..]);
    }

    private static string Camel(string path)
    {
        var words = path.Trim().Split('_');
        return words[0] + string.Concat(words.Skip(1).Select(word => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
