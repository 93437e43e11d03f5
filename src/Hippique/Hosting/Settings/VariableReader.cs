using System.Globalization;
using Hippique.Racing;

namespace Hippique.Hosting.Settings;

/// <summary>Reads variables one by one and collects what is wrong with them; an unset or empty variable has its default.</summary>
internal sealed class VariableReader(IReadOnlyDictionary<string, string> variables)
{
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public IEnumerable<string> NamesLike(string prefix) => variables.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal));

    public string? Text(string name) => variables.TryGetValue(name, out var value) && value.Trim() is { Length: > 0 } text ? text : null;

    public void Refuse(string name, Problem what) => _problems.Add(Problem.Of($"{name}: {what}"));

    public T Parse<T>(string name, T standard, Func<string, ParseResult<T>> parse)
    {
        if (Text(name) is not { } text)
            return standard;
        var parsed = parse(text);
        if (parsed.TryGet(out var value))
            return value;
        Refuse(name, parsed.Error);
        return standard;
    }

    public bool Flag(string name, bool standard) =>
        Parse(
            name,
            standard,
            text =>
                text.ToLowerInvariant() switch
                {
                    "true" or "1" or "yes" or "on" => ParseResult<bool>.Ok(true),
                    "false" or "0" or "no" or "off" => ParseResult<bool>.Ok(false),
                    _ => ParseResult<bool>.Fail($"'{Quoted.Short(text)}' is neither true nor false"),
                }
        );

    public int Whole(string name, int standard, int least, int most) =>
        Parse(
            name,
            standard,
            text =>
                int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                    ? ParseResult<int>.Ok(number)
                    : ParseResult<int>.Fail($"'{Quoted.Short(text)}' is no whole number from {least} to {most}")
        );

    /// <summary>A number with a decimal point, more than 0 and at most <paramref name="most"/>.</summary>
    public decimal Positive(string name, decimal standard, decimal most) =>
        Parse(
            name,
            standard,
            text =>
                decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number > 0
                && number <= most
                    ? ParseResult<decimal>.Ok(number)
                    : ParseResult<decimal>.Fail($"'{Quoted.Short(text)}' is no number above 0 and at most {Written(most)}")
        );

    /// <summary>An amount with a decimal point, from 0 to <paramref name="most"/>; 0 if it is wrong or unset.</summary>
    public decimal Amount(string name, decimal most) =>
        Parse(
            name,
            0m,
            text =>
                decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most
                    ? ParseResult<decimal>.Ok(number)
                    : ParseResult<decimal>.Fail($"'{Quoted.Short(text)}' is no amount from 0 to {Written(most)}")
        );

    public Uri? Address(string name) =>
        Parse<Uri?>(
            name,
            null,
            text =>
                Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https")
                    ? ParseResult<Uri?>.Ok(uri)
                    : ParseResult<Uri?>.Fail($"'{Quoted.Short(text)}' is no http or https address")
        );

    public IReadOnlyList<T> List<T>(string name, IReadOnlyList<T> standard, Func<string, ParseResult<T>> parse)
    {
        if (Text(name) is not { } text)
            return standard;
        var found = new List<T>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (parse(part) is var parsed && parsed.TryGet(out var value))
                found.Add(value);
            else
                Refuse(name, parsed.Error);
        }
        return found;
    }

    // With the decimal point that the variable needs, whatever the language of the screen.
    private static string Written(decimal number) => number.ToString(CultureInfo.InvariantCulture);
}
