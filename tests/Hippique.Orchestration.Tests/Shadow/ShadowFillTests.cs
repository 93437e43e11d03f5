using System.Text;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Shadow;
using Hippique.Racing;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Shadow;

/// <summary>What a book on paper enters, from what the looks of a day left.</summary>
public sealed class ShadowFillTests
{
    private const string Edge = "gpi-edge";
    private static readonly DateOnly Day = ShadowBench.First;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null)]
    [InlineData(8, null)]
    [InlineData(null, 20)]
    public async Task Fill_BookOfTheRulesInUse_HasTheTicketsOfTheDays(int? daily, int? weekly)
    {
        using var bench = await ShadowBench.OfAsync(
            3,
            Edge,
            PhaseBench.Settings with
            {
                DailyLimit = daily is { } day ? new Euro(day) : null,
                WeeklyLimit = weekly is { } week ? new Euro(week) : null,
            }
        );

        await bench.Fill.FillAsync(bench.Books, Day, Day.AddDays(2), Cancel);

        var book = await bench.BookAsync(Edge);
        book.Days.Select(covered => (covered.Date, covered.Races, covered.Seen, covered.InUse))
            .ShouldBe([(Day, 9, 9, true), (Day.AddDays(1), 9, 9, true), (Day.AddDays(2), 9, 9, true)]);
        for (var date = Day; date <= Day.AddDays(2); date = date.AddDays(1))
        {
            var own = await bench.TicketsAsync(date);
            // After two days nothing is left of the week's limit.
            own.Count.ShouldBeGreaterThan(weekly is not null && date == Day.AddDays(2) ? -1 : 1);
            var shadow = book.Tickets.Where(ticket => ticket.Race.Date == date).ToDictionary(ticket => ticket.Id);
            shadow.Count.ShouldBe(own.Count);
            foreach (var ticket in own)
            {
                var same = shadow[ticket.Id].Proposed;
                same.Legs.Select(leg => (string.Join('-', leg.Numbers), leg.Stake, leg.Odds, leg.Probability))
                    .ShouldBe(ticket.Legs.Select(leg => (string.Join('-', leg.Numbers), leg.Stake, leg.Odds, leg.Probability)));
                // The whole file that these rules would have written is the one that they wrote.
                var file = (await bench.Store.GetAsync(ArtifactPaths.Tickets(ticket.Race), Cancel))!.Content;
                same.Sha256.ShouldBe(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file.Span)));
            }
        }
        (await bench.BookAsync("gpi-v5.2")).Days.ShouldAllBe(covered => !covered.InUse);
    }

    [Fact]
    public async Task Fill_Entries_CarryTheRulesAndTheModelBehindThem()
    {
        using var bench = await ShadowBench.OfAsync(1, Edge);
        await bench.Fill.FillAsync(bench.Books, Day, Day, Cancel);

        var book = await bench.BookAsync("gpi-v5.2");
        var covered = book.Days.ShouldHaveSingleItem();
        (covered.Rules, covered.Model, covered.ModelSha256).ShouldBe(("gpi-v5.2", "hopeful", ShadowBench.Hopeful.Sha256));
        covered.RulesSha256.ShouldBe(RuleSets.Load("gpi-v5.2").Value.Sha256);
        covered.FilledOn.ShouldBe(Day.AddDays(1));
        var proposed = book.Tickets[0].Proposed;
        (proposed.RulesVersion, proposed.ModelVersion).ShouldBe((covered.RulesSha256[..12], covered.ModelSha256[..12]));
    }

    [Fact]
    public async Task Fill_TicketsOfTheRulesInUse_AreSettledAsTheUsersOwn()
    {
        using var bench = await ShadowBench.OfAsync(2, Edge);
        await bench.Fill.FillAsync(bench.Books, Day, Day.AddDays(1), Cancel);

        var book = await bench.BookAsync(Edge);
        book.Tickets.ShouldNotBeEmpty();
        foreach (var ticket in book.Tickets)
        {
            var own = (await new SettlementFiles(bench.Store).LastAsync(ticket.Race, Cancel))!.Tickets.First(one => one.Id == ticket.Id);
            ArtifactJson.WriteLine(ticket.Paper!.Fact.Ticket).ShouldBe(ArtifactJson.WriteLine(own));
        }
    }

    [Fact]
    public async Task Fill_Again_ChangesNothing_AlsoWithOtherRules()
    {
        using var bench = await ShadowBench.OfAsync(1, Edge);
        (await bench.Fill.FillAsync(bench.Books, Day, Day, Cancel)).Days.ShouldBe(1);
        var before = await FilesAsync(bench);

        (await bench.Fill.FillAsync(bench.Books, Day, Day, Cancel)).ShouldBe(default);
        var other = ShadowBook.Of(Edge, RuleSets.Load("gpi-v5.2").Value, ShadowBench.Hopeful, bench.Settings);
        (await bench.Fill.FillAsync([other], Day, Day, Cancel)).ShouldBe(default);

        (await FilesAsync(bench)).ShouldBe(before);
    }

    /// <summary>Looks of the day that is being run are still to come, and none may wait for a book on paper.</summary>
    [Fact]
    public async Task Fill_DayThatIsBeingRun_IsLeft()
    {
        using var bench = await ShadowBench.OfAsync(1, Edge);
        var evening = new FakeTimeProvider(ParisTime.At(Day, new TimeOnly(23, 0)));
        var fill = new ShadowFill(bench.Store, bench.Plans, SettlementSettings.OfReplay, evening);
        (await fill.FillAsync(bench.Books, Day, Day.AddDays(5), Cancel)).ShouldBe(default);
        (await bench.Store.ListAsync("shadow/", Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Fill_DayOfInventedRaces_IsLeft()
    {
        using var bench = await ShadowBench.OfAsync(1, Edge);
        await bench.Plans.UpdateAsync(Day, plan => plan! with { Simulated = true }, Cancel);
        (await bench.Fill.FillAsync(bench.Books, Day, Day, Cancel)).ShouldBe(default);
    }

    [Fact]
    public async Task Fill_RaceThatWasNotSeen_IsMissingFromTheCoverage()
    {
        using var bench = await ShadowBench.OfAsync(1, Edge);
        var race = (await bench.Plans.GetAsync(Day, Cancel))!.Races[0].Id;
        await bench.Store.DeleteAsync(ArtifactPaths.Snapshot(race, Phase.H5), Cancel);

        await bench.Fill.FillAsync(bench.Books, Day, Day, Cancel);

        var covered = (await bench.BookAsync(Edge)).Days.ShouldHaveSingleItem();
        (covered.Races, covered.Seen).ShouldBe((9, 8));
    }

    /// <summary>An analysis of the user's own leaves no stored figures: those that are known now of days before the race are used.</summary>
    [Fact]
    public async Task Fill_DayWithoutStoredAnalyses_IsStillGoneThrough()
    {
        using var bench = await ShadowBench.OfAsync(1, Edge);
        foreach (var planned in (await bench.Plans.GetAsync(Day, Cancel))!.Races)
        {
            await bench.Store.DeleteAsync(ArtifactPaths.Analysis(planned.Id), Cancel);
            await bench.Store.DeleteAsync(ArtifactPaths.Tickets(planned.Id), Cancel);
        }

        (await bench.Fill.FillAsync(bench.Books, Day, Day, Cancel)).Tickets.ShouldBeGreaterThan(0);

        (await bench.BookAsync(Edge)).Days.ShouldHaveSingleItem().InUse.ShouldBeFalse();
    }

    [Fact]
    public async Task Fill_BookThatSomethingElseHasChanged_IsNotGoneOnWithAndCostsNoOther()
    {
        using var bench = await ShadowBench.OfAsync(1, Edge);
        await bench.Fill.FillAsync(bench.Books, Day, Day, Cancel);
        var path = $"shadow/{Edge}/2031-03.jsonl";
        var there = (await bench.Store.GetAsync(path, Cancel))!;
        var changed = Encoding.UTF8.GetString(there.Content.Span).Replace("\"stake\":", "\"stake\": ", StringComparison.Ordinal);
        await bench.Store.PutIfUnchangedAsync(path, Encoding.UTF8.GetBytes(changed), there.Version, Cancel);
        await bench.RunAsync(Day.AddDays(1), 1, Edge);

        await bench.Fill.FillAsync(bench.Books, Day, Day.AddDays(1), Cancel);

        (await bench.BookAsync(Edge)).Days.Count.ShouldBe(1);
        (await bench.BookAsync("gpi-v5.2")).Days.Count.ShouldBe(2);
        (await new ShadowReader(bench.Store).ReadAsync(null, Cancel)).Changed.ShouldBe([path]);
    }

    /// <summary>Tickets whose dividends are missing are told to those who ask the sources.</summary>
    [Fact]
    public async Task Open_TicketsWithoutAResult_AreNamed()
    {
        using var bench = await ShadowBench.OfAsync(1, Edge);
        foreach (var path in (await bench.Store.ListAsync("", Cancel)).Where(path => path.Contains("/result", StringComparison.Ordinal)))
            await bench.Store.DeleteAsync(path, Cancel);

        await bench.Fill.FillAsync(bench.Books, Day, Day, Cancel);

        var open = await bench.Fill.OpenAsync(bench.Books, Day, Day, Cancel);
        var own = (await bench.BookAsync(Edge)).Tickets;
        own.ShouldAllBe(ticket => ticket.Paper == null);
        open.Select(ticket => ticket.Race).Intersect(own.Select(ticket => ticket.Race)).Count().ShouldBe(own.Count);
        await bench.Fill.SettleAsync(bench.Books, Day, onlyOpen: true, Cancel);
        (await bench.BookAsync(Edge)).Tickets.ShouldAllBe(ticket => ticket.Paper == null);
    }

    private static async Task<IReadOnlyList<string>> FilesAsync(ShadowBench bench) =>
        [
            .. (await ((IArtifactStore)bench.Store).ReadAllAsync("shadow/", Cancel)).Select(stored =>
                Encoding.UTF8.GetString(stored.Artifact.Content.Span)
            ),
        ];
}
