using System.Globalization;
using System.Text.RegularExpressions;

namespace Hippique.Hosting;

/// <summary>
/// Numbers with the singular or the plural after them, as a text writes it: <c>{0:n|race|races}</c> gives "1 race", "2 races"; <c>{0:s|is|are}</c> the word alone. In French all
/// below 2 is singular, 0 among them; in English 1 alone. The first day of a month is « 1er » in French.
/// </summary>
/// <param name="culture">French or English; any other format is left to it.</param>
internal sealed partial class CountFormat(CultureInfo culture) : IFormatProvider, ICustomFormatter
{
    private const string WithNumber = "n|";
    private const string WordAlone = "s|";

    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : culture.GetFormat(formatType);

    public string Format(string? format, object? arg, IFormatProvider? formatProvider)
    {
        if (format is not null && arg is not null)
        {
            if (format.StartsWith(WithNumber, StringComparison.Ordinal))
                return string.Create(culture, $"{arg} {Form(format, arg)}");
            if (format.StartsWith(WordAlone, StringComparison.Ordinal))
                return Form(format, arg);
        }
        if (format is not null && culture.TwoLetterISOLanguageName == "fr" && IsFirst(arg))
            format = DayOfMonth().Replace(format, "d'er'");
        return arg is IFormattable formattable ? formattable.ToString(format, culture) : arg?.ToString() ?? "";
    }

    private static bool IsFirst(object? arg) => arg is DateOnly { Day: 1 } or DateTime { Day: 1 } or DateTimeOffset { Day: 1 };

    /// <summary>The day beside the name of its month, not that of the week.</summary>
    [GeneratedRegex("(?<!d)d(?= MMMM)")]
    private static partial Regex DayOfMonth();

    private string Form(string format, object number)
    {
        var forms = format.Split('|');
        var amount = Math.Abs(Convert.ToDecimal(number, CultureInfo.InvariantCulture));
        var isOne = culture.TwoLetterISOLanguageName == "fr" ? amount < 2 : amount == 1;
        return isOne ? forms[1] : forms[2];
    }
}
