using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hippique.Sources.Geny;

/// <summary>
/// The rows of a payload, <c>id:value</c>. Most end with a line feed; text and binary rows (<c>12:T4bc,</c>) say their length in bytes instead and the next row follows at
/// once, so the payload must not be split at line feeds alone.
/// </summary>
internal sealed class FlightRows
{
    // Rows of typed arrays are counted like text.
    private const string Counted = "TAOoUSsLlGgMmV";

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _json = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonElement?> _parsed = new(StringComparer.Ordinal);

    private FlightRows() { }

    /// <summary>The payload ends inside a row.</summary>
    public bool Cut { get; private set; }

    /// <summary>Ids of the rows that hold JSON, in the order of the payload.</summary>
    public IEnumerable<string> JsonIds => _json.Keys;

    public static FlightRows Split(byte[] payload)
    {
        var rows = new FlightRows();
        var at = 0;
        while (at < payload.Length)
        {
            var colon = payload.AsSpan(at).IndexOf((byte)':');
            if (colon < 0 || !IsId(payload.AsSpan(at, colon)))
            {
                // Whatever this line is, the next one may be a row again.
                var end = payload.AsSpan(at).IndexOf((byte)'\n');
                rows.Cut |= end < 0;
                at = end < 0 ? payload.Length : at + end + 1;
                continue;
            }
            var id = Encoding.ASCII.GetString(payload, at, colon);
            at = rows.Add(id, payload, at + colon + 1);
        }
        return rows;
    }

    /// <summary>The text of a row, or null where it is no text row.</summary>
    public string? Text(string id) => _texts.GetValueOrDefault(id);

    /// <summary>Whether a JSON row has these bytes in it; cheaper than parsing all of them.</summary>
    public bool Mentions(string id, ReadOnlySpan<byte> needle) => _json[id].Span.IndexOf(needle) >= 0;

    /// <summary>The value of a row; null where there is none or it is no JSON.</summary>
    public JsonElement? Json(string id)
    {
        if (_parsed.TryGetValue(id, out var known))
            return known;
        JsonElement? element = null;
        if (_json.TryGetValue(id, out var bytes))
        {
            try
            {
                using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 128 });
                element = document.RootElement.Clone();
            }
            // A row of a cut or changed page; the caller says what is missing without it.
            catch (JsonException) { }
        }
        return _parsed[id] = element;
    }

    private int Add(string id, byte[] payload, int at)
    {
        if (
            at < payload.Length
            && Counted.Contains((char)payload[at], StringComparison.Ordinal)
            && Length(payload, at + 1) is var (length, from)
        )
        {
            var whole = length <= payload.Length - from;
            if (whole && payload[at] == (byte)'T')
                _texts[id] = Encoding.UTF8.GetString(payload, from, length);
            Cut |= !whole;
            return whole ? from + length : payload.Length;
        }
        var end = payload.AsSpan(at).IndexOf((byte)'\n');
        // Only the very last row may end without a line feed, and then it is whole or it is no JSON.
        var next = end < 0 ? payload.Length : at + end + 1;
        _json[id] = payload.AsMemory(at, (end < 0 ? payload.Length : at + end) - at);
        return next;
    }

    private static (int Length, int From)? Length(byte[] payload, int at)
    {
        var comma = payload.AsSpan(at, Math.Min(10, payload.Length - at)).IndexOf((byte)',');
        if (comma <= 0)
            return null;
        var digits = Encoding.ASCII.GetString(payload, at, comma);
        return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) && length >= 0
            ? (length, at + comma + 1)
            : null;
    }

    private static bool IsId(ReadOnlySpan<byte> text)
    {
        if (text.Length > 8)
            return false;
        foreach (var letter in text)
        {
            if (!char.IsAsciiHexDigitLower((char)letter))
                return false;
        }
        return true;
    }
}
