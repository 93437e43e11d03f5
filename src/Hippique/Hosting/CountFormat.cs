using System.Globalization;

namespace Hippique.Hosting;

/// <summary>
/// Numbers with the singular or the plural after them, as a text writes it: <c>{0:n|race|races}</c> gives "1 race", "2 races"; <c>{0:s|is|are}</c> the word alone. In French all
/// below 2 is singular, 0 among them; in English 1 alone.
/// </summary>
/// <param name="culture">French or English; any other format is left to it.</param>
internal sealed class CountFormat(CultureInfo culture) : IFormatProvider, ICustomFormatter
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
        return arg is IFormattable formattable ? formattable.ToString(format, culture) : arg?.ToString() ?? "";
    }

    private string Form(string format, object number)
    {
        var forms = format.Split('|');
        var amount = Math.Abs(Convert.ToDecimal(number, CultureInfo.InvariantCulture));
        var isOne = culture.TwoLetterISOLanguageName == "fr" ? amount < 2 : amount == 1;
        return isOne ? forms[1] : forms[2];
    }
}
