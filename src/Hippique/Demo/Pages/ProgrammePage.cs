using System.Globalization;
using System.Text;
using Hippique.Demo.Simulation;

namespace Hippique.Demo.Pages;

/// <summary>The programme of the day as it stands at an instant.</summary>
internal static class ProgrammePage
{
    public static string Write(SimulatedDay day, DateTimeOffset now)
    {
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            <!DOCTYPE html>
            <html lang="fr">
            <head>
            <title>SIMULATION - Pronostics &amp; Cotes des courses du {Frise.Day(day.Date)}</title>
            <meta charset="utf-8">
            <meta name="description" content="SIMULATION: invented races on a page in the manner of ZEturf">
            </head>
            <body id="programmes" class="tld-fr turf">
            <p class="simulation">SIMULATION</p>

            """
        );
        Frise.Write(page, day, now);
        page.Append("<div id=\"list-reunion\">\n<table>\n<tbody>\n");
        foreach (var meeting in day.Meetings)
        {
            var abandoned = meeting.AbandonedAt is { } at && now >= at ? " annulee" : "";
            var kinds = meeting.Races.Select(race => race.Discipline).Distinct().Select(Frise.Kind);
            var icons = string.Concat(kinds.Select(kind => $"<span class=\"zt\" title=\"{kind}\"></span>"));
            page.Append(
                CultureInfo.InvariantCulture,
                $"""
                <tr class="item"><td><a class="reunion{abandoned}" data-tc-pays="FR" href="{Frise.Meeting(day, meeting)}">{Frise.Text(
                    meeting.Name
                )}</a></td><td>{icons}</td></tr>

                """
            );
        }
        return page.Append("</tbody>\n</table>\n</div>\n</body>\n</html>\n").ToString();
    }
}
