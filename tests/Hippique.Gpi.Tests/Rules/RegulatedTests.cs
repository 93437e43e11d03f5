using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Rules;

public sealed class RegulatedTests
{
    private static readonly DateOnly Day = new(2025, 11, 22);

    [Theory]
    [InlineData(3, 0)]
    [InlineData(4, 2)]
    [InlineData(7, 2)]
    [InlineData(8, 3)]
    [InlineData(20, 3)]
    public void PlacesPaid_IsByStarters(int starters, int paid) => Regulated.Default.PlacesPaid(Day, starters).ShouldBe(paid);

    [Fact]
    public void Dividends_TheRowOfTheDayCounts()
    {
        Regulated.Default.Dividends(Day).Minimum.ShouldBe(1.10m);
        Regulated.Default.Dividends(new DateOnly(2026, 7, 7)).Minimum.ShouldBe(1.05m);
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
    public void Stakes_AbroadInTheCommonPool_AreTheirOwn()
    {
        Regulated.Default.Stakes(Day, Pool.PmuNational, BetType.SimpleGagnant, international: true)!.Minimum.ShouldBe(new Euro(1));
        Regulated.Default.Stakes(Day, Pool.PmuNational, BetType.TrioOrdre, international: true).ShouldBeNull();
    }

    [Fact]
    public void Stakes_TheRowOfTheDayCounts()
    {
        const string Text = """
            places_paid: []
            dividends: []
            take_out: []
            stakes:
              - {from: 2025-01-01, pool: zeturf, bet: trio, minimum: 1, step: 1}
              - {from: 2026-01-01, pool: zeturf, bet: trio, minimum: 1.5, step: 0.5}
              - {from: 2025-01-01, pool: zeturf, bet: trio, minimum: 3, step: 3, international: true}
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
        Should.Throw<InvalidOperationException>(() => Regulated.Default.PlacesPaid(new DateOnly(1999, 1, 1), 8));

    [Fact]
    public void Parse_WrongDateAndBet_NamesBoth()
    {
        const string Text = """
            places_paid:
              - {from: 2020-13-01, fewer: 0, from_4: 2, from_8: 3}
            dividends: []
            take_out: []
            stakes:
              - {from: 2020-01-01, pool: zeturf, bet: tierce_ordre, minimum: 1, step: 1}
              - {from: 2020-01-01, pool: zeturf, bet: trio, minimum: 1, step: 1, international: perhaps}
            """;
        var errors = Regulated.Parse("r.yaml", Text).Error;
        errors.ShouldContain("r.yaml:2: places_paid.from: a date such as 2026-07-01");
        errors.ShouldContain("r.yaml:6: stakes.bet: one of simple_gagnant");
        errors.ShouldContain("r.yaml:7: stakes.international: one of false, true");
    }
}
