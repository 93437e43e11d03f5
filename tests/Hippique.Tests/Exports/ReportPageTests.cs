using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hippique.Exports;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tests.Ledger;

namespace Hippique.Tests.Exports;

/// <summary>The report as a page.</summary>
public sealed partial class ReportPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_fetches_and_runs_nothing_and_warns()
    {
        var page = await PageAsync("en-GB");

        foreach (var outside in (string[])["<script", "<link", "<img", "src=", "url(", "@import", "http", "href"])
            page.ShouldNotContain(outside);
        page.ShouldContain("<html lang=\"en\">");
        page.ShouldContain("prefers-color-scheme: dark");
        page.ShouldContain("@media print");
        WebUtility.HtmlDecode(page).ShouldContain("18+");
        page.ShouldContain("09 74 75 13 13");
    }

    [Fact]
    public async Task It_says_papier_and_keeps_both_books_apart()
    {
        var page = WebUtility.HtmlDecode(await PageAsync("fr-FR")).Replace('\u00a0', ' ');

        page.ShouldContain("<h2>Joué</h2>");
        page.ShouldContain("<h2>Papier : chaque proposition comme si elle avait été jouée</h2>");
        page.ShouldContain("Papier : 3 tickets, 6,00 € misés, 7,40 € rendus, résultat +3,40 €, dont 2,00 € de mises en attente");
        page.ShouldContain("Joué : 1 ticket, 3,00 € misés, 11,10 € rendus, résultat +8,10 €");
        page.ShouldContain("Cote prise contre clôture");
        page.ShouldContain("Annoncé +20,0 % (+0,80 €), obtenu +3,40 €");
        page.ShouldNotContain("Paper");
    }

    [Fact]
    public async Task Every_picture_is_sound_and_has_a_name()
    {
        var pictures = Picture()
            .Matches(await PageAsync("en-GB"))
            .Select(match => XDocument.Parse(WebUtility.HtmlDecode(match.Value)))
            .ToList();

        pictures.Count.ShouldBe(6);
        foreach (var picture in pictures)
        {
            picture.Root!.Element("title")!.Value.ShouldNotBeEmpty();
            // Nothing stands outside, and every number reads.
            foreach (
                var attribute in picture
                    .Descendants()
                    .Attributes()
                    .Where(attribute => attribute.Name.LocalName is "x" or "y" or "cx" or "cy" or "width")
            )
                double.Parse(attribute.Value, CultureInfo.InvariantCulture).ShouldBeInRange(0, 400);
        }
    }

    [Fact]
    public async Task Without_a_settled_bet_there_are_no_pictures()
    {
        var page = await PageAsync("en-GB", settled: false);
        page.ShouldNotContain("<svg");
        page.ShouldContain("Paper: 3 tickets");
        page.ShouldNotContain("NaN");
    }

    private static async Task<string> PageAsync(string culture, bool settled = true)
    {
        var bench = await LedgerBench.ProposedAsync();
        if (settled)
        {
            await bench.PlayedAsync("R1C1", 3);
            await bench.SettleAsync("R1C1", SettledState.Won, 3.7m, close: 3.5);
            await bench.SettleAsync("R1C2", SettledState.Lost, close: 4.5);
        }
        var tickets = await new BalanceReader(bench.Ledger, new ImportedBets(bench.Store), bench.Mode).TicketsAsync(DayRange.All, Cancel);
        return new ReportPage(
            "Report",
            tickets,
            paperMode: !settled,
            rehearsal: null,
            new ExportWords(CultureInfo.GetCultureInfo(culture))
        ).ToString();
    }

    [GeneratedRegex("<svg(?:(?!</svg>).)*</svg>", RegexOptions.Singleline)]
    private static partial Regex Picture();
}
