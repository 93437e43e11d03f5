using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Hippique.Testing.GoogleCloud.Rest;

namespace Hippique.Testing.GoogleCloud.Logging;

/// <summary>
/// The part of the Logging query language that is used here: comparisons joined by AND, of which one may be several joined by OR in brackets. Anything else is refused.
/// </summary>
internal sealed partial class LogFilter
{
    private static readonly string[] Severities =
    [
        "DEFAULT",
        "DEBUG",
        "INFO",
        "NOTICE",
        "WARNING",
        "ERROR",
        "CRITICAL",
        "ALERT",
        "EMERGENCY",
    ];

    private readonly List<List<Func<JsonObject, bool>>> _all;

    private LogFilter(string text, List<List<Func<JsonObject, bool>>> all) => (Text, _all) = (text, all);

    public string Text { get; }

    public static LogFilter Parse(string text)
    {
        var all = new List<List<Func<JsonObject, bool>>>();
        for (var at = 0; at < text.Length; )
        {
            if (all.Count > 0)
                at = Expect(text, at, " AND ");
            var bracket = text[at] == '(';
            var any = new List<Func<JsonObject, bool>>();
            at += bracket ? 1 : 0;
            at = Comparison(text, at, any);
            while (bracket && text.AsSpan(at).StartsWith(" OR "))
                at = Comparison(text, at + 4, any);
            all.Add(any);
            if (bracket)
                at = Expect(text, at, ")");
        }
        return new LogFilter(text, all);
    }

    public bool Holds(JsonObject entry) => _all.All(any => any.Any(one => one(entry)));

    private static int Expect(string text, int at, string word) =>
        text.AsSpan(at).StartsWith(word) ? at + word.Length : throw Unparseable(text, at);

    private static int Comparison(string text, int at, List<Func<JsonObject, bool>> any)
    {
        var match = ComparisonPattern().Match(text, at);
        if (!match.Success)
            throw Unparseable(text, at);
        var (field, sign) = (match.Groups["field"].Value, match.Groups["sign"].Value);
        var value = match.Groups["quoted"].Success ? Regex.Unescape(match.Groups["quoted"].Value) : match.Groups["word"].Value;
        any.Add(Test(field, sign, value));
        return at + match.Length;
    }

    private static Func<JsonObject, bool> Test(string field, string sign, string value) =>
        (field, sign) switch
        {
            ("timestamp", ">=") => entry => Instant(entry["timestamp"]!.GetValue<string>()) >= Instant(value),
            ("severity", ">=") when Severities.Contains(value) => entry =>
                Array.IndexOf(Severities, entry["severity"]?.GetValue<string>() ?? "DEFAULT") >= Array.IndexOf(Severities, value),
            (_, "=") => entry => string.Equals(Of(entry, field), value, StringComparison.OrdinalIgnoreCase),
            (_, ":") => entry => Of(entry, field)?.Contains(value, StringComparison.OrdinalIgnoreCase) == true,
            _ => throw GoogleStatusException.Invalid($"Unparseable filter: {field}{sign}{value}"),
        };

    private static string? Of(JsonObject entry, string field)
    {
        JsonNode? at = entry;
        foreach (var part in field.Split('.'))
            at = (at as JsonObject)?[part];
        return at?.ToString();
    }

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : throw GoogleStatusException.Invalid($"Unparseable filter: timestamp '{text}'");

    private static GoogleStatusException Unparseable(string text, int at) =>
        GoogleStatusException.Invalid($"Unparseable filter: syntax error at column {at}: {text}");

    [GeneratedRegex("""\G(?<field>[A-Za-z_.]+)(?<sign>>=|=|:)("(?<quoted>(?:[^"\\]|\\.)*)"|(?<word>[A-Z]+))""")]
    private static partial Regex ComparisonPattern();
}
