using System.Globalization;
using Hippique.Explaining;
using Hippique.Hosting;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Sheets;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Pages;

/// <summary>The day's sheet as one file: nothing is fetched and nothing runs, so that it can be mailed, kept on a phone and printed.</summary>
/// <param name="sheet">The day.</param>
/// <param name="rehearsal">What has to be said of it; null: nothing.</param>
/// <param name="culture">French or English.</param>
internal sealed class SheetPage(DaySheet sheet, RehearsalMark? rehearsal, CultureInfo culture)
{
    /// <summary>Between a horse and its price, which without a name would be two numbers.</summary>
    private const string From = "≥ ";
    private readonly SheetWords _words = new(culture);

    public override string ToString() =>
        new Html(culture)
            .Add($"<!DOCTYPE html>\n<html lang=\"{culture.TwoLetterISOLanguageName}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n")
            .Add($"<title>{_words.Title(sheet)}</title>\n<style>{SheetStyle.Markup}</style>\n</head>\n")
            .Add(
                $"<body class=\"p{Math.Min(3, sheet.Pools.Count)}\" style=\"--rows: {Math.Max(1, sheet.Races.Sum(Rows)).ToString(CultureInfo.InvariantCulture)}\">\n"
            )
            .Add($"<header><h1>{_words.Title(sheet)}</h1>\n<p class=\"s\">{_words.Summary(sheet)}</p>\n{Head()}</header>\n")
            .Add($"<main>{Table()}</main>\n<footer>{Texts.In(culture, "gambling_risks")}</footer>\n</body>\n</html>\n")
            .ToString();

    /// <summary>Lines of print.</summary>
    private static int Rows(SheetRace race) => 1 + race.Tickets.Sum(ticket => ticket.Legs.Count);

    private Html Head()
    {
        var head = new Html(culture);
        if (rehearsal is not null)
            head.Add($"<p class=\"alert\">{RehearsalWords.Of(rehearsal, culture)}</p>\n");
        if (sheet.Simulated)
            head.Add($"<p class=\"alert\">{_words.Get("tickets_simulated")}</p>\n");
        if (sheet.ModelledPrices)
            head.Add($"<p class=\"alert\">{_words.Get("tickets_modelled")}</p>\n");
        foreach (var line in _words.Legend(sheet, From.Trim()))
            head.Add($"<p>{line}</p>\n");
        return head;
    }

    private Html Table()
    {
        var table = new Html(culture);
        if (sheet.Races.Count == 0)
            return table;
        var width = sheet.Pools.Count;
        table.Add($"<table>\n<thead><tr><th class=\"o\">{_words.Get("sheet_column_off")}</th><th class=\"r\">");
        table.Add($"{_words.Get("sheet_column_race")}</th>{Heading(Phase.H30)}{Heading(Phase.H5)}</tr></thead>\n");
        foreach (var race in sheet.Races)
        {
            table.Add($"<tbody>{Tickets(race, 2 * width)}<tr>{(race.Tickets.Count > 0 ? new Html(culture) : Name(race))}");
            if (race.Withdrawn)
                table.Add($"<td colspan=\"{2 * width}\"><span class=\"w\">{_words.Get("sheet_withdrawn")}</span></td>");
            else
                table.Add($"{Look(race, race.H30)}{Look(race, race.H5)}");
            table.Add($"</tr></tbody>\n");
        }
        return table.Add($"</table>");
    }

    private Html Heading(Phase phase)
    {
        var heading = new Html(culture);
        foreach (var pool in sheet.Pools)
            heading.Add($"<th class=\"{(pool == sheet.Pools[0] ? "k" : "")}\">{SheetWords.Look(phase)} {_words.Pool(pool)}</th>");
        return heading;
    }

    private Html Name(SheetRace race, int rows = 1)
    {
        var code = race.Race.Code.ToString();
        var link = IsAddress(race.Url)
            ? new Html(culture).Add($"<a href=\"{race.Url}\">{code}</a>")
            : new Html(culture).Add($"<b>{code}</b>");
        return new Html(culture)
            .Add($"<td class=\"o\" rowspan=\"{rows}\">{ParisTime.ToParis(race.Off):HH:mm}</td> ")
            .Add($"<td class=\"r\" rowspan=\"{rows}\" title=\"{CleanText.Line(race.Name)}\">{link} {CleanText.Line(race.Meeting)}</td>");
    }

    private Html Tickets(SheetRace race, int width)
    {
        var html = new Html(culture);
        if (race.Tickets.Count == 0)
            return html;
        html.Add($"<tr class=\"ticket\">{Name(race, rows: 2)}<td colspan=\"{width}\">");
        foreach (var ticket in race.Tickets)
        foreach (var leg in ticket.Legs)
            html.Add($"<div>{_words.Ticket(ticket, leg)}</div>");
        return html.Add($"</td></tr>");
    }

    private Html Look(SheetRace race, SheetLook look)
    {
        var html = new Html(culture);
        if (look.State != SheetState.Analysed || look.Pools is [{ Pool: null }])
        {
            var word = look.State == SheetState.Analysed ? _words.Nothing(look.Pools[0]) : _words.State(race, look);
            return html.Add(
                $"<td colspan=\"{sheet.Pools.Count}\"><div class=\"c\">{Moment(look, null)}<span class=\"w\">{word}</span></div></td>"
            );
        }
        foreach (var pool in sheet.Pools)
            html.Add($"<td>{Cell(look, look.Pools.FirstOrDefault(one => one.Pool == pool), pool)}</td>");
        return html;
    }

    private Html Cell(SheetLook look, SheetPool? seen, Pool pool)
    {
        var cell = new Html(culture).Add($"<div class=\"c\">{Moment(look, pool)}");
        if (seen is null)
            return cell.Add($"<span class=\"w\">–</span></div>");
        if (seen.Nearest.Count == 0)
            return cell.Add($"<span class=\"w\">{_words.Nothing(seen)}</span></div>");
        cell.Add($"<abbr class=\"b\" title=\"{_words.Bet(seen.Bet)}\">{_words.Letter(seen.Bet)}</abbr>");
        foreach (var horse in seen.Nearest)
            cell.Add($"<div class=\"h\"><b class=\"i\">{horse.Number}</b><span class=\"n\">{CleanText.Line(horse.Horse)}</span>")
                .Add(
                    $"<span class=\"f\">{From}{_words.From(horse)}</span><span class=\"a\">{_words.Get("sheet_price_then", _words.Then(horse))}</span></div>"
                );
        if (_words.Beside(seen) is { } reason)
            cell.Add($"<span class=\"w\">{reason}</span>");
        return cell.Add($"</div>");
    }

    /// <summary>The instant of the look, and on a phone, which has no columns, the look and the pool.</summary>
    private Html Moment(SheetLook look, Pool? pool)
    {
        var moment = new Html(culture).Add($"<span class=\"l\">{SheetWords.Look(look.Phase)}");
        if (pool is { } own)
            moment.Add($" {_words.Pool(own)}");
        return moment.Add(
            $"</span><span class=\"{(pool is null || pool == sheet.Pools[0] ? "t" : "t u")}\">{ParisTime.ToParis(look.At):HH:mm}</span>"
        );
    }

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address)
        && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);
}
