using System.Globalization;
using Hippique.Racing;

namespace Hippique.Calculators;

/// <summary>Lists of numbers as they are typed: <c>2.9,4.6,6.2</c>, or with semicolons and decimal commas, <c>2,9;4,6;6,2</c>.</summary>
internal static class NumberList
{
    private const int Longest = 40;

    /// <param name="name">The option, for the error.</param>
    /// <param name="text">What was typed.</param>
    /// <param name="isAllowed">Every number must pass it.</param>
    /// <param name="allowed">What is allowed, in words.</param>
    public static ParseResult<double[]> Parse(string name, string text, Func<double, bool> isAllowed, string allowed)
    {
        var french = text.Contains(';');
        var parts = text.Split(french ? ';' : ',', StringSplitOptions.TrimEntries);
        if (parts.Length > Longest)
            return ParseResult<double[]>.Fail($"{name}: at most {Longest} numbers, not {parts.Length}");
        var numbers = new double[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            var plain = french ? parts[i].Replace(',', '.') : parts[i];
            if (!double.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out numbers[i]))
                return ParseResult<double[]>.Fail($"{name}: '{Quoted.Short(parts[i])}' is no number such as 6.2");
            if (!double.IsFinite(numbers[i]) || !isAllowed(numbers[i]))
                return ParseResult<double[]>.Fail($"{name}: '{Quoted.Short(parts[i])}' is refused, {allowed}");
        }
        return ParseResult<double[]>.Ok(numbers);
    }

    /// <summary>Whole numbers between commas: <c>2,9,4,6</c> is read as four, and may have been meant as 2,9 and 4,6.</summary>
    public static bool IsAmbiguous(string text) => text.Contains(',') && !text.Contains(';') && !text.Contains('.');

    public static ParseResult<double[]> Odds(string name, string text) =>
        Parse(name, text, odds => odds is > 1 and < 1_000_000, "odds are above 1");

    /// <summary>One number from above 0 to <paramref name="most"/>.</summary>
    public static ParseResult<double> Positive(string name, string text, double most)
    {
        var read = Parse(
            name,
            text,
            number => number > 0 && number <= most,
            string.Create(CultureInfo.InvariantCulture, $"it is above 0 and at most {most}")
        );
        return !read.TryGet(out var numbers) ? ParseResult<double>.Fail(read.Error)
            : numbers.Length == 1 ? ParseResult<double>.Ok(numbers[0])
            : ParseResult<double>.Fail($"{name}: one number, not {numbers.Length}");
    }
}
