using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Rules;

public sealed class RegulatedTests
{
    private static readonly DateOnly Day = new(2025, 11, 22);

    [Theory]
    [InlineData(3, 3, 0)]
    [InlineData(4, 3, 2)] // declared, not the three that start
    [InlineData(7, 7, 2)]
    [InlineData(8, 8, 3)]
    [InlineData(8, 5, 3)]
    [InlineData(20, 20, 3)]
    public void PlacesPaid_AreCountedOnTheDeclared(int declared, int starters, int paid) =>
        Regulated.Default.PlacesPaid(Day, new FieldSize(declared, starters)).ShouldBe(paid);

    [Theory]
    [InlineData(8, 7, 3, 2)]
    public void PlacesPaid_ATableThatCountsStarters_CountsThem(int declared, int starters, int byDeclared, int byStarters)
    {
        Regulated.Default.PlacesPaid(Day, new FieldSize(declared, starters)).ShouldBe(byDeclared);
        var rows = Regulated.Default.PlacesPaidRows.Select(row => row with { Counts = Counted.Starters });
        (Regulated.Default with { PlacesPaidRows = [.. rows] }).PlacesPaid(Day, new FieldSize(declared, starters)).ShouldBe(byStarters);
    }

    [Theory]
    [InlineData(BetType.CouplePlace, 7, 7, false)]
    [InlineData(BetType.CouplePlace, 8, 6, true)]
    [InlineData(BetType.CoupleGagnant, 7, 7, false)]
    [InlineData(BetType.CoupleGagnant, 8, 7, true)]
    [InlineData(BetType.CoupleOrdre, 7, 6, true)]
    [InlineData(BetType.CoupleOrdre, 8, 7, false)]
    [InlineData(BetType.Trio, 8, 5, true)]
    [InlineData(BetType.Trio, 7, 7, false)]
    [InlineData(BetType.DeuxSurQuatre, 9, 9, false)]
    [InlineData(BetType.DeuxSurQuatre, 10, 7, true)]
    [InlineData(BetType.Ze2Sur4, 10, 6, true)]
    [InlineData(BetType.Ze2Sur4, 9, 9, false)]
    [InlineData(BetType.Multi, 10, 9, true)]
    [InlineData(BetType.Multi, 9, 9, false)]
    [InlineData(BetType.Tierce, 16, 16, false)] // not in the table
    public void IsHeld_CountsTheDeclared(BetType bet, int declared, int starters, bool held) =>
        Regulated.Default.IsHeld(Day, bet, new FieldSize(declared, starters)).ShouldBe(held);

    [Theory]
    [InlineData(BetType.DeuxSurQuatre, 12, 4, true)] // those that took part
    [InlineData(BetType.DeuxSurQuatre, 12, 5, false)]
    [InlineData(BetType.Ze2Sur4, 12, 4, true)]
    [InlineData(BetType.SimplePlace, 4, 3, false)]
    [InlineData(BetType.SimplePlace, 3, 3, true)]
    [InlineData(BetType.SimpleGagnant, 3, 2, false)]
    public void IsRefunded_CountsWhatTheRowSays(BetType bet, int declared, int starters, bool refunded) =>
        Regulated.Default.IsRefunded(Day, bet, new FieldSize(declared, starters)).ShouldBe(refunded);

    [Fact]
    public void EveryThresholdOnHorses_NamesWhatItCountsAndItsSource()
    {
        var tables = Regulated.Default;
        var sources = tables
            .PlacesPaidRows.Select(row => row.Source)
            .Concat(tables.BetRows.Select(row => row.Source))
            .Concat(tables.RefundRows.Select(row => row.Source))
            .Concat(tables.TakeOutRows.Select(row => row.Source));
        sources.ShouldAllBe(source => source.Length > 10);
        const string Silent =
            "places_paid:\n  - {from: 2020-01-01, fewer: 0, from_4: 2, from_8: 3}\nbets: []\nrefunds: []\ndividends: []\ntake_out: []\nstakes: []\n";
        var errors = Regulated.Parse("r.yaml", Silent).Error;
        errors.ToString().ShouldContain("places_paid.counts: missing; one of declared, starters");
        errors.ToString().ShouldContain("places_paid.source: missing; a text");
    }

    [Fact]
    public void FieldSizeOf_ACard_CountsWithdrawnRunnersAsDeclared()
    {
        var card = Races.Card(8) with { DeclaredRunners = 9 };
        var withdrawn = card with { Runners = [.. card.Runners.Select(runner => runner with { NonRunner = runner.Number > 6 })] };
        FieldSize.Of(withdrawn).ShouldBe(new FieldSize(9, 6));
        FieldSize.Of(withdrawn with { DeclaredRunners = null }).ShouldBe(new FieldSize(8, 6));
        FieldSize.Of(withdrawn with { DeclaredRunners = 3 }).ShouldBe(new FieldSize(8, 6));
    }

    [Theory]
    [InlineData(Pool.ZEturf, 1.10)]
    [InlineData(Pool.Genybet, 1.10)] // no row of its own
    [InlineData(Pool.PmuInternet, 1.05)]
    [InlineData(Pool.PmuNational, 1.10)]
    public void Dividends_TheRowOfThePoolCounts(Pool pool, double least) =>
        Regulated.Default.Dividends(Day, pool).Minimum.ShouldBe((decimal)least);

