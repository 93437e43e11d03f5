using System.Globalization;
using System.Text.Json.Serialization;

namespace Hippique.Racing;

/// <summary>
/// What is wrong: one sentence without a full stop, as an English format and what stands in its places. Logs, files and HTTP answers hold the English
/// (<see cref="ToString"/>); a screen says the same format in the user's language. There is no conversion from or to a string, so that no sentence is put together out of
/// words that could not be translated.
/// </summary>
[JsonConverter(typeof(ProblemJsonConverter))]
public sealed class Problem : IHasProblem, IEquatable<Problem>
{
    private readonly string? _format;
    private readonly object?[] _places;
    private readonly IReadOnlyList<Problem>? _each;

    private Problem(string? format, object?[] places, IReadOnlyList<Problem>? each = null) =>
        (_format, _places, _each) = (format, places, each);

    Problem IHasProblem.Problem => this;

    /// <summary>Nothing is wrong.</summary>
    public static Problem None { get; } = Verbatim("");

    /// <summary>The problems of which this one consists; itself alone, unless it was made by <see cref="All"/>.</summary>
    public IReadOnlyList<Problem> Each => _each ?? [this];

    /// <param name="sentence">Its format is what is translated, so it holds every word; what stands in a place is a value, a name, a text from outside, another problem, or a thing that has one.</param>
    public static Problem Of(FormattableString sentence)
    {
        ArgumentNullException.ThrowIfNull(sentence);
        return new Problem(sentence.Format, [.. sentence.GetArguments().Select(Place)]);
    }

    /// <summary>A sentence that was kept in English, told apart again.</summary>
    /// <param name="format">Of the problem that said it.</param>
    /// <param name="places">What stood in them.</param>
    public static Problem Again(string format, IReadOnlyList<object> places) => new(format, [.. places.Select(Place)]);

    /// <summary>Words of others (the operating system, a library, a site), or words that are in the user's language already.</summary>
    public static Problem Verbatim(string words) => new(null, [CleanText.Line(words)]);

    /// <summary>Several at once, one a line.</summary>
    public static Problem All(IReadOnlyList<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        return problems is [var only] ? only : new Problem(null, [], problems);
    }

    /// <summary>Several in one line.</summary>
    /// <param name="reasons">At least one.</param>
    public static Problem Row(IEnumerable<IHasProblem> reasons)
    {
        Problem? row = null;
        foreach (var reason in reasons)
            row = row is null ? Of($"{reason}") : Of($"{row}; {reason}");
        return row ?? throw new ArgumentException("nothing to say", nameof(reasons));
    }

    /// <summary>The sentence in a language.</summary>
    /// <param name="culture">Formats the numbers and dates.</param>
    /// <param name="translate">From the English format to that of the language, with the same places in any order.</param>
    public string In(CultureInfo culture, Func<string, string> translate)
    {
        ArgumentNullException.ThrowIfNull(translate);
        if (_each is not null)
            return string.Join('\n', _each.Select(problem => problem.In(culture, translate)));
        if (_format is null)
            return (string)_places[0]!;
        object?[] places = [.. _places.Select(place => place is IHasProblem named ? named.Problem.In(culture, translate) : place)];
        return string.Format(culture, translate(_format), places);
    }

    /// <summary>In English, with numbers and dates as programs write them, and with what has a problem as it stands in logs.</summary>
    public override string ToString()
    {
        if (_each is not null)
            return string.Join('\n', _each);
        return _format is null ? (string)_places[0]! : string.Format(CultureInfo.InvariantCulture, _format, _places);
    }

    /// <summary>Two problems are the same if they say the same.</summary>
    public bool Equals(Problem? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as Problem);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    // A text can be anybody's: what a user typed, what a site wrote. A number or a date waits for the language.
    private static object? Place(object? place) =>
        place switch
        {
            null or IHasProblem or IFormattable => place,
            var other => CleanText.Line(other.ToString() ?? ""),
        };
}
