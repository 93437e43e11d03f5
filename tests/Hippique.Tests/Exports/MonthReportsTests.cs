using System.Globalization;
using System.Text;
using Hippique.Exports;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tests.Ledger;
using Hippique.Racing;
using Hippique.Testing.Artifacts;

namespace Hippique.Tests.Exports;

/// <summary>The report that goes along with the evening's mail.</summary>
public sealed class MonthReportsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Month_of_the_day_is_one_file_in_the_language_of_the_service()
    {
        var bench = await LedgerBench.ProposedAsync();
        await bench.SettleAsync("R1C1", SettledState.Won, 3.7m);
        var report = await Of(bench.Store).OfMonthAsync(LedgerBench.Day, Cancel);
        report.Why.ShouldBeNull();
        var file = report.File.ShouldNotBeNull();
        (file.Name, file.MediaType).ShouldBe(("hippique-2031-03.html", "text/html"));
        Encoding.UTF8.GetString(file.Content.Span).ShouldContain("<h1>Bilan de mars 2031</h1>");
    }

    [Fact]
    public async Task Month_without_a_ticket_has_none_and_nothing_is_said() =>
        (await Of((await LedgerBench.ProposedAsync()).Store).OfMonthAsync(LedgerBench.Day.AddMonths(1), Cancel)).ShouldBe(
            new Hippique.Orchestration.Notifications.NewsReport(null)
        );

    [Fact]
    public async Task Ledger_that_cannot_be_read_costs_the_report_alone()
    {
        var bench = await LedgerBench.ProposedAsync();
        var report = await Of(new UnreadableStore(bench.Store)).OfMonthAsync(LedgerBench.Day, Cancel);
        report.File.ShouldBeNull();
        report.Why.ShouldBe("Le bilan du mois n’a pas pu être fait : the disk is gone");
    }

    private static MonthReports Of(IArtifactStore store)
    {
        var ledger = new StoredLedger(store);
        var mode = new LedgerMode(ledger);
        return new MonthReports(new BalanceReader(ledger, new ImportedBets(store), mode), mode, CultureInfo.GetCultureInfo("fr-FR"));
    }

    private sealed class UnreadableStore(IArtifactStore inner) : DelegatingArtifactStore(inner)
    {
        public override Task<Artifact?> GetAsync(string path, CancellationToken cancellationToken) =>
            throw new ArtifactException(Problem.Verbatim("the disk is gone"));
    }
}
