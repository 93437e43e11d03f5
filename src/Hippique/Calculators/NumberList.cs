using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Calculators;

/// <summary>Lists of numbers as they are typed: <c>2.9,4.6,6.2</c>, or with decimal commas between semicolons or spaces, <c>2,9;4,6;6,2</c> and <c>2,9 4,6 6,2</c>.</summary>
internal static partial class NumberList
{
    private const int Longest = 40;

    /// <param name="name">The option, for the error.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="isAllowed">Every number must pass it.</param>
    /// <param name="allowed">What is allowed, in words.</param>
    public static ParseResult<double[]> Parse(string name, string text, Func<double, bool> isAllowed, string allowed)
    {
        var french = IsFrench(text);
        var parts = french ? FrenchGap().Split(text.Trim()) : text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length > Longest)
            return ParseResult<double[]>.Fail(Texts.Said("numbers_too_many", name, Longest, parts.Length));
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!TryNumber(parts[i], french, out numbers[i]))
                return ParseResult<double[]>.Fail(Texts.Said("numbers_none", name, Quoted.Short(parts[i])));
            if (!double.IsFinite(numbers[i]) || !isAllowed(numbers[i]))
                return ParseResult<double[]>.Fail(Texts.Said("numbers_refused", name, Quoted.Short(parts[i]), allowed));
        }
        return ParseResult<double[]>.Ok(numbers);
    }

    /// <summary>Whole numbers between commas: <c>2,9,4,6</c> is read as four, and may have been meant as 2,9 and 4,6.</summary>
    public static bool IsAmbiguous(string text) => text.Contains(',') && !IsFrench(text) && !text.Contains('.');

    public static ParseResult<double[]> Odds(string name, string text) =>
        Parse(name, text, odds => odds is > 1 and < 1_000_000, Texts.Get("numbers_odds"));

    /// <summary>One number from above 0 to <paramref name="most"/>, with a decimal point or a decimal comma.</summary>
    public static ParseResult<double> Positive(string name, string text, double most)
    {
        if (!TryNumber(text.Trim(), french: true, out var number))
            return ParseResult<double>.Fail(Texts.Said("number_none", name, Quoted.Short(text)));
        return double.IsFinite(number) && number > 0 && number <= most
            ? ParseResult<double>.Ok(number)
            : ParseResult<double>.Fail(Texts.Said("numbers_refused", name, Quoted.Short(text), Texts.Get("numbers_positive", most)));
    }

    /// <summary>Semicolons or spaces stand between the numbers, so that a comma is a decimal one.</summary>
    private static bool IsFrench(string text) => text.Contains(';') || SpacesBetween().IsMatch(text);

    private static bool TryNumber(string text, bool french, out double number) =>
        double.TryParse(french ? text.Replace(',', '.') : text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"\s*;\s*|\s+")]
    private static partial Regex FrenchGap();

    [GeneratedRegex(@"\d\s+\d")]
    private static partial Regex SpacesBetween();
}
