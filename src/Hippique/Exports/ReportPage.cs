using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Exports;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Settings;
using Hippique.Pages;
using Hippique.Racing;
using Hippique.Rehearsal;

namespace Hippique.Exports;

/// <summary>What proposals and bets of some days came to, as one file: nothing is fetched and nothing runs, so that it can be mailed, kept and printed.</summary>
/// <param name="title">Of which days.</param>
/// <param name="tickets">Of these days.</param>
/// <param name="paperMode">Nothing was ever said to be played.</param>
/// <param name="rehearsal">What has to be said of it; null: nothing.</param>
/// <param name="words">French or English.</param>
internal sealed class ReportPage(string title, BalancedTickets tickets, bool paperMode, RehearsalMark? rehearsal, ExportWords words)
{
    private readonly ReportPictures _pictures = new(words);
    private readonly IReadOnlyList<BetRow> _rows = BetRow.Of(tickets.Tickets);

    public override string ToString() =>
        Part()
            .Add($"<!DOCTYPE html>\n<html lang=\"{words.Culture.TwoLetterISOLanguageName}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Add($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n")
            .Add(
                $"<title>{title}</title>\n<style>{ReportStyle.Markup}</style>\n</head>\n<body>\n<header><h1>{title}</h1>\n{Head()}</header>\n"
            )
            .Add($"<main>\n{Book(LedgerBookKind.Played)}{Book(LedgerBookKind.Paper)}{Imported()}{Tickets()}</main>\n")
            .Add($"<footer>{words.Get("gambling_risks")}</footer>\n</body>\n</html>\n")
            .ToString();

    private Html Head()
    {
        var head = Part();
        List<string> alerts = [];
        if (rehearsal is not null)
            alerts.Add(RehearsalWords.Of(rehearsal, words.Culture));
        if (tickets.Simulated)
            alerts.Add(words.Get("tickets_simulated"));
        alerts.AddRange(tickets.Changed.Select(path => words.Get("bilan_changed", path)));
        if (tickets.ModelledPrices)
            alerts.Add(words.Get("tickets_modelled"));
        foreach (var alert in alerts)
            head.Add($"<p class=\"alert\">{alert}</p>\n");
        if (paperMode && (tickets.Tickets.Count > 0 || tickets.Imported.Count == 0))
            head.Add($"<p>{words.Get("paper_mode")}</p>\n");
        if (tickets.Tickets.Count == 0 && tickets.Imported.Count == 0)
            head.Add($"<p>{words.Get("bilan_nothing")}</p>\n");
        if (tickets.SaidAfterOff > 0)
            head.Add($"<p>{words.Get("bilan_said_after_off", tickets.SaidAfterOff)}</p>\n");
        return head;
    }

    private Html Book(LedgerBookKind kind)
    {
        var book = tickets.Book(kind, BalanceBy.Probability);
        var html = Part();
        if (book.Totals.Tickets == 0)
            return html;
        html.Add($"<section><h2>{words.Get(kind == LedgerBookKind.Paper ? "report_paper" : "report_played")}</h2>\n");
        html.Add($"<p>{Whole(words.Balances.Totals(kind, book.Totals))}</p>\n");
        if (book.Figures.Bets == 0)
            return html.Add($"</section>\n");
        html.Add($"<ul>\n");
        foreach (var sentence in words.Balances.Sentences(book.Figures))
            html.Add($"<li>{Whole(sentence)}</li>\n");
        html.Add($"</ul>\n<div class=\"pictures\">\n");
        html.Add(
            $"<figure><h3>{words.Get("report_curve")}</h3>\n{_pictures.Curve(tickets.Curve(kind))}{Key("line", "report_key_profit", "report_key_luck")}</figure>\n"
        );
        html.Add(
            $"<figure><h3>{words.Get("report_bands")}</h3>\n{_pictures.Bands(book.Groups)}{Key("bar", "report_key_returned")}</figure>\n"
        );
        if (ClosingLines(kind) is { Count: > 0 } lines)
            html.Add($"<figure><h3>{words.Get("report_closing")}</h3>\n{_pictures.ClosingLines(lines)}")
                .Add($"<figcaption>{words.Get("report_key_closing")}</figcaption></figure>\n");
        return html.Add($"</div>\n<h3>{words.Get("report_bands_table")}</h3>\n{Bands(book.Groups)}</section>\n");
    }

    /// <summary>Bets that were never proposed: nobody claimed anything of them, so there is nothing to draw beside their profit.</summary>
    private Html Imported()
    {
        var html = Part();
        if (tickets.Imported.Count == 0)
            return html;
        var book = tickets.Book(LedgerBookKind.Imported, null);
        html.Add($"<section><h2>{words.Get("report_imported")}</h2>\n");
        html.Add($"<p>{Whole(words.Balances.Totals(LedgerBookKind.Imported, book.Totals))}</p>\n<ul>\n");
        foreach (var sentence in words.Balances.Sentences(book.Figures))
            html.Add($"<li>{Whole(sentence)}</li>\n");
        return html.Add($"</ul>\n</section>\n");
    }

