using System.Globalization;
using System.Text;
using Hippique.Demo.Simulation;

namespace Hippique.Demo.Pages;

/// <summary>A race's page as it stands at an instant, built as ZEturf builds its own, with the same attributes, tables and inline objects. Nothing of the result before it is official.</summary>
internal static class RacePage
{
    /// <summary>How long after the off the arrival is official.</summary>
    public static readonly TimeSpan Judges = TimeSpan.FromMinutes(6);

    private const string Stakes =
        """{"1":{"montant_ticket_min":1,"increment":1,"mise_min":1,"mise_max":450},"2":{"montant_ticket_min":1,"increment":1,"mise_min":1,"mise_max":450}}""";

    public static string Write(SimulatedDay day, SimulatedRace race, DateTimeOffset now)
    {
        var uri = SitePaths.Race(race);
        var off = race.OffShownAt(now);
        var official = !race.Abandoned && now >= race.Off + Judges;
        var page = new StringBuilder();
        page.Append(
            CultureInfo.InvariantCulture,
            $$"""
            <!DOCTYPE html>
            <html lang="fr">
            <head>
            <title>SIMULATION - {{Frise.Day(race.Id.Date)}} - {{Frise.Text(race.Meeting)}} - {{Frise.Text(race.Name)}}</title>
            <meta charset="utf-8">
            <meta name="description" content="SIMULATION: invented race on a page in the manner of ZEturf">
            <script>
            ConfigurationMontantsParis.init({
            	configuration: {{Stakes}}
            });
            Course.init({
            	reunionDate: "{{race.Id.Date:yyyy-MM-dd}}",
            	courseUri: "{{uri.Replace("/", "\\/", StringComparison.Ordinal)}}",
            	nomReunion: "{{race.Meeting}}",
            	alpha2: "FR",
            	cotesInfos: {{Prices.Json(race, Prices.Minute(off - now))}}
            });
            </script>
            </head>
            <body id="course" class="tld-fr turf">
            <p class="simulation">SIMULATION</p>

            """
        );
        Frise.Write(page, day, now);
        Heading(page, race, off, uri, official);
        page.Append("<div id=\"grille-de-jeu\">\n");
        if (official)
            ArrivalTable.Write(page, race);
        RunnersTable(page, race, uri);
        page.Append("</div>\n");
        if (official)
            DividendTable.Write(page, race);
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Heading(StringBuilder page, SimulatedRace race, DateTimeOffset off, string uri, bool official)
    {
        var arrival = official ? $"<h3>Arrivée officielle : {string.Join(" - ", race.Arrival)}</h3>" : "";
        page.Append(
            CultureInfo.InvariantCulture,
            $"""
            <div id="arrivee-course">
            <div id="arriveeDetails" class="tabs-wrapper">
            <a class="cta_course" href="{uri}" title="{race.Id.Code}">
            <div class="heure-course"><span data-timestamp="{off.ToUnixTimeSeconds()}" data-date-format="time">{Frise.Time(
                off
            )}</span></div>
            <h2 class="nom-course">{Frise.Text(race.Name)}</h2>
            </a>
            <p class="infos">{Frise.Kind(
                race.Discipline
            )} - {race.DistanceMetres}m - {race.PrizeEuros} € - {race.Starters.Count} Partants</p>
            <div id="tab-details" class="tab-content">{arrival}</div>
            <span class="conditionsHippodrome">Terrain : {race.Going}</span>
            </div>
            </div>

            """
        );
    }

    private static void RunnersTable(StringBuilder page, SimulatedRace race, string uri)
    {
        page.Append("<div id=\"pariCotesTab\" class=\"tab\">\n<table class=\"table-runners\">\n<tbody>\n");
        foreach (var runner in race.Runners)
        {
            var record = runner.RecordSecondsPerKm is { } seconds ? $"<b>{TrotTime(seconds)}</b> " : "";
            var weight = runner.WeightKg is { } kilograms
                ? string.Create(CultureInfo.InvariantCulture, $"<td class=\"weight\">{kilograms:0.#} kg</td>")
                : "";
            page.Append(
                CultureInfo.InvariantCulture,
                $"""
                <tr data-runner="{runner.Number}">
                <td class="numero"><span class="{(runner.NonRunner ? "non-partant" : "partant")}">{runner.Number}</span></td>
                <td class="cheval">
                <div class="first-line"><a href="{uri}/{runner.Number}" class="horse-name" title="{Frise.Text(runner.Horse)}">{Frise.Text(
                    runner.Horse
                )}</a></div>
                <div class="second-line"><a class="jockey" href="/fr/jockey/{runner.Number}">{Frise.Text(
                    runner.Jockey!
                )}</a> - <span>{Frise.Text(runner.Trainer!)}</span></div>
                </td>
                <td class="sexe-age">{runner.Sex}/{runner.Age}</td>
                <td class="distance">{race.DistanceMetres}m</td>
                {weight}
                <td class="record">{record}{Thousands(runner.EarningsCents!.Value / 100)} €</td>
                <td class="musique" title="{runner.Form}">{runner.Form}</td>
                </tr>

                """
            );
        }
        page.Append("</tbody>\n</table>\n</div>\n");
    }

    private static string Thousands(long euros) => euros.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');

    /// <summary><c>1'14"5</c>.</summary>
    private static string TrotTime(double seconds)
    {
        var tenths = (int)Math.Round(seconds * 10);
        return string.Create(CultureInfo.InvariantCulture, $"{tenths / 600}&#039;{tenths / 10 % 60:00}&quot;{tenths % 10}");
    }
}
