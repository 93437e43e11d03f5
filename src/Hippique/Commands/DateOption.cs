using System.CommandLine;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary><c>--date</c>: a programme day as <c>YYYY-MM-DD</c>, <c>06/12/2025</c>, <c>today</c> or <c>tomorrow</c> (in Paris).</summary>
internal static class DateOption
{
    /// <param name="description">Key of the text that says what the day is for.</param>
    /// <param name="name">Another than <c>--date</c>.</param>
    public static Option<DateOnly?> Create(string description, string name = "--date") =>
        new(name)
        {
            Description = Texts.Get(description),
            HelpName = "YYYY-MM-DD",
            CustomParser = result =>
            {
                var text = result.Tokens is [var token] ? token.Value : "";
                var day = DayText.Parse(DayInput.Normal(text), TimeProvider.System);
                if (day.IsOk)
                    return day.Value;
                result.AddError(Wrong(text));
                return null;
            },
        };

    /// <summary>The same for a verb that hands the day on to the service, as the service reads it; null if nothing was typed.</summary>
    public static Option<string?> CreateText(string description) =>
        new("--date")
        {
            Description = Texts.Get(description),
            HelpName = "YYYY-MM-DD",
            CustomParser = result =>
            {
                var text = result.Tokens is [var token] ? token.Value : "";
                var day = DayInput.Normal(text);
                if (!DayText.Parse(day, TimeProvider.System).IsOk)
                    result.AddError(Wrong(text));
                return day;
            },
        };

    private static string Wrong(string text) => Texts.Get("date_wrong", Quoted.Short(text));

    /// <summary>The day that is being run in Paris now.</summary>
    public static DateOnly Today => ParisTime.ProgrammeOf(TimeProvider.System.GetUtcNow());
}