    /// <param name="kind">Of the marks: lines or bars.</param>
    /// <param name="key">Of the text that says what came.</param>
    /// <param name="luck">Of the text that says what chance does; null: there is no band.</param>
    private Html Key(string kind, string key, string? luck = null) =>
        Part()
            .Add($"<figcaption><span><i class=\"{kind}\"></i>{words.Get(key)}</span>")
            .Add($"<span><i class=\"{kind} claimed\"></i>{words.Get("report_key_claimed")}</span>")
            .Add($"{(luck is null ? Part() : Part().Add($"<span><i class=\"luck\"></i>{words.Get(luck)}</span>"))}</figcaption>");

    /// <summary>An amount and its sign stay on one line.</summary>
    private static string Whole(string text) =>
        text.Replace(" €", "\u00a0€", StringComparison.Ordinal).Replace(" %", "\u00a0%", StringComparison.Ordinal);

    private List<BetRow> ClosingLines(LedgerBookKind kind) =>
        [
            .. _rows
                .Where(row => row.Book == kind && row is { Returned: not null, Settled.ClosingLineValue: not null })
                .OrderBy(row => row.Ticket.Proposed.Off),
        ];

    private Html Bands(IReadOnlyList<BalanceGroup> bands)
    {
        ReportColumn<BalanceGroup>[] columns =
        [
            new("band", CellPlace.Heading, band => words.Balances.Name(band.Key, BalanceBy.Probability)),
            new("bets", CellPlace.Number, band => band.Figures.Bets.ToString("#,0", words.Culture)),
            new("chance", CellPlace.Number, band => Share(band.Figures.ExpectedHitRate)),
            new("hit_rate", CellPlace.Number, band => Share(band.Figures.HitRate)),
            new("staked", CellPlace.Number, band => words.Money(band.Figures.Staked)),
            new("claimed_return", CellPlace.Number, band => words.Money(band.Figures.ExpectedReturn)),
            new("returned", CellPlace.Number, band => words.Money(band.Figures.Returned)),
        ];
        return Table(columns, bands);
    }

    private Html Tickets()
    {
        if (_rows.Count == 0)
            return Part();
        ReportColumn<BetRow>[] columns =
        [
            new("date", CellPlace.Heading, row => $"{row.Ticket.Race.Date.ToString("d", words.Culture)} {row.Ticket.Id}"),
            new("book", CellPlace.Text, row => words.Book(row.Book)),
            new("racecourse", CellPlace.Text, row => CleanText.Line(row.Ticket.Proposed.Meeting)),
            new("bet", CellPlace.Text, row => $"{words.Bet(row.Ticket.Proposed.Bet)}, {words.Pool(row.Pool)}"),
            new("horses", CellPlace.Wide, Horses),
            new("odds", CellPlace.Number, row => words.Odds(row.Odds)),
            new("chance", CellPlace.Number, row => Share(row.Leg.Probability)),
            new("stake", CellPlace.Number, row => words.Money(row.Stake)),
            new("outcome", CellPlace.Text, row => row.Settled is null ? "–" : words.Outcome(row)),
            new("returned", CellPlace.Number, row => words.Money(row.Returned)),
            new("profit", CellPlace.Number, row => words.Profit(row.Profit)) { IsLoss = row => row.Profit < Euro.Zero },
            new("closing_line", CellPlace.Number, row => words.Percent(row.Settled?.ClosingLineValue)),
        ];
        return Part().Add($"<section class=\"tickets\"><h2>{words.Get("export_sheet_tickets")}</h2>\n{Table(columns, _rows)}</section>\n");
    }

    private static string Horses(BetRow row) =>
        string.Join(" + ", row.Leg.Numbers.Zip(row.Leg.Horses, (number, horse) => $"{number} {CleanText.Line(horse)}"));

    private Html Table<T>(IReadOnlyList<ReportColumn<T>> columns, IReadOnlyList<T> rows)
    {
        var table = Part().Add($"<table>\n<thead><tr>");
        foreach (var column in columns)
            table.Add($"<th class=\"{Kind(column.Place)}\">{words.Column(column.Name)}</th>");
        table.Add($"</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            table.Add($"<tr>");
            foreach (var column in columns)
            {
                var text = column.Text(row);
                var kind = column.IsLoss(row) ? "n loss" : Kind(column.Place);
                // On a phone a line that says nothing is left out.
                table.Add($"<td class=\"{(text == "–" ? kind + " e" : kind)}\" data-t=\"{words.Column(column.Name)}\">{text}</td>");
            }
            table.Add($"</tr>\n");
        }
        return table.Add($"</tbody></table>\n");
    }

    private static string Kind(CellPlace place) =>
        place switch
        {
            CellPlace.Heading => "k d",
            CellPlace.Number => "n",
            CellPlace.Wide => "w",
            _ => "",
        };

    private string Share(double? value) => value is { } share ? share.ToString("0.0 %", words.Culture) : "–";

    private Html Part() => new(words.Culture);

    /// <param name="Name">Of its heading among the texts.</param>
    /// <param name="Place">How its cells stand.</param>
    /// <param name="Text">Of a row.</param>
    private sealed record ReportColumn<T>(string Name, CellPlace Place, Func<T, string> Text)
    {
        public Func<T, bool> IsLoss { get; init; } = _ => false;
    }

    private enum CellPlace
    {
        Text,

        /// <summary>Names, which need room on paper.</summary>
        Wide,
        Number,

        /// <summary>What the row is of.</summary>
        Heading,
    }
}
