using System.Globalization;
using Hippique.Explaining;
using Hippique.Racing;
using Microsoft.AspNetCore.Components;

namespace Hippique.Dashboard.Frame;

/// <summary>A part of a page, in the page's language.</summary>
public abstract class PageComponent : ComponentBase
{
    [CascadingParameter]
    public required PageFrame Frame { get; set; }

    private protected AccountWords Words => field ??= new AccountWords(Frame.Culture);

    private protected CultureInfo Culture => Frame.Culture;

    private protected string Say(string key, params ReadOnlySpan<object?> args) => Frame.Say(key, args);

    /// <summary>On the Paris clock.</summary>
    private protected string Clock(DateTimeOffset instant) => ParisTime.ToParis(instant).ToString("HH:mm", Culture);

    /// <summary>A place in the arrival: 1er, 2e; 1st, 2nd.</summary>
    private protected string Ordinal(int place) =>
        (Frame.Language, place) switch
        {
            ("fr", 1) => "1er",
            ("fr", _) => string.Create(Culture, $"{place}e"),
            (_, 1 or 21) => string.Create(Culture, $"{place}st"),
            (_, 2 or 22) => string.Create(Culture, $"{place}nd"),
            (_, 3 or 23) => string.Create(Culture, $"{place}rd"),
            _ => string.Create(Culture, $"{place}th"),
        };

    /// <summary>The page of a race, in a sandbox that of its own race.</summary>
    private protected string RaceAddress(RaceId race) => Frame.Sandbox?.Path + RaceLinks.Of(race);

    /// <summary>Why there is a bet on it, or none.</summary>
    private protected string WhyAddress(RaceId race) => Frame.Sandbox?.Path + RaceLinks.Why(race);

    /// <summary>The page of its day.</summary>
    private protected string DayAddress(DateOnly date) =>
        Frame.Sandbox?.Path ?? (date == Frame.Today ? "/" : string.Create(CultureInfo.InvariantCulture, $"/day/{date:yyyy-MM-dd}"));

    /// <summary>For <c>datetime</c> and scripts.</summary>
    private protected static string Iso(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
