using System.CommandLine;
using System.Globalization;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>--date</c>: a programme day as <c>YYYY-MM-DD</c>, <c>today</c> or <c>tomorrow</c> (in Paris).</summary>
internal static class DateOption
{
    /// <param name="description">Key of the text that says what the day is for.</param>
    public static Option<DateOnly?> Create(string description) =>
        new("--date")
        {
            Description = Texts.Get(description),
            HelpName = "YYYY-MM-DD",
            CustomParser = result =>
            {
                var text = result.Tokens is [var token] ? token.Value : "";
                if (Read(text) is { } date)
                    return date;
                result.AddError(Texts.Get("date_wrong", Quoted.Short(text)));
                return null;
            },
        };

    /// <summary>The day that is being run in Paris now.</summary>
    public static DateOnly Today => ParisTime.DayOf(TimeProvider.System.GetUtcNow());

    private static DateOnly? Read(string text)
    {
        if (text is "today" or "tomorrow")
            return text == "today" ? Today : Today.AddDays(1);
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }
}
