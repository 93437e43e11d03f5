using System.Globalization;
using System.Text.Json;

namespace Hippique.Sources.Geny;

/// <summary>
/// A value of the payload with its references resolved where they are read: <c>$undefined</c> is nothing, <c>$$x</c> the text <c>$x</c>, <c>$12</c> a row, and
/// <c>$7:props:state:queries:1</c> a part of one. A <c>default</c> is nothing, and so is every part of it.
/// </summary>
internal readonly struct FlightNode
{
    private const int LongestChain = 32;

    private readonly FlightRows? _rows;
    private readonly JsonElement _element;
    private readonly string? _text;

    private FlightNode(FlightRows? rows, JsonElement element, string? text) => (_rows, _element, _text) = (rows, element, text);

    public static FlightNode Of(FlightRows rows, JsonElement element) => Resolve(rows, element, 0);

    public bool IsObject => _element.ValueKind == JsonValueKind.Object;
    public bool IsArray => _element.ValueKind == JsonValueKind.Array;
    public bool IsNothing => _text is null && _element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>Null where it is no text, or blank.</summary>
    public string? Text => _text is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    public double? Number => _element.ValueKind == JsonValueKind.Number && _element.TryGetDouble(out var value) ? value : null;

    public int? Whole => _element.ValueKind == JsonValueKind.Number && _element.TryGetInt32(out var value) ? value : null;

    public long? Long => _element.ValueKind == JsonValueKind.Number && _element.TryGetInt64(out var value) ? value : null;

    public bool? Flag => _element.ValueKind is JsonValueKind.True or JsonValueKind.False ? _element.GetBoolean() : null;

    public FlightNode this[string name] =>
        _rows is not null && IsObject && _element.TryGetProperty(name, out var part) ? Resolve(_rows, part, 0) : default;

    /// <summary>Whether the key is there, whatever it holds; a key that is gone is a page that has changed, an empty one says "nothing".</summary>
    public bool Has(string name) => IsObject && _element.TryGetProperty(name, out _);

    public IEnumerable<FlightNode> Items
    {
        get
        {
            if (_rows is null || !IsArray)
                yield break;
            foreach (var item in _element.EnumerateArray())
                yield return Resolve(_rows, item, 0);
        }
    }

    private static FlightNode Resolve(FlightRows rows, JsonElement element, int hops)
    {
        if (element.ValueKind != JsonValueKind.String)
            return new FlightNode(rows, element, null);
        if (Read(element) is not { } text)
            return default;
        if (text.Length < 2 || text[0] != '$')
            return new FlightNode(rows, element, text);
        if (text[1] == '$')
            return new FlightNode(rows, element, text[1..]);
        return hops < LongestChain ? Follow(rows, text[1..], hops) : default;
    }

    /// <summary>Null where the text holds half of a pair of code units, which a mutilated page can.</summary>
    private static string? Read(JsonElement element)
    {
        try
        {
            return element.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Lazy parts (<c>$L28</c>), promises (<c>$@7</c>) and plain references all name a row; anything else ($undefined, $NaN, dates) is nothing here.</summary>
    private static FlightNode Follow(FlightRows rows, string reference, int hops)
    {
        var steps = reference.Split(':');
        var id = steps[0].TrimStart('L', '@');
        if (rows.Text(id) is { } text)
            return steps.Length == 1 ? new FlightNode(rows, default, text) : default;
        if (rows.Json(id) is not { } row)
            return default;
        var at = row;
        foreach (var step in steps.AsSpan(1))
        {
            // A step can lead through a further reference.
            var node = Resolve(rows, at, hops + 1);
            if (Step(node._element, step) is not { } next)
                return default;
            at = next;
        }
        return Resolve(rows, at, hops + 1);
    }

    /// <summary>An element is written as the array <c>["$", type, key, props]</c>.</summary>
    private static JsonElement? Step(JsonElement from, string step)
    {
        if (from.ValueKind == JsonValueKind.Object)
            return from.TryGetProperty(step, out var part) ? part : null;
        if (from.ValueKind != JsonValueKind.Array)
            return null;
        var isElement = from.GetArrayLength() >= 4 && from[0].ValueKind == JsonValueKind.String && from[0].ValueEquals("$");
        var index = step switch
        {
            "type" when isElement => 1,
            "key" when isElement => 2,
            "props" when isElement => 3,
            _ => int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1,
        };
        return index >= 0 && index < from.GetArrayLength() ? from[index] : null;
    }
}
