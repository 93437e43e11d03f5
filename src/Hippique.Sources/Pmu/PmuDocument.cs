using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>An answer of PMU's programme API as JSON, or the reason why it is none.</summary>
internal static class PmuDocument
{
    private const int Longest = 8_000_000;

    public static JsonDocument? Open(ReadOnlyMemory<byte> body, string url, out SourceError? error)
    {
        error = null;
        var text = body.Span.TrimStart(" \t\r\n\uFEFF"u8);
        if (text.IsEmpty)
            error = Error(SourceErrorKind.Truncated, url, Problem.Of($"the answer is empty"));
        else if (text.Length > Longest)
            error = Error(SourceErrorKind.TooLarge, url, Problem.Of($"the answer is too long to be one"));
        else if (text[0] is not ((byte)'{' or (byte)'['))
            error = Error(SourceErrorKind.Malformed, url, Problem.Of($"this is no JSON"));
        if (error is not null)
            return null;
        try
        {
            var document = JsonDocument.Parse(body[^text.Length..], new JsonDocumentOptions { MaxDepth = 32 });
            error = ErrorBody(document.RootElement, url);
            return document;
        }
        catch (JsonException broken)
        {
            // JSON that is cut breaks at its end, anything else before.
            var cut = text.TrimEnd(" \t\r\n"u8)[^1] is not ((byte)'}' or (byte)']');
            error = Error(
                cut ? SourceErrorKind.Truncated : SourceErrorKind.Malformed,
                url,
                Problem.Of($"the JSON breaks at byte {broken.BytePositionInLine}")
            );
            return null;
        }
    }

    public static SourceError Error(SourceErrorKind kind, string url, Problem missing) => new(kind, PmuSite.Name, url, missing);

    public static SourceError Changed(string url, Problem missing) => Error(SourceErrorKind.Changed, url, missing);

    /// <summary>The API answers errors as <c>{"code": …, "message": …}</c>, sometimes with HTTP 200.</summary>
    private static SourceError? ErrorBody(JsonElement root, string url)
    {
        var message = root.Text("message") ?? root.Text("error");
        return
            root.ValueKind == JsonValueKind.Object
            && message is not null
            && root.List("participants") is null
            && root.Child("programme") is null
            ? Error(SourceErrorKind.Unavailable, url, Problem.Of($"PMU says '{Quoted.Short(message)}'"))
            : null;
    }

    /// <summary>The property, if it is an object.</summary>
    public static JsonElement? Child(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value
            : null;

    /// <summary>The property, if it is an array.</summary>
    public static JsonElement? List(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value
            : null;

    /// <summary>The property, if it is text that is not blank; trimmed.</summary>
    public static string? Text(this JsonElement element, string name)
    {
        if (
            element.ValueKind != JsonValueKind.Object
            || !element.TryGetProperty(name, out var value)
            || value.ValueKind != JsonValueKind.String
        )
            return null;
        try
        {
            var text = value.GetString()!.Trim();
            return text.Length == 0 ? null : text;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped.
            return null;
        }
    }

    /// <summary>The property, if it is a whole number from <paramref name="from"/> to <paramref name="to"/>.</summary>
    public static long? Whole(this JsonElement element, string name, long from, long to) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var number)
        && number >= from
        && number <= to
            ? number
            : null;

    public static int? Count(this JsonElement element, string name, int from = 0, int to = 100_000) => (int?)element.Whole(name, from, to);

    /// <summary>The property, if it is a number.</summary>
    public static double? Number(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out var number)
            ? number
            : null;

    /// <summary>The property says no; one that is missing does not.</summary>
    public static bool Denies(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.False;

    public static bool Flag(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The property, if it is an instant in epoch milliseconds between 2000 and 2100.</summary>
    public static DateTimeOffset? Instant(this JsonElement element, string name) =>
        element.Whole(name, 946_684_800_000, 4_102_444_800_000) is { } stamp ? DateTimeOffset.FromUnixTimeMilliseconds(stamp) : null;

    /// <summary>The items, if there are any.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? list) => list is { } array ? array.EnumerateArray().AsEnumerable() : [];
}
