using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Hippique.Racing;
using Hippique.Sources.Countries;

namespace Hippique.Sources.Boturfers;

/// <summary>One row of the programme: off, number, name, discipline, runners.</summary>
internal static partial class BoturfersRow
{
    public static ParseResult<ProgrammeRace> Read(IElement row, DateOnly date)
    {
        var number = Text(row.QuerySelector("th.num .rxcx"));
        if (!RaceCode.Parse(number).TryGet(out var code))
            return Fail($"the number of a race ('{Quoted.Short(number ?? "none")}')");
        if (Off(row, date) is not { } off)
            return Fail($"the off (data-timestamp) of {code}");
        if (Text(row.QuerySelector("td.crs .name")) is not { } name)
            return Fail($"the name of {code}");
        var meeting = Text(row.Closest(".tab-pane")?.QuerySelector(".reu-title")) ?? "";
        var title = MeetingTitle().Match(meeting);
        if (!title.Success || title.Groups[1].Value != code.Meeting.ToString(CultureInfo.InvariantCulture))
            return Fail($"the meeting of {code} ('{Quoted.Short(meeting)}')");
        var runners = Text(row.QuerySelector("td.nb"));
        return ParseResult<ProgrammeRace>.Ok(
            new ProgrammeRace
            {
                Link = new RaceLink(BoturfersSite.Name, date, code, Address(row.QuerySelector("td.crs .name a"))),
                Meeting = CountryNames.MeetingName(title.Groups[2].Value),
                Country = CountryNames.Alpha3(null, title.Groups[2].Value),
                Name = name,
                Off = off,
                Discipline = Kind(Text(row.QuerySelector("td.crs .carac")) ?? ""),
                Quinte = row.ClassList.Contains("quinte"),
                Runners = int.TryParse(runners, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null,
            }
        );
    }

    /// <summary>Epoch seconds; a moment that does not belong to the programme's day is a mistake of the page.</summary>
    private static DateTimeOffset? Off(IElement row, DateOnly date)
    {
        var text = row.QuerySelector("td.hour")?.GetAttribute("data-timestamp");
        if (
            !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || seconds is < 946_684_800 or > 4_102_444_800
        )
            return null;
        var off = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return ParisTime.ProgrammeOf(off) == date || ParisTime.DayOf(off) == date ? off : null;
    }

    /// <summary>The page of the race; of the day's Quinté that is a page without a number.</summary>
    private static string Address(IElement? link)
    {
        var path = link?.GetAttribute("href") ?? "";
        return Path().IsMatch(path) ? BoturfersSite.Address + path : BoturfersSite.Address + "/programme-pmu-du-jour";
    }

    private static Discipline Kind(string text) =>
        Kinds.FirstOrDefault(kind => text.StartsWith(kind.Name, StringComparison.OrdinalIgnoreCase)).Discipline;

    private static readonly (string Name, Discipline Discipline)[] Kinds =
    [
        ("Plat", Discipline.Flat),
        ("Attelé", Discipline.Harness),
        ("Monté", Discipline.MountedTrot),
        ("Haies", Discipline.Hurdle),
        ("Steeple", Discipline.Steeplechase),
        ("Cross", Discipline.CrossCountry),
    ];

    private static string? Text(IElement? element) =>
        element is not null && Spaces().Replace(element.TextContent, " ").Trim() is { Length: > 0 } text ? text : null;

    private static ParseResult<ProgrammeRace> Fail(FormattableString missing) => ParseResult<ProgrammeRace>.Fail(missing);

    [GeneratedRegex(@"[\s\u00a0\u202f]+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"^R([0-9]{1,3}) - (.+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex MeetingTitle();

    [GeneratedRegex(@"^/[a-z0-9/-]{1,200}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Path();
}