    [Fact]
    public void Dividends_TheRowOfTheDayCounts()
    {
        var tables = Regulated.Default;
        var old = tables.DividendRows.First(row => row.Pool == Pool.PmuInternet);
        var changed = tables with { DividendRows = [.. tables.DividendRows, old with { From = Day.AddDays(1), Minimum = 1.01m }] };
        changed.Dividends(Day, Pool.PmuInternet).Minimum.ShouldBe(1.05m);
        changed.Dividends(Day.AddDays(1), Pool.PmuInternet).Minimum.ShouldBe(1.01m);
    }

    [Theory]
    [InlineData(2.4999, 2.4)]
    [InlineData(2.5, 2.5)]
    [InlineData(2.2999999999999998, 2.3)] // a crumb of the machine's arithmetic
    [InlineData(1.09, 1.05)]
    [InlineData(.3, 1.05)]
    [InlineData(1.1, 1.1)]
    public void Round_GoesDownToATenth_AndNeverUnderTheLeast(double exact, double paid)
    {
        var row = Regulated.Default.Dividends(Day, Pool.PmuInternet);
        row.Round(exact).ShouldBe(paid);
        row.Round((decimal)exact).ShouldBe((decimal)paid);
    }

    [Theory]
    [InlineData(Pool.PmuNational, BetType.SimpleGagnant, 2)]
    [InlineData(Pool.PmuInternet, BetType.SimpleGagnant, 1)]
    [InlineData(Pool.PmuNational, BetType.DeuxSurQuatre, 3)]
    [InlineData(Pool.PmuInternet, BetType.DeuxSurQuatre, 3)] // miseBase of E_DEUX_SUR_QUATRE on every race of four programmes
    [InlineData(Pool.PmuNational, BetType.QuartePlus, 1.5)]
    public void Stakes_AreThoseOfThePool(Pool pool, BetType bet, double minimum) =>
        Regulated.Default.Stakes(Day, pool, bet)!.Minimum.ShouldBe(new Euro((decimal)minimum));

    [Fact]
    public void On_ADay_OnlyTheRowsThatCountRemain_AndAnswerAlike()
    {
        var tables = Regulated.Default.On(Day);

        tables
            .TakeOutRows.Where(row => row is { Pool: Pool.PmuInternet, Bet: BetType.SimpleGagnant })
            .ShouldHaveSingleItem()
            .From.ShouldBe(new DateOnly(2024, 1, 1));
        tables.DividendRows.ShouldAllBe(row => row.From <= Day);
        foreach (var pool in Enum.GetValues<Pool>())
        {
            tables.Dividends(Day, pool).ShouldBe(Regulated.Default.Dividends(Day, pool));
            foreach (var bet in Enum.GetValues<BetType>())
            {
                tables.TakeOut(Day, pool, bet).ShouldBe(Regulated.Default.TakeOut(Day, pool, bet));
                tables.Stakes(Day, pool, bet).ShouldBe(Regulated.Default.Stakes(Day, pool, bet));
            }
        }
    }

    [Fact]
    public void Stakes_TheRowOfTheDayCounts()
    {
        const string Text = """
            places_paid: []
            bets: []
            refunds: []
            dividends: []
            take_out: []
            stakes:
              - {from: 2025-01-01, pool: zeturf, bet: trio, minimum: 1, step: 1}
              - {from: 2026-01-01, pool: zeturf, bet: trio, minimum: 1.5, step: 0.5}
            """;
        var table = Regulated.Parse("r.yaml", Text).Value;
        table.Stakes(new DateOnly(2024, 12, 31), Pool.ZEturf, BetType.Trio).ShouldBeNull();
        table.Stakes(new DateOnly(2025, 12, 31), Pool.ZEturf, BetType.Trio)!.Minimum.ShouldBe(new Euro(1));
        table
            .Stakes(new DateOnly(2026, 1, 1), Pool.ZEturf, BetType.Trio)
            .ShouldBe(new BetOffer(BetType.Trio, new Euro(1.5m), new Euro(.5m), null));
    }

    [Fact]
    public void Stakes_ABetThatThePoolDoesNotList_AreNone() => Regulated.Default.Stakes(Day, Pool.Genybet, BetType.Ze4).ShouldBeNull();

    [Fact]
    public void TakeOut_IsThatOfThePool()
    {
        Regulated.Default.TakeOut(Day, Pool.PmuNational, BetType.SimpleGagnant).ShouldBe(.157);
        Regulated.Default.TakeOut(Day, Pool.PmuInternet, BetType.SimpleGagnant).ShouldBe(.133);
    }

    [Fact]
    public void PlacesPaid_BeforeTheFirstRow_IsAnError() =>
        Should.Throw<InvalidOperationException>(() => Regulated.Default.PlacesPaid(new DateOnly(1999, 1, 1), new FieldSize(8, 8)));

    [Fact]
    public void Parse_WrongDateAndBet_NamesBoth()
    {
        const string Text = """
            places_paid:
              - {from: 2020-13-01, counts: declared, fewer: 0, from_4: 2, from_8: 3, source: "a table"}
            bets: []
            refunds: []
            dividends: []
            take_out: []
            stakes:
              - {from: 2020-01-01, pool: zeturf, bet: tierce_ordre, minimum: 1, step: 1}
            """;
        var errors = Regulated.Parse("r.yaml", Text).Error;
        errors.ToString().ShouldContain("r.yaml:2: places_paid.from: a date such as 2026-07-01");
        errors.ToString().ShouldContain("r.yaml:8: stakes.bet: one of simple_gagnant");
    }
}
