using System.Globalization;
using System.Net;
using System.Text;
using Hippique.Demo.Simulation;
using Hippique.Racing;

namespace Hippique.Demo.Pages;

/// <summary>The strip of races that every page carries, and how the site writes words and times.</summary>
internal static class Frise
{
    public static void Write(StringBuilder page, SimulatedDay day, DateTimeOffset now)
    {
        page.Append("<div id=\"frise-course\">\n");
        foreach (var meeting in day.Meetings)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"""
                <div class="strip2" data-isTargeted="{meeting.Number}">
                <div class="nom-reunion"><a href="{Meeting(
                    day,
                    meeting
                )}"><div class="numero"><span>R{meeting.Number}</span></div><div class="nom">{Text(meeting.Name)}</div></a></div>
                <ul class="scroll-content">

                """
            );
            foreach (var race in meeting.Races)
            {
                var off = race.OffShownAt(now);
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"""
                    <li class="scroll-element" data-time="{off.ToUnixTimeSeconds() + 600}" data-depart="{off.ToUnixTimeSeconds()}">
                    <a href="{SitePaths.Race(race)}" title="{Time(off)} - {Text(
                        race.Name
                    )}" class="tooltip"><span class="numero">{race.Id.Code.Race}</span></a>
                    </li>

                    """
                );
            }
            page.Append("</ul>\n</div>\n");
        }
        page.Append("</div>\n");
    }

    public static string Meeting(SimulatedDay day, SimulatedMeeting meeting) =>
        string.Create(CultureInfo.InvariantCulture, $"/fr/reunion/{day.Date:yyyy-MM-dd}/R{meeting.Number}-{SitePaths.Slug(meeting.Name)}");

    public static string Text(string text) => WebUtility.HtmlEncode(text);

    /// <summary><c>21/11/2025</c>.</summary>
    public static string Day(DateOnly date) => date.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);

    /// <summary><c>15h45</c> on the Paris clock.</summary>
    public static string Time(DateTimeOffset instant) => ParisTime.ToParis(instant).ToString("HH'h'mm", CultureInfo.InvariantCulture);

    public static string Kind(Discipline discipline) =>
        discipline switch
        {
            Discipline.Flat => "Plat",
            Discipline.Harness => "Attelé",
            Discipline.MountedTrot => "Monté",
            Discipline.Hurdle => "Haies",
            Discipline.Steeplechase => "Steeple-chase",
            _ => throw new ArgumentOutOfRangeException(nameof(discipline), discipline, null),
        };
}
