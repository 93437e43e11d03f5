using System.Globalization;
using System.Text.RegularExpressions;

namespace Hippique.Racing;

/// <summary>Numbers, money and times as French pages write them and French readers expect them; independent of the machine's culture.</summary>
public static partial class FrenchText
{
    private const char NoBreakSpace = '\u00a0';
    private const char NarrowNoBreakSpace = '\u202f';

    private static readonly NumberFormatInfo Format = new()
    {
        NumberDecimalSeparator = ",",
        NumberGroupSeparator = NarrowNoBreakSpace.ToString(),
        NumberGroupSizes = [3],
        NegativeSign = "-",
    };

    /// <summary>
    /// Reads <c>1 770,50</c>, <c>6,2</c> or <c>12</c>: a comma before the decimals, any kind of space between groups of three digits. A point is refused: on a French page it
    /// could be either.
    /// </summary>
    public static ParseResult<decimal> ParseDecimal(string? text)
    {
        var plain = Plain(text);
        if (!Number().IsMatch(plain))
            return ParseResult<decimal>.Fail($"'{Quoted.Short(text ?? "")}' is no number in French notation, such as 1 770,50");
        var invariant = plain.Replace(" ", "", StringComparison.Ordinal).Replace(',', '.');
        return decimal.TryParse(
            invariant,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var value
        )
            ? ParseResult<decimal>.Ok(value)
            : ParseResult<decimal>.Fail($"'{Quoted.Short(text ?? "")}' is too large a number");
    }

    /// <summary>Reads <c>1 770,50 €</c>, with or without the sign.</summary>
    public static ParseResult<Euro> ParseEuro(string? text)
    {
        var amount = ParseDecimal(Plain(text).TrimEnd('€').TrimEnd());
        return amount.TryGet(out var value) ? ParseResult<Euro>.Ok(new Euro(value)) : ParseResult<Euro>.Fail(amount.Error);
    }

    /// <summary>
    /// Reads a time of trot, <c>1'18''40</c>, <c>1'18"4</c> or <c>1’18’’40</c> (typographic apostrophes too), in seconds: 78.40. Decimals are a fraction, so 4 and 40 are the same.
    /// </summary>
    public static ParseResult<double> ParseTrotTime(string? text)
    {
        var match = TrotTime().Match(Plain(text).Replace('’', '\'').Replace("\"", "''", StringComparison.Ordinal));
        if (!match.Success)
            return ParseResult<double>.Fail($"'{Quoted.Short(text ?? "")}' is no time such as 1'18''40");
        var minutes = int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        var seconds = int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture);
        var fraction = match.Groups[3].Length == 0 ? 0 : double.Parse("0." + match.Groups[3].Value, CultureInfo.InvariantCulture);
        return ParseResult<double>.Ok(minutes * 60 + seconds + fraction);
    }

    /// <summary><c>1 770,50 €</c>: two decimals, no-break spaces.</summary>
    public static string Euros(Euro amount) => amount.Amount.ToString("N2", Format) + NoBreakSpace + "€";

    /// <summary><c>6,2</c>: at least one decimal, at most <paramref name="decimals"/>.</summary>
    public static string Number(double value, int decimals) => value.ToString("0.0" + new string('#', Math.Max(0, decimals - 1)), Format);

    /// <summary>Every kind of space, and the entity of the no-break space, becomes one plain space.</summary>
    private static string Plain(string? text) =>
        Spaces().Replace((text ?? "").Replace("&nbsp;", " ", StringComparison.Ordinal), " ").Trim();

    [GeneratedRegex(@"[\s\u00a0\u202f\u2009]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^[+-]?([0-9]+|[0-9]{1,3}( [0-9]{3})+)(,[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^([0-9])'([0-9]{2})''([0-9]{0,3})$", RegexOptions.CultureInvariant)]
    private static partial Regex TrotTime();
}
