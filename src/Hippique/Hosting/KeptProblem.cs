using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Hosting;

/// <summary>
/// A problem of which only the English is left: it was kept in a file, or a service said it over HTTP. Its format is found again among those that have a French text, so that
/// the screen can say it in the user's language; a sentence of no known format stays as it is.
/// </summary>
internal static partial class KeptProblem
{
    // Formats of a few letters ("{0} in {1}") would be found in sentences that are none of theirs.
    private const int FewestLetters = 8;
    private const int Deepest = 4;

    // What is longer is no sentence of the program's.
    private const int Longest = 2000;

    private static readonly Lazy<IReadOnlyList<KnownFormat>> Known = new(() =>
        [
            .. ProblemText
                .Formats.Select(format => new KnownFormat(format, WordsOf(format), new Lazy<Regex>(() => PatternOf(format))))
                .Where(known => known.Words.Sum(words => words.Count(char.IsLetter)) >= FewestLetters)
                .OrderByDescending(known => known.Words.Sum(words => words.Length)),
        ]
    );

    private static readonly Dictionary<string, SourceErrorKind> Kinds = Enum.GetValues<SourceErrorKind>()
        .ToDictionary(kind => new SourceError(kind, "", "", Problem.None).Code, StringComparer.Ordinal);

    /// <param name="english">What a problem's <see cref="Problem.ToString"/> gave.</param>
    public static Problem Of(string english) => Of(english, Deepest);

    /// <param name="code">Of a source's refusal: <c>not_found</c>.</param>
    public static Problem OfCode(string code) => Kinds.TryGetValue(code, out var kind) ? kind.Words() : Problem.Verbatim(code);

    private static Problem Of(string english, int depth)
    {
        if (depth == 0 || english.Length > Longest)
            return Problem.Verbatim(english);
        if (OfSources(english, depth) is { } refused)
            return refused;
        foreach (var (format, words, pattern) in Known.Value)
        {
            if (
                words.All(part => english.Contains(part, StringComparison.Ordinal))
                && pattern.Value.Match(english) is { Success: true } match
            )
                return Problem.Again(format, [.. PlacesOf(match).Select(place => Said(place, depth))]);
        }
        return Problem.Verbatim(english);
    }

    // Several sources in one line: "zeturf: timeout: no answer (https://…); pmu: not_found: no race (https://…)".
    private static Problem? OfSources(string english, int depth)
    {
        var errors = new List<SourceError>();
        foreach (var part in BetweenSources().Split(english))
        {
            if (SourceLine().Match(part) is not { Success: true } line || !Kinds.TryGetValue(line.Groups[2].Value, out var kind))
                return null;
            errors.Add(new SourceError(kind, line.Groups[1].Value, line.Groups[4].Value, Of(line.Groups[3].Value, depth - 1)));
        }
        return Problem.Row(errors);
    }

    private static IEnumerable<string> PlacesOf(Match match) =>
        match
            .Groups.Values.Skip(1)
            .OrderBy(group => int.Parse(group.Name.AsSpan(1), CultureInfo.InvariantCulture))
            .Select(group => group.Value);

    private static object Said(string place, int depth) =>
        DateOnly.TryParseExact(place, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : Of(place, depth - 1);

    private static string[] WordsOf(string format) => [.. Place().Split(format).Where((_, at) => at % 2 == 0)];

    /// <summary>The words as they are, each place anything; named by its number, since a place can stand anywhere. The text can be a site's, so the time is linear.</summary>
    private static Regex PatternOf(string format)
    {
        var pattern = Place().Replace(Regex.Escape(format).Replace(@"\{", "{", StringComparison.Ordinal), "(?<p$1>.+?)");
        return new Regex($@"\A{pattern}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    /// <summary>A format that has a French text.</summary>
    /// <param name="Format">Its English.</param>
    /// <param name="Words">What stands between its places: they tell at once whether the pattern is worth trying.</param>
    /// <param name="Pattern">Finds its places again; made once, when its words are first found, since that takes longer than to use it.</param>
    private sealed record KnownFormat(string Format, string[] Words, Lazy<Regex> Pattern);

    [GeneratedRegex(@"\{([0-9]+)[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex(@"\A([a-z_-]+): ([a-z_]+): (.*) \(([^()]*)\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex SourceLine();

    [GeneratedRegex(@"(?<=\)); (?=[a-z_-]+: [a-z_]+: )", RegexOptions.CultureInvariant)]
    private static partial Regex BetweenSources();
}
