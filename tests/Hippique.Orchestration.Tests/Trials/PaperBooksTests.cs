using Hippique.Gpi.Calibration;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Shadow;
using Hippique.Orchestration.Tests.Shadow;
using Hippique.Orchestration.Trials;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Trials;

/// <summary>What the daily work does for books on paper.</summary>
public sealed class PaperBooksTests
{
    private static readonly DateOnly Day = ShadowBench.First;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Morning_EveryBookHasYesterdayAndTheTrialThatIsDueIsRead()
    {
        using var bench = await ShadowBench.OfAsync(1, "gpi-edge");
        var order = TrialBench.Order(bets: 1, until: Day.AddDays(3)) with
        {
            ModelText = GpiModels.ToJson(ShadowBench.Hopeful),
            Model = ShadowBench.Hopeful,
            ModelShipped = false,
        };
        var trial = (await bench.Trials.StartAsync(order, Cancel)).Value;
        await bench.RunAsync(Day.AddDays(1), 2, "gpi-edge");
        var books = new PaperBooks(new ShadowBooks(bench.Books), bench.Fill, bench.Trials, bench.Settings, NullLogger<PaperBooks>.Instance);

        var open = await books.ProposeAsync(Day.AddDays(3), Cancel);
        await books.SettleAsync(Day.AddDays(3), Cancel);

        open.ShouldBeEmpty();
        foreach (var name in RuleSets.Names)
            (await bench.BookAsync(name)).Days.Select(day => day.Date).ShouldBe([Day, Day.AddDays(1), Day.AddDays(2)]);
        // The day of its start does not count.
        var own = await bench.BookAsync($"trial-{trial.Id}");
        (own.Days.Single().Date, own.Days.Single().ModelSha256).ShouldBe((Day.AddDays(2), trial.ModelSha256));
        own.Tickets.Count.ShouldBe((await bench.TicketsAsync(Day.AddDays(2))).Count);
        var standing = (await bench.Trials.ListAsync(Cancel)).ShouldHaveSingleItem();
        standing.State.ShouldBe(TrialState.Read);
        standing.Verdict!.ReadOn.ShouldBe(Day.AddDays(3));
        (await bench.Trials.BooksAsync("3.0.0", Cancel)).ShouldBeEmpty();
    }
}
