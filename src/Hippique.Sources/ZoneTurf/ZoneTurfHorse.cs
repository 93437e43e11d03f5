using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using Hippique.Racing;

namespace Hippique.Sources.ZoneTurf;

/// <summary>A horse's page of zone-turf.fr.</summary>
public static partial class ZoneTurfHorse
{
    /// <summary>The horse's figures and past races; a page that lacks its starts, or that lists races of which none can be read, is refused.</summary>
    public static SourceAnswer<HorseStatistics> Read(string html, string where) =>
        ZoneTurfFields.Read(html, where, Heading(), "a horse") switch
        {
            SourceAnswer<(ZoneTurfFields Fields, string Name)>.Found found => Read(found.Value.Fields, found.Value.Name, where),
            SourceAnswer<(ZoneTurfFields Fields, string Name)>.Refused refused => new SourceAnswer<HorseStatistics>.Refused(refused.Error),
            _ => throw new UnreachableException(),
        };

    private static SourceAnswer<HorseStatistics> Read(ZoneTurfFields fields, string name, string where)
    {
        using var page = fields.Page;
        if (fields.Count("Courses courues") is not { } starts)
            return Refuse(where, Problem.Of($"Courses courues (career starts)"));
        var blocks = page.QuerySelectorAll("li").Where(item => item.QuerySelector("table") is not null).ToArray();
        var races = blocks.Select(block => Performance(block, name)).OfType<HorsePerformance>().ToArray();
        if (blocks.Length > 0 && races.Length == 0)
            return Refuse(where, Problem.Of($"the horse's own row in its past races"));
        return new SourceAnswer<HorseStatistics>.Found(
            new HorseStatistics
            {
                Name = name,
                Sex = Said(fields["Sexe"]),
                Age = fields.Count("Age"),
                Trainer = Said(fields["Entraîneur"]),
                Owner = Said(fields["Propriétaire"]),
                Starts = starts,
                Wins = fields.Count("Victoires") is { } wins && wins <= starts ? wins : null,
                Earnings = FrenchText.ParseEuro(fields["Gains"]).TryGet(out var earnings) ? earnings : null,
                RecordHarness = Time(fields["Record Attelé"]),
                RecordMounted = Time(fields["Record Monté"]),
                Performances = races,
            }
        );
    }

    /// <summary>A past race, from its head ("Laval 07/11/2025 - 2850 m"), its line of conditions, and the horse's own row; null where one of them cannot be read.</summary>
    private static HorsePerformance? Performance(IElement block, string name)
    {
        var lines = block.QuerySelectorAll("p").Select(line => ZoneTurfFields.Plain(line.TextContent)).ToArray();
        if (lines.Length < 2)
            return null;
        var head = Race().Match(lines[0]);
        if (
            !head.Success
            || !DateOnly.TryParseExact(
                head.Groups[2].ValueSpan,
                "dd/MM/yyyy",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var date
            )
        )
            return null;
        var titles = block.QuerySelectorAll("th").Select(cell => ZoneTurfFields.Plain(cell.TextContent)).ToArray();
        var own = block
            .QuerySelectorAll("tbody tr")
            .Select(row => row.QuerySelectorAll("td").Select(cell => ZoneTurfFields.Plain(cell.TextContent)).ToArray())
            .FirstOrDefault(cells => Cell(cells, titles, "Cheval") == name);
        if (own is null)
            return null;
        var rank = Cell(own, titles, "Rg") ?? "";
        var runners = RunnerCount().Match(lines[1]);
        return new HorsePerformance
        {
            Date = date,
            Racecourse = head.Groups[1].Value,
            DistanceMetres = int.Parse(head.Groups[3].ValueSpan, CultureInfo.InvariantCulture),
            Discipline = Kind(lines[1].Split(" - ")),
            Runners = runners.Success ? int.Parse(runners.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null,
            Place = int.TryParse(rank, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place > 0 ? place : null,
            Incident = rank is [>= 'A' and <= 'Z' and var code] ? code : null,
            Jockey = Said(Cell(own, titles, "Driver") ?? Cell(own, titles, "Jockey")),
            // Unlike the rest of the page, odds are written with a point.
            Odds = double.TryParse(Cell(own, titles, "Cote"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var odds)
                ? Odds.FromPublished(odds)
                : null,
            SecondsPerKm = Time(Cell(own, titles, "Red.Km")),
        };
    }

    private static string? Cell(string[] cells, string[] titles, string title)
    {
        var index = Array.IndexOf(titles, title);
        return index >= 0 && index < cells.Length ? cells[index] : null;
    }

    private static Discipline Kind(string[] parts)
    {
        foreach (var part in parts)
        {
            var kind = part.Trim() switch
            {
                "Attelé" => Discipline.Harness,
                "Monté" => Discipline.MountedTrot,
                "Plat" => Discipline.Flat,
                "Haies" => Discipline.Hurdle,
                "Steeple" or "Steeple-chase" => Discipline.Steeplechase,
                "Cross" or "Cross-country" => Discipline.CrossCountry,
                _ => Discipline.Unknown,
            };
            if (kind != Discipline.Unknown)
                return kind;
        }
        return Discipline.Unknown;
    }

    private static double? Time(string? text) => FrenchText.ParseTrotTime(text).TryGet(out var seconds) && seconds > 0 ? seconds : null;

    private static string? Said(string? text) => text is null or "" or "-" ? null : text;

    private static SourceAnswer<HorseStatistics> Refuse(string where, Problem missing) =>
        new SourceAnswer<HorseStatistics>.Refused(new SourceError(SourceErrorKind.Changed, ZoneTurfSite.Name, where, missing));

    [GeneratedRegex(@"^(.+?) - cheval\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(.+?) ([0-9]{2}/[0-9]{2}/[0-9]{4}) - ([0-9]{3,5}) m\b", RegexOptions.CultureInvariant)]
    private static partial Regex Race();

    [GeneratedRegex(@"([0-9]{1,2}) partants?", RegexOptions.CultureInvariant)]
    private static partial Regex RunnerCount();
}
