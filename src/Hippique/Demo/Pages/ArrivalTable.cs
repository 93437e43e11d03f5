using System.Globalization;
using System.Text;
using Hippique.Demo.Simulation;

namespace Hippique.Demo.Pages;

/// <summary>The table of arrivals.</summary>
internal static class ArrivalTable
{
    public static void Write(StringBuilder page, SimulatedRace race)
    {
        page.Append("<div id=\"arriveeTab\" class=\"tab\">\n<table>\n<tbody>\n");
        for (var place = 1; place <= race.Arrival.Count; place++)
        {
            var number = race.Arrival[place - 1];
            var horse = race.Runners.First(runner => runner.Number == number).Horse;
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr data-runner=\"{number}\"><td><b>{place}{(place == 1 ? "er" : "e")}</b></td><td>{number}</td><td class=\"cheval\">{Frise.Text(horse)}</td></tr>\n"
            );
        }
        page.Append("</tbody>\n</table>\n</div>\n");
    }
}
