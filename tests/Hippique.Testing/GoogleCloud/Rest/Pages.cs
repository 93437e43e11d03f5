using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Hippique.Testing.GoogleCloud.Rest;

/// <summary>Lists in pages, with tokens that say where the next page begins and to which list they belong.</summary>
public static class Pages
{
    /// <param name="request">With <c>pageSize</c> and <c>pageToken</c>.</param>
    /// <param name="field">Of the items in the answer.</param>
    /// <param name="parent">Whose list it is.</param>
    /// <param name="items">By name, in the order of names.</param>
    /// <param name="max">The largest page.</param>
    /// <param name="tooLargeIsInvalid">Else it is the largest one.</param>
    public static JsonObject Of(
        LoopbackRequest request,
        string field,
        string parent,
        IReadOnlyList<(string Name, JsonObject Item)> items,
        int max,
        bool tooLargeIsInvalid
    )
    {
        var size = Size(request, max, tooLargeIsInvalid);
        var after = request.Asked("pageToken") is { } token ? After(token, parent) : null;
        var left = items.Where(item => after is null || string.CompareOrdinal(item.Name, after) > 0).ToList();
        var page = left.Take(size).ToList();
        var answer = new JsonObject();
        if (page.Count > 0)
            answer[field] = new JsonArray([.. page.Select(item => (JsonNode)item.Item)]);
        if (left.Count > size)
            answer["nextPageToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{parent}\n{page[^1].Name}"));
        return answer;
    }

    private static int Size(LoopbackRequest request, int max, bool tooLargeIsInvalid)
    {
        if (request.Asked("pageSize") is not { } text)
            return max;
        if (!int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size) || size < 0)
            throw GoogleStatusException.Invalid($"Invalid value at 'page_size' (TYPE_INT32), \"{text}\"");
        if (size > max && tooLargeIsInvalid)
            throw GoogleStatusException.Invalid($"The page size must not exceed {max}.");
        return size == 0 || size > max ? max : size;
    }

    private static string After(string token, string parent)
    {
        var bytes = new byte[token.Length];
        var parts = Convert.TryFromBase64String(token, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split('\n') : [];
        return parts.Length == 2 && parts[0] == parent
            ? parts[1]
            : throw GoogleStatusException.Invalid("The page token is not valid for this list.");
    }
}
