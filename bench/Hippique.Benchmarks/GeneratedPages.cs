using System.Globalization;
using System.Text;

namespace Hippique.Benchmarks;

/// <summary>Invented pages in the structure and of the size of ZEturf's: a programme of 24 meetings and 189 races, 480 kB; a race page of 16 runners, 150 kB.</summary>
internal static class GeneratedPages
{
    private static string Head(string title, string script, string body) =>
        $"<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<title>{title}</title>\n<link rel=\"stylesheet\" href=\"https://cdn.zeturf.com/x.css\">\n{script}</head>\n<body id=\"{body}\" class=\"tld-fr turf\">\n";

    private const string Foot = "</body>\n</html>\n";

    private static readonly long FirstOff = new DateTimeOffset(2031, 3, 14, 10, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    public static string Programme()
    {
        var page = new StringBuilder(600_000);
        page.Append(Head("Pronostics &amp; Cotes des courses du 14/03/2031", "", "programmes"));
        page.Append(Frise(24, 189)).Append("<div id=\"list-reunion\">\n<table class=\"programme\"><tbody>\n");
        for (var meeting = 1; meeting <= 24; meeting++)
            page.Append(Row(meeting));
        page.Append("</tbody></table>\n</div>\n");
        while (page.Length < 480_000)
            page.Append(Filler);
        return page.Append(Foot).ToString();
    }

    public static string Race()
    {
        var page = new StringBuilder(200_000);
        page.Append(Head("14/03/2031 - COURS", Script(), "course")).Append(Frise(12, 80));
        page.Append("<h2 class=\"nom-course\">Prix 1</h2><p class=\"infos\">Attelé - 2700m - 20000 € - 16 Partants</p>\n");
        page.Append("<table class=\"dataTable table-runners\"><tbody>\n");
        for (var number = 1; number <= 16; number++)
            page.Append(Runner(number));
        page.Append("</tbody></table>\n");
        while (page.Length < 150_000)
            page.Append(Filler);
        return page.Append(Foot).ToString();
    }

    private static string Frise(int meetings, int races)
    {
        var frise = new StringBuilder("<div id=\"frise-course\">\n");
        for (var meeting = 1; meeting <= meetings; meeting++)
        {
            frise.Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"strip2\"><div class=\"nom-reunion\"><a href=\"/fr/reunion/2031-03-14/R{meeting}-cours\"><div class=\"nom\">COURS {meeting}</div></a></div><ul class=\"scroll-content\">\n"
            );
            var count = races / meetings + (meeting <= races % meetings ? 1 : 0);
            for (var race = 1; race <= count; race++)
            {
                var off = FirstOff + race * 2100 + meeting * 60;
                frise.Append(
                    CultureInfo.InvariantCulture,
                    $"\t\t\t<li class=\"scroll-element\"\n\t\t\t\tdata-time=\"{off + 600}\"\n\t\t\t\tdata-depart=\"{off}\">\n\t\t\t\t<a href=\"/fr/course/2031-03-14/R{meeting}C{race}-cours-prix-{race}\"\n\t\t\t\t\ttitle=\"12h00 - Prix {race}\"\n\t\t\t\t\tclass=\"tooltip\">\n\t\t\t\t\t<span class=\"numero\">{race}</span>\n\t\t\t\t</a>\n\t\t\t</li>\n"
                );
            }
            frise.Append("</ul></div>\n");
        }
        return frise.Append("</div>\n").ToString();
    }

    private static string Row(int meeting) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<tr class=\"item\"><td class=\"numero\"><a href=\"/fr/reunion/2031-03-14/R{meeting}-cours\" data-tc-pays=\"FR\">R{meeting}</a></td><td><span class=\"zt zt-trot\" title=\"Attelé\"></span></td></tr>\n"
        );

    private static string Runner(int number) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"\t<tr\n\t\tdata-runner=\"{number}\">\n\t\t<td class=\"numero\"><span class=\"partant\">{number}</span></td>\n\t\t<td class=\"cheval\"><div class=\"first-line\"><a class=\"horse-name\" title=\"CHEVAL {number}\">CHEVAL {number}</a></div><div class=\"second-line\"><a class=\"jockey\">Jockey {number}</a> - <span>Dresseur {number}</span></div></td>\n\t\t<td class=\"sexe-age\">H/6</td>\n\t\t<td class=\"distance\">2700m</td>\n\t\t<td class=\"record\"><b>1&#039;13&quot;{number % 10}</b><br />{number} 405 €</td>\n\t\t<td class=\"musique\" title=\"1a 2a 3a (30) Da 5a\">1a 2a 3a (30) Da 5a</td>\n\t</tr>\n"
        );

    private static string Script()
    {
        var odds = Enumerable
            .Range(1, 16)
            .Select(number =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{number}\":{{\"odds\":{{\"SG\":{number + 1.5},\"SPMin\":{1.2 + number},\"SPMax\":{1.9 + number}}}}}"
                )
            );
        return "<script>\nConfigurationMontantsParis.init({configuration: {\"1\":{\"mise_min\":1,\"increment\":1}}});\nCourse.init({courseUri: \"\\/fr\\/course\\/2031-03-14\\/R1C1-cours-prix-1\", nomReunion: \"COURS 1\", alpha2: \"FR\", cotesInfos: {"
            + string.Join(',', odds)
            + "}});\n</script>\n";
    }

    // As on the real page, long attributes stand among the elements.
    private static readonly string Filler =
        "\t<div class=\"bloc\">\n\t\t<div class=\"bandeau fond-noir\">\n\t\t\t<span class=\"titre\"><a href=\"#\" title=\"Titre\">Texte de la page &amp; rien d'autre</a></span>\n\t\t</div>\n"
        + "\t\t<span data-favoris=\"["
        + string.Join(',', Enumerable.Range(380_000, 60))
        + "]\"></span>\n\t</div>\n";
}
