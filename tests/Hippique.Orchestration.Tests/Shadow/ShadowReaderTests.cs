using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Shadow;
using static Hippique.Orchestration.Tests.Shadow.InventedBooks;

namespace Hippique.Orchestration.Tests.Shadow;

/// <summary>Which book did what, and whether the difference is more than luck.</summary>
public sealed class ShadowReaderTests
{
    private readonly MemoryArtifactStore _store = new();

    [Fact]
    public async Task Read_NoBook_SaysThatThereIsNone()
    {
        var report = await ReadAsync();
        (report.Books.Count, report.Days, report.Default, report.From).ShouldBe((0, 0, null, null));
    }

    [Fact]
    public async Task Read_TheDefaultComesFirstAndTheOthersAreComparedWithIt()
    {
        await KeepAsync(_store, "b", "wl-lwu", (0, 5));
        await KeepAsync(_store, "a", "ll-llu", horse: 3);

        var report = await ReadAsync();

        (report.Default, report.Days, report.From, report.To).ShouldBe(("b", 6, First, First.AddDays(5)));
        report.Books.Select(row => row.Book).ShouldBe(["b", "a"]);
        var own = report.Books[0];
        (own.Figures.Bets, own.Figures.Staked.Amount, own.Figures.Returned.Amount, own.Covered, own.Filled).ShouldBe((4, 8m, 16m, 5, 6));
        own.Difference.ShouldBeNull();
        report.Books[1].Difference!.Verdict.ShouldBe(ShadowVerdict.TooFewDays);
        report.Books[1].Difference!.PerDay!.Value.ShouldBe(-16 / 6.0, 1e-9);
        report.Comparisons.ShouldBe(0);
    }

    /// <summary>Twenty days on which one book alone won every bet at 4.0 are not luck; twenty on which it lost each are, because a bet at 4.0 loses often.</summary>
    [Fact]
    public async Task Read_DifferenceIsJudgedByWhatTheBetsCanDo()
    {
        await KeepAsync(_store, "default", new string('-', 20), (0, 19));
        await KeepAsync(_store, "winner", new string('w', 20));
        await KeepAsync(_store, "loser", "lllllllllll---------");
        await KeepAsync(_store, "idle", new string('-', 20));

        var rows = (await ReadAsync()).Books.Skip(1).ToDictionary(row => row.Book, row => row.Difference!);

        rows["winner"].Verdict.ShouldBe(ShadowVerdict.MoreThanLuck);
        rows["winner"].Interval!.Value.Low.ShouldBeGreaterThan(0);
        // All alike: by resamples of the days alone, eleven lost bets would be proof.
        rows["loser"].Verdict.ShouldBe(ShadowVerdict.Luck);
        rows["loser"].Chance!.Value.ShouldBeGreaterThan(.05);
        rows["idle"].Verdict.ShouldBe(ShadowVerdict.Same);
        rows["idle"].PerDay.ShouldBe(0);
    }

    /// <summary>The same leg at the same stake in both books can make no difference, whatever it did.</summary>
    [Fact]
    public async Task Read_BetsThatBothBooksMade_CancelOut()
    {
        await KeepAsync(_store, "default", "wlwlwlwlwlwl", (0, 11));
        await KeepAsync(_store, "other", "wlwlwlwlwlw-");

        var difference = (await ReadAsync()).Books[1].Difference!;

        difference.PerDay!.Value.ShouldBe(2 / 12.0, 1e-9);
        // One bet of 2 € that wins 8 € with a chance of .3.
        (difference.Interval!.Value.High - difference.Interval.Value.Low).ShouldBe(2 * 1.959964 * 8 * Math.Sqrt(.21) / 12, 1e-4);
    }

    [Fact]
    public async Task Read_WithMoreBooks_ADifferenceNeedsMore()
    {
        await KeepAsync(_store, "default", new string('-', 40), (0, 39));
        await KeepAsync(_store, "a", "wwwwlwwlwwll" + new string('-', 28));
        var alone = (await ReadAsync()).Books[1].Difference!;
        alone.Adjusted.ShouldBe(alone.Chance);
        foreach (var book in (string[])["b", "c", "d", "e"])
            await KeepAsync(_store, book, new string('-', 40));

        var report = await ReadAsync();

        report.Comparisons.ShouldBe(5);
        var among = report.Books[1].Difference!;
        among.Chance.ShouldBe(alone.Chance);
        among.Adjusted!.Value.ShouldBe(Math.Min(1, 5 * alone.Chance!.Value), 1e-12);
    }

    /// <summary>A winner waits for its dividend and a loser does not: such a day would speak against whoever has the winner.</summary>
    [Fact]
    public async Task Read_DaysWithAnOpenTicket_AreInNoDifference()
    {
        await KeepAsync(_store, "default", "llllllllllll", (0, 11));
        await KeepAsync(_store, "other", "lllllloollll", horse: 3);

        var row = (await ReadAsync()).Books[1];

        (row.Open, row.Figures.Bets, row.Difference!.Days).ShouldBe((2, 10, 10));
    }

    [Fact]
    public async Task Read_DefaultThatWasChanged_SaysFromWhichDay()
    {
        await KeepAsync(_store, "before", "llllll", (0, 3));
        await KeepAsync(_store, "after", "wwwwww", (4, 5));

        var report = await ReadAsync();

        report.Default.ShouldBe("after");
        report
            .InUse.Select(period => (period.Book, period.From, period.To))
            .ShouldBe([("before", First, First.AddDays(3)), ("after", First.AddDays(4), First.AddDays(5))]);
    }

    [Fact]
    public async Task Read_BookWhoseRulesWereChanged_HasTwoVersions()
    {
        await KeepAsync(_store, "a", "ll", rules: new string('1', 64));
        await KeepAsync(_store, "a", "ww", from: First.AddDays(2), rules: new string('2', 64));

        (await ReadAsync())
            .Books.ShouldHaveSingleItem()
            .Versions.Select(version => (version.RulesVersion[0], version.From, version.To))
            .ShouldBe([('1', First, First.AddDays(1)), ('2', First.AddDays(2), First.AddDays(3))]);
    }

    [Fact]
    public async Task Read_Month_ShowsThatMonthAlone()
    {
        await KeepAsync(_store, "a", new string('w', 40), (0, 39));
        var report = await ReadAsync(new DateOnly(2031, 4, 1));
        (report.Month, report.From, report.Days, report.Books[0].Figures.Bets).ShouldBe(
            (new DateOnly(2031, 4, 1), new DateOnly(2031, 4, 1), 9, 9)
        );
    }

    [Fact]
    public async Task Read_BooksOfTrials_AreLeftOut()
    {
        await KeepAsync(_store, "trial-2031-03-01-a", "www");
        (await ReadAsync()).Books.ShouldBeEmpty();
    }

    private Task<ShadowReport> ReadAsync(DateOnly? month = null) =>
        new ShadowReader(_store).ReadAsync(month, TestContext.Current.CancellationToken);
}
