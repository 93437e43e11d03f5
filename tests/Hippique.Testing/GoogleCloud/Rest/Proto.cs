using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hippique.Testing.GoogleCloud.Rest;

/// <summary>Reads and writes the JSON of protocol buffers, and refuses what Google's front end refuses.</summary>
public static partial class Proto
{
    private static readonly string[] SystemParameters =
    [
        "alt",
        "$alt",
        "key",
        "prettyPrint",
        "quotaUser",
        "fields",
        "access_token",
        "callback",
    ];

    /// <summary>An object may have these fields and no other.</summary>
    public static void Fields(JsonObject message, string at, params IReadOnlyList<string> names)
    {
        foreach (var (name, _) in message)
        {
            if (!names.Contains(name))
                throw GoogleStatusException.Invalid(
                    $"Invalid JSON payload received. Unknown name \"{name}\" at '{at}': Cannot find field."
                );
        }
    }

    /// <summary>A query may have these parameters and those that every API knows.</summary>
    public static void Query(LoopbackRequest request, params IReadOnlyList<string> names)
    {
        foreach (var name in request.Query.Keys)
        {
            if (!names.Contains(name) && !SystemParameters.Contains(name))
                throw GoogleStatusException.Invalid(
                    $"Invalid JSON payload received. Unknown name \"{name}\": Cannot bind query parameter."
                );
        }
    }

    public static JsonObject? Message(JsonObject from, string name) =>
        from[name] switch
        {
            null => null,
            JsonObject message => message,
            _ => throw GoogleStatusException.Invalid($"Invalid value at '{name}'"),
        };

    public static string? Text(JsonObject from, string name) =>
        from[name] switch
        {
            null => null,
            JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
            _ => throw GoogleStatusException.Invalid($"Invalid value at '{name}' (TYPE_STRING)"),
        };

    public static double? Number(JsonObject from, string name) =>
        from[name] switch
        {
            null => null,
            JsonValue value when value.GetValueKind() == JsonValueKind.Number => double.Parse(
                value.ToJsonString(),
                CultureInfo.InvariantCulture
            ),
            JsonValue value
                when value.GetValueKind() == JsonValueKind.String
                    && double.TryParse(value.GetValue<string>(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) =>
                number,
            _ => throw GoogleStatusException.Invalid($"Invalid value at '{name}' (TYPE_DOUBLE)"),
        };

    /// <summary>A member of an enumeration, by name or number; the first one where it is not given.</summary>
    public static string Enum(string? given, string at, params IReadOnlyList<string> names)
    {
        if (given is null)
            return names[0];
        if (int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < names.Count)
            return names[number];
        return names.Contains(given) ? given : throw GoogleStatusException.Invalid($"Invalid value at '{at}' (TYPE_ENUM), \"{given}\"");
    }

    public static string Enum(JsonObject from, string name, params IReadOnlyList<string> names) =>
        Enum(from[name]?.ToString(), name, names);

    public static DateTimeOffset? Timestamp(JsonObject from, string name)
    {
        if (Text(from, name) is not { } text)
            return null;
        return
            TimestampPattern().IsMatch(text)
            && DateTimeOffset.TryParse(Decimals(text), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var at)
            ? new DateTimeOffset(at.UtcTicks / 10 * 10, TimeSpan.Zero)
            : throw GoogleStatusException.Invalid(
                $"Invalid value at '{name}' (type.googleapis.com/google.protobuf.Timestamp), Field '{name}', Illegal timestamp format"
            );
    }

    public static TimeSpan? Duration(JsonObject from, string name)
    {
        if (Text(from, name) is not { } text)
            return null;
        return DurationPattern().Match(text) is { Success: true } match
            ? TimeSpan.FromTicks((long)(double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond))
            : throw GoogleStatusException.Invalid(
                $"Invalid value at '{name}' (type.googleapis.com/google.protobuf.Duration), Field '{name}', Illegal duration format"
            );
    }

    public static byte[] Bytes(JsonObject from, string name)
    {
        var text = Text(from, name) ?? "";
        var bytes = new byte[text.Length];
        var plain = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        return Convert.TryFromBase64String(plain.PadRight((plain.Length + 3) / 4 * 4, '='), bytes, out var length)
            ? bytes[..length]
            : throw GoogleStatusException.Invalid($"Invalid value at '{name}' (TYPE_BYTES), Base64 decoding failed");
    }

    public static string Write(DateTimeOffset at) =>
        at.UtcDateTime.ToString(
            at.Ticks % TimeSpan.TicksPerSecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'",
            CultureInfo.InvariantCulture
        );

    public static string Write(TimeSpan duration) =>
        duration.TotalSeconds.ToString(duration.Ticks % TimeSpan.TicksPerSecond == 0 ? "0's'" : "0.000's'", CultureInfo.InvariantCulture);

    // More decimals than a tick has are dropped.
    private static string Decimals(string text) => LongFraction().Replace(text, "$1");

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex TimestampPattern();

    [GeneratedRegex(@"^(\d+(?:\.\d{1,9})?)s$")]
    private static partial Regex DurationPattern();

    [GeneratedRegex(@"(\.\d{7})\d+")]
    private static partial Regex LongFraction();
}
