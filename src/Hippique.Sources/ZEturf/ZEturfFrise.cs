using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Hippique.Racing;
using Hippique.Sources.Addresses;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZEturf;

/// <summary>One race in the strip of races that every page of ZEturf carries.</summary>
/// <param name="Path">The page's path, checked.</param>
/// <param name="Race">What the path says.</param>
/// <param name="Meeting">The racecourse; empty where the strip does not say.</param>
/// <param name="Name">The race's name; null where the strip does not say.</param>
/// <param name="Off">The scheduled off; null where it is missing or no instant.</param>
internal sealed record FriseRace(string Path, CourseReference Race, string Meeting, string? Name, DateTimeOffset? Off);

/// <summary>
/// Reads the strip <c>#frise-course</c>. <c>data-depart</c> is the scheduled off in epoch seconds; <c>data-time</c> beside it is ten minutes later before the off and the
/// moment of the last change after it, so it is not read.
/// </summary>
internal static class ZEturfFrise
{
    /// <summary>In the order of the page; null where the page has no strip.</summary>
    public static List<FriseRace>? Read(IHtmlDocument document)
    {
        if (document.GetElementById("frise-course") is not { } frise)
            return null;
        var races = new List<FriseRace>();
        foreach (var strip in frise.Inside())
        {
            var meeting = strip.FirstOf("nom-reunion")?.FirstOf("nom").Text() ?? "";
            foreach (var item in strip.Below())
            {
                if (item.LocalName == "li" && item.GetAttribute("data-depart") is { } depart && Race(item, depart, meeting) is { } race)
                    races.Add(race);
            }
        }
        return races;
    }

    private static FriseRace? Race(IElement item, string depart, string meeting)
    {
        var link = item.Inside().FirstOrDefault(element => element.LocalName == "a");
        var path = link?.GetAttribute("href") ?? "";
        if (!ZEturfUrl.ParseRacePath(path).TryGet(out var reference))
            return null;
        // "13h55 - Prix de l'Essai"
        var title = link!.Attribute("title") ?? "";
        var dash = title.IndexOf(" - ", StringComparison.Ordinal);
        var name = dash < 0 ? null : HtmlText.Tidy(title[(dash + 3)..]);
        return new FriseRace(path, reference, meeting, name, Instant(depart, reference.Date));
    }

    /// <summary>Null for a number that is no instant of that programme day.</summary>
    public static DateTimeOffset? Instant(string? epochSeconds, DateOnly day)
    {
        if (!long.TryParse(epochSeconds, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return null;
        var middle = ParisTime.At(day, new TimeOnly(16, 0)).ToUnixTimeSeconds();
        return Math.Abs(seconds - middle) <= 20 * 3600 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
    }
}
