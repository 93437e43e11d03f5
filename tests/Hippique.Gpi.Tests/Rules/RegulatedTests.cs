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
    public void Stakes_AreThoseOfThePool(Pool pool, BetType bet, int minimum) =>
        Regulated.Default.Stakes(Day, pool, bet)!.Minimum.ShouldBe(new Euro(minimum));

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
            """;
        var errors = Regulated.Parse("r.yaml", Text).Error;
        errors.ShouldContain("r.yaml:2: places_paid.from: a date such as 2026-07-01");
        errors.ShouldContain("r.yaml:6: stakes.bet: one of simple_gagnant");
    }
}
