using CsCheck;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Tests.Exposure;
using Hippique.Orchestration.Tests.Ledger;
using Hippique.Racing;

namespace Hippique.Orchestration.Tests.Imports;

public sealed class BetImportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bets_are_entered_in_a_ledger_of_their_own()
    {
        var bench = await NewAsync();
        var report = await bench.ImportAsync("DAY,R1C1,simple_gagnant,7,2.00,7.40", "2031-04-02,R2C2,couple_place,4-7,3.00,0.00,,pmu,A12");
        (report.Rows, report.New, report.Refused.Count, report.NoResult).ShouldBe((2, 2, 0, 2));
        (report.From, report.To).ShouldBe((PlayedDays.Day, new DateOnly(2031, 4, 2)));
        (await bench.EntriesAsync())
            .Select(entry => entry.Key)
            .ShouldBe(["2031-03-14/R1C1/zeturf-simple_gagnant-7/imported", "2031-04-02/R2C2/pmu_internet-couple_place-4-7/imported"]);
        // Of the race of the plan more is known than the file says.
        var first = (await bench.BetsAsync())[0].Bet;
        (first.Meeting, first.Off).ShouldBe(("VALMOREL", PlayedDays.Off("14:00")));
        (first.Said.Way, first.Said.By, first.Line).ShouldBe((SayingWay.Import, "marie", 2));
        (await bench.Bench.BookAsync()).Imported.ShouldBeEmpty();
    }

    [Fact]
    public async Task File_that_is_imported_again_and_a_longer_one_enter_each_bet_once()
    {
        var bench = await NewAsync();
        string[] first = ["DAY,R1C1,SG,7,2.00,7.40", "DAY,R1C1,SG,7,2.00,7.40", "DAY,R1C1,SG,8,2.00,0.00"];
        (await bench.ImportAsync(first)).New.ShouldBe(3);
        var entries = await bench.EntriesAsync();
        var again = await bench.ImportAsync(first);
        (again.New, again.Changed, again.Known).ShouldBe((0, 0, 3));
        (await bench.EntriesAsync()).ShouldBe(entries);

        var longer = await bench.ImportAsync([.. first, "DAY,R1C1,SG,7,2.00,7.40", "DAY,R1C2,SG,7,2.00,0.00"]);
        (longer.New, longer.Known).ShouldBe((2, 3));
        (await bench.BetsAsync())
            .Select(bet => bet.Id)
            .ShouldBe([
                "zeturf-simple_gagnant-7",
                "zeturf-simple_gagnant-7.2",
                "zeturf-simple_gagnant-8",
                "zeturf-simple_gagnant-7.3",
                "zeturf-simple_gagnant-7",
            ]);
    }

    [Fact]
    public async Task References_tell_bets_apart_that_are_alike()
    {
        var bench = await NewAsync();
        await bench.ImportAsync("DAY,R1C1,SG,7,2.00,7.40,,,B2");
        var report = await bench.ImportAsync("DAY,R1C1,SG,7,2.00,7.40,,,B1", "DAY,R1C1,SG,7,2.00,7.40,,,B2");
        (report.New, report.Known).ShouldBe((1, 1));
        (await bench.BetsAsync()).Select(bet => bet.Bet.Reference).ShouldBe(["B2", "B1"]);
    }

    [Fact]
    public async Task File_of_the_operator_after_one_of_the_users_own_names_the_same_bet()
    {
        var bench = await NewAsync();
        await bench.ImportAsync("DAY,R1C1,SG,7,2.00,,4.2");
        var report = await bench.ImportAsync("DAY,R1C1,SG,7,2.00,7.40,,,B1");
        (report.New, report.Changed).ShouldBe((0, 1));
        var bet = (await bench.BetsAsync()).ShouldHaveSingleItem().Bet;
        // What the second file leaves out stays.
        (bet.Returned, bet.Odds, bet.Reference).ShouldBe((new Euro(7.4m), 4.2, "B1"));
        (await bench.EntriesAsync())[1]
            .ShouldSatisfyAllConditions(
                entry => entry.Key.ShouldBe("2031-03-14/R1C1/zeturf-simple_gagnant-7/imported/2"),
                entry => entry.Corrects.ShouldBe("2031-03-14/R1C1/zeturf-simple_gagnant-7/imported")
            );
        // The first file once more takes nothing back.
        (await bench.ImportAsync("DAY,R1C1,SG,7,2.00,,4.2")).Known.ShouldBe(1);
    }

    [Fact]
    public async Task Bets_on_tickets_of_this_program_are_recorded_as_played_there_and_count_once()
    {
        var bench = await NewAsync();
        await bench.Bench.PlayedAsync("R1C1-1", 3, 4.4m);
        await bench.Bench.SkipAsync("R1C2-1");
        var report = await bench.ImportAsync(
            "DAY,R1C1,SG,5,3.00,0.00",
            "DAY,R1C2,SG,5,2.00,0.00,4.1",
            "DAY,R1C3,SG,5,6.00,0.00",
            "DAY,R1C3,SG,5,1.00,0.00",
            "DAY,R1C3,SG,5,2.00,0.00,,pmu"
        );
        report
            .Own.Select(own => (own.Line, own.Ticket, own.Recorded))
            .ShouldBe([(2, "R1C1-1", false), (3, "R1C2-1", true), (4, "R1C3-1", true)]);
        // A second bet alike, and one in another pool, are the user's own.
        (report.New, (await bench.BetsAsync()).Count).ShouldBe((2, 2));
        (await bench.Bench.TicketAsync("R1C1-1"))
            .Played!.Legs[0]
            .ShouldSatisfyAllConditions(leg => leg.Odds.ShouldBe(4.4), leg => leg.Stake.ShouldBe(new Euro(3)));
        (await bench.Bench.TicketAsync("R1C2-1")).Played!.ShouldSatisfyAllConditions(
            played => played.Legs[0].Odds.ShouldBe(4.1),
            played => played.Said.Way.ShouldBe(SayingWay.Import)
        );
        (await bench.Bench.TicketAsync("R1C3-1")).Played!.Stake.ShouldBe(new Euro(6));

        var again = await bench.ImportAsync("DAY,R1C2,SG,5,2.00,0.00,4.1", "DAY,R1C3,SG,5,6.00,0.00");
        (again.Own.Count(own => own.Recorded), again.New).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Dry_run_enters_nothing()
    {
        var bench = await NewAsync();
        var report = await bench.ImportAsync(order => order with { DryRun = true }, "DAY,R1C1,SG,7,2.00,7.40", "DAY,R1C3,SG,5,2.00,0.00");
        (report.New, report.Own.Count).ShouldBe((1, 1));
        (await bench.EntriesAsync()).ShouldBeEmpty();
        (await bench.Bench.TicketAsync("R1C3-1")).Said.ShouldBeNull();
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_are_named_and_the_others_entered()
    {
        var bench = await NewAsync();
        var report = await bench.ImportAsync(
            "DAY,R1C1,SG,7,2.00,7.40",
            "DAY,R1C1,Poker,7,2.00,0.00",
            "DAY,R1C1,SG,7,2.00,0.00,,,,,ELSEWHERE"
        );
        report.New.ShouldBe(1);
        report
            .Refused.Select(row => $"{row.Line}: {row.Why}")
            .ShouldBe([
                "3: 'Poker' is no bet on a horse race that is known here",
                "4: R1C1 of 2031-03-14 is run at VALMOREL, not at ELSEWHERE",
            ]);
    }

    [Fact]
    public async Task Results_of_the_programs_own_days_are_compared_and_fill_in_what_the_file_leaves_out()
    {
        var bench = await NewAsync();
        await bench.RunAsync(
            "R1C1",
            [7, 8, 9],
            (BetType.SimpleGagnant, [7], 3.7m),
            (BetType.CouplePlace, [7, 8], 2.1m),
            (BetType.CouplePlace, [7, 9], 3m),
            (BetType.CouplePlace, [8, 9], 4m)
        );
        var report = await bench.ImportAsync(
            "DAY,R1C1,SG,7,2.00,7.40",
            "DAY,R1C1,SG,8,2.00,0.00",
            "DAY,R1C1,SG,9,2.00,5.00",
            "DAY,R1C1,SG,7,4.00,,4.0",
            "DAY,R1C1,couple_place,7-8-3,3.00,2.10",
            "DAY,R1C1,couple_place,7 + 8 9,2.00,4.20",
            "DAY,R1C1,multi,7-8-9-1,3.00,",
            "DAY,R1C2,SG,7,2.00,"
        );
        (report.Agree, report.Differences.Count, report.NotSettled, report.NoResult, report.Open).ShouldBe((4, 1, 2, 1, 2));
        report
            .Differences[0]
            .ShouldSatisfyAllConditions(
                difference => difference.Line.ShouldBe(4),
                difference => (difference.Told, difference.Official).ShouldBe((new Euro(5), Euro.Zero))
            );
        report.LooksNet.ShouldBeFalse();
        // The return that only the results know, with the price against the close.
        var filled = (await bench.BetsAsync()).Single(bet => bet.Bet.Stake == new Euro(4));
        filled.Returned.ShouldBe(new Euro(14.8m));
        filled.ClosingLineValue!.Value.ShouldBe(Math.Log(4 / 3.7), 1e-12);
    }

    /// <summary>Files of races often have no dividends of a pool, but its closing odds.</summary>
    [Fact]
    public async Task Closing_odds_say_whether_a_bet_won_and_nothing_of_its_amount()
    {
        var bench = await NewAsync();
        await bench.RunAsync("R1C1", [7, 8, 9], close: [(7, 3.7), (8, 5.2), (9, 4.4)]);
        var report = await bench.ImportAsync(
            "DAY,R1C1,SG,7,2.00,7.00,4.0",
            "DAY,R1C1,SG,8,2.00,0.00,4.0",
            "DAY,R1C1,SG,9,2.00,9.00,4.0",
            "DAY,R1C1,SG,7,3.00,"
        );
        (report.Agree, report.Differences.Count, report.NotSettled, report.Open).ShouldBe((2, 1, 1, 1));
        report.Differences[0].Official.ShouldBe(Euro.Zero);
        var bets = await bench.BetsAsync();
        bets[3].Returned.ShouldBeNull();
        // Of winners and losers alike, or the mean would be of losers alone.
        bets.Select(bet => bet.ClosingLineValue is not null).ShouldBe([true, true, true, false]);
        (await bench.Bench.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Results_that_come_later_are_entered_by_the_next_import()
    {
        var bench = await NewAsync();
        (await bench.ImportAsync("DAY,R1C1,SG,7,2.00,")).Open.ShouldBe(1);
        await bench.RunAsync("R1C1", [7, 8, 9], (BetType.SimpleGagnant, [7], 3.7m));
        var report = await bench.ImportAsync("DAY,R1C1,SG,7,2.00,");
        (report.Known, report.Open, report.Agree).ShouldBe((1, 0, 1));
        (await bench.BetsAsync())[0].Returned.ShouldBe(new Euro(7.4m));
        (await bench.EntriesAsync())
            .Select(entry => entry.Fact.GetType())
            .ShouldBe([typeof(LedgerFact.Imported), typeof(LedgerFact.Official)]);
        (await bench.ImportAsync("DAY,R1C1,SG,7,2.00,")).Known.ShouldBe(1);
        (await bench.EntriesAsync()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Stake_that_is_corrected_leaves_no_return_of_the_one_before()
    {
        var bench = await NewAsync();
        await bench.ImportAsync("DAY,R1C1,SG,7,2.00,", "DAY,R1C2,SG,7,2.00,");
        await bench.RunAsync("R1C1", [7, 8, 9], (BetType.SimpleGagnant, [7], 3.7m));
        await bench.ImportAsync("DAY,R1C1,SG,7,2.00,");
        (await bench.BetsAsync())[0].Returned.ShouldBe(new Euro(7.4m));
        await bench.Bench.Store.DeleteAsync(ArtifactPaths.Result(PlayedDays.Id("R1C1")), Cancel);
        (await bench.ImportAsync("DAY,R1C1,SG,7,4.00,")).Changed.ShouldBe(1);
        (await bench.BetsAsync())[0].Returned.ShouldBeNull();
        (await bench.Bench.CheckAsync()).Problems.ShouldBeEmpty();
        await bench.RunAsync("R1C1", [7, 8, 9], (BetType.SimpleGagnant, [7], 3.7m));
        await bench.ImportAsync("DAY,R1C1,SG,7,4.00,");
        (await bench.BetsAsync())[0].Returned.ShouldBe(new Euro(14.8m));
        (await bench.EntriesAsync())[^1].Key.ShouldBe("2031-03-14/R1C1/zeturf-simple_gagnant-7/official/2");
        (await bench.Bench.CheckAsync()).Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Racecourse_that_is_written_in_another_way_is_no_news()
    {
        var bench = await NewAsync();
        await bench.ImportAsync("2031-05-01,R1C1,SG,7,2.00,0.00,,,,,Valmorel");
        (await bench.ImportAsync("2031-05-01,R1C1,SG,7,2.00,0.00,,,,,VALMOREL-LES-BAINS")).Known.ShouldBe(1);
        (await bench.ImportAsync("DAY,R1C1,SG,7,2.00,0.00,,,,,VALMOREL-LES-BAINS")).New.ShouldBe(1);
    }

    [Fact]
    public async Task Column_that_has_the_stake_taken_off_is_noticed()
    {
        var bench = await NewAsync();
        await bench.RunAsync("R1C1", [7, 8, 9], (BetType.SimpleGagnant, [7], 3.7m));
        await bench.RunAsync("R1C2", [8, 7, 9], (BetType.SimpleGagnant, [8], 2.4m));
        var report = await bench.ImportAsync("DAY,R1C1,SG,7,2.00,5.40", "DAY,R1C2,SG,8,1.00,1.40", "DAY,R1C2,SG,9,1.00,0.00");
        (report.Differences.Count, report.LooksNet).ShouldBe((2, true));
    }

    [Fact]
    public async Task Balance_stands_beside_those_of_the_program_and_claims_nothing()
    {
        var bench = await NewAsync();
        await bench.ImportAsync(
            "DAY,R1C1,SG,7,2.00,7.40,4.0",
            "DAY,R1C1,SG,8,2.00,0.00,9.0",
            "DAY,R1C2,SG,7,3.00,3.00,,,,remboursé",
            "DAY,R1C3,SG,7,5.00,"
        );
        var balance = await new BalanceReader(bench.Bench.Ledger, bench.Imported, bench.Bench.Mode).ReadAsync(
            PlayedDays.Day,
            BalanceBy.Odds,
            Cancel
        );
        balance.PaperMode.ShouldBeTrue();
        (balance.Paper.Totals.Tickets, balance.Played.Totals.Tickets).ShouldBe((3, 0));
        var imported = balance.Imported.ShouldNotBeNull();
        (imported.Totals.Tickets, imported.Totals.Staked, imported.Totals.Open, imported.Totals.Refunded, imported.Totals.Profit).ShouldBe(
            (4, new Euro(12), new Euro(5), new Euro(3), new Euro(3.4m))
        );
        var figures = imported.Figures;
        (figures.Bets, figures.Refunded, figures.Profit, figures.Hits).ShouldBe((2, 1, new Euro(3.4m), 1));
        (figures.ExpectedReturn, figures.ExpectedHitRate, figures.Claimed, figures.LosingRunChance).ShouldBe((null, null, null, null));
        // Prices say how far such bets scatter: 1.96 · √(4·3 + 4·8) / 4 around .85.
        figures.Interval!.Value.High.ShouldBe(.85 + 1.959964 * Math.Sqrt(44) / 4, 1e-4);
        imported.Groups.Select(group => (group.Key, group.Figures.Bets)).ShouldBe([("3-6", 1), ("6-12", 1), ("unknown", 0)]);
    }

    [Fact]
    public async Task Few_bets_without_a_price_have_no_interval()
    {
        var bench = await NewAsync();
        await bench.ImportAsync([.. Enumerable.Range(1, 20).Select(day => $"2031-05-{day:00},R1C1,SG,7,2.00,{(day < 9 ? 9 : 0)}.00")]);
        (await FiguresAsync(bench)).Interval.ShouldBeNull();
        await bench.ImportAsync([.. Enumerable.Range(21, 4).Select(day => $"2031-05-{day:00},R1C1,SG,7,2.00,9.00")]);
        (await FiguresAsync(bench)).Interval.ShouldNotBeNull();
    }

    private static async Task<Hippique.Gpi.Balances.BalanceFigures> FiguresAsync(ImportBench bench) =>
        (await new BalanceReader(bench.Bench.Ledger, bench.Imported, bench.Bench.Mode).ReadAsync(null, null, Cancel)).Imported!.Figures;

    /// <summary>Money is neither made nor lost: whatever files say, in whatever order and however often.</summary>
    [Fact]
    public async Task Whatever_is_imported_the_ledger_balances()
    {
        var row = Gen.Select(
            Gen.Int[1, 3],
            Gen.Int[5, 8],
            Gen.Int[1, 4],
            Gen.OneOf(Gen.Const(""), Gen.Const("0.00"), Gen.Const("1.00"), Gen.Const("4.00"), Gen.Const("7.40")),
            Gen.OneOf(Gen.Const(""), Gen.Const("3.2")),
            Gen.OneOf(Gen.Const(""), Gen.Const("A"), Gen.Const("B")),
            (race, horse, stake, returned, odds, reference) => $"DAY,R1C{race},SG,{horse},{stake}.00,{returned},{odds},,{reference}"
        );
        await Gen.Select(row.Array[1, 8].Array[1, 4], Gen.Bool)
            .SampleAsync(
                async (files, run) =>
                {
                    var bench = await NewAsync();
                    foreach (var file in files)
                        await bench.ImportAsync(file);
                    if (run)
                        await bench.RunAsync("R1C1", [7, 8, 6], (BetType.SimpleGagnant, [7], 3.7m));
                    await bench.ImportAsync(files[0]);
                    var check = await bench.Bench.CheckAsync();
                    check.Problems.ShouldBeEmpty();
                    var bets = await bench.BetsAsync();
                    var balance = (
                        await new BalanceReader(bench.Bench.Ledger, bench.Imported, bench.Bench.Mode).ReadAsync(
                            null,
                            BalanceBy.Pool,
                            Cancel
                        )
                    ).Imported;
                    check.Imported.ShouldBe(LedgerTotals.Of(bets));
                    (balance?.Totals ?? LedgerTotals.None).ShouldBe(check.Imported);
                    (balance?.Figures.Profit ?? Euro.Zero).ShouldBe(check.Imported.Profit);
                    new Euro(balance?.Groups.Sum(group => group.Figures.Profit.Amount) ?? 0).ShouldBe(check.Imported.Profit);
                    // A row that stands in a file as often as in no other is entered so often.
                    var own = (await bench.Bench.BookAsync()).Tickets.Count(ticket => ticket.Played is not null);
                    (bets.Count + own).ShouldBeLessThanOrEqualTo(files.Sum(file => file.Length));
                },
                iter: 60,
                threads: 1
            );
    }

    [Fact]
    public async Task Changed_line_is_found()
    {
        var bench = await NewAsync();
        await bench.ImportAsync("DAY,R1C1,SG,7,2.00,7.40", "DAY,R1C2,SG,7,2.00,0.00");
        const string path = "imported/2031-03.jsonl";
        var there = (await bench.Bench.Store.GetAsync(path, Cancel))!;
        var text = System.Text.Encoding.UTF8.GetString(there.Content.Span);
        await bench.Bench.Store.PutIfUnchangedAsync(
            path,
            System.Text.Encoding.UTF8.GetBytes(text.Replace("7.40", "9.40")),
            there.Version,
            Cancel
        );
        (await bench.Bench.CheckAsync())
            .Problems.Select(problem => problem.ToString())
            .ShouldBe(["imported/2031-03.jsonl, line 1: its hash is not that of what it says, so it was changed"]);
        await Should.ThrowAsync<LedgerChangedException>(() => bench.ImportAsync("DAY,R1C3,SG,7,2.00,0.00"));
        var balance = await new BalanceReader(bench.Bench.Ledger, new ImportedBets(bench.Bench.Store), bench.Bench.Mode).ReadAsync(
            null,
            null,
            Cancel
        );
        balance.Changed.ShouldBe([path]);
    }

    private static async Task<ImportBench> NewAsync() => new(await LedgerBench.ProposedAsync());
}
