using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pools;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Pools;

public sealed class StakesViewTests
{
    private static readonly double[] NoOdds = [0, 0, 0, 0];

    [Fact]
    public void Of_AWholeList_IsThePool()
    {
        var view = Of([40, 30, 20, 10], total: 250)!;
        view.On.ShouldBe([40, 30, 20, 10]);
        view.Total.ShouldBe(100);
        view.At.ShouldBe(Races.Off.AddMinutes(-5));
        Enumerable.Range(0, 4).ShouldAllBe(i => view.IsKnown(i));
    }

    [Fact]
    public void Of_WhatLiesOnAWithdrawnHorse_IsPaidBack()
    {
        var card = Races.Card(5);
        card = card with { Runners = [.. card.Runners.Select(runner => runner with { NonRunner = runner.Number == 2 })] };
        var view = StakesView.Of(new Field(card).IndexOf, Races.Stakes(BetType.SimpleGagnant, [40, 900, 30, 20, 10], 1000), NoOdds)!;
        view.On.ShouldBe([40, 30, 20, 10]);
        view.Total.ShouldBe(100);
    }

    [Theory]
    [InlineData(100, 30)] // the total has nothing of the withdrawn horse's 50 any more
    [InlineData(150, 30)] // it has
    public void Of_ACutList_HasTheRestOfTheTotalWithoutWhatIsPaidBack(double total, double rest)
    {
        var card = Races.Card(5);
        card = card with { Runners = [.. card.Runners.Select(runner => runner with { NonRunner = runner.Number == 1 })] };
        var view = StakesView.Of(new Field(card).IndexOf, Races.Stakes(BetType.SimplePlace, [50, 40, 30, 0, 0], total), [3, 4, 10, 10])!;
        view.Total.ShouldBe(70 + rest);
        view.On.ShouldBe([40, 30, rest / 2, rest / 2]);
        (view.IsKnown(1), view.IsKnown(2)).ShouldBe((true, false));
    }

    [Fact]
    public void Of_ACutList_SpreadsTheRestByTheWinOdds_NoneAboveTheLeastListed()
    {
        Of([40, 30, 0, 0], total: 100, odds: [3, 4, 10, 20])!.On.Select(on => Math.Round(on, 9)).ShouldBe([40, 30, 20, 10]);
        // 60 to spread, and nobody who is left out can have more than 20.
        var many = Of([40, 20, 0, 0], total: 120, odds: [3, 4, 10, 10])!;
        many.On.ShouldBe([40, 20, 20, 20]);
        many.Total.ShouldBe(120);
        // A horse without odds counts as the longest.
        Of([40, 30, 0, 0], total: 100, odds: [3, 4, 10, 0])!.On.ShouldBe([40, 30, 15, 15]);
    }

    [Fact]
    public void Of_ACutListWithoutATotal_IsNoPool() => Of([40, 30, 20, 0]).ShouldBeNull();

    [Fact]
    public void Of_ATotalUnderTheList_IsTheList() => Of([40, 30, 20, 0], total: 89)!.Total.ShouldBe(90);

    [Fact]
    public void Of_NoMoney_IsNoPool()
    {
        Of([0, 0, 0, 0], total: 0).ShouldBeNull();
        Of([0, 0, 0, 0], total: 500).ShouldBeNull();
        StakesView.Of(new Field(Races.Card(4)).IndexOf, null, NoOdds).ShouldBeNull();
    }

    [Fact]
    public void Of_AHorseOnWhichNothingLies_IsNotKnown()
    {
        var nothing = new CombinationStake([4], Euro.Zero);
        var stakes = Races.Stakes(BetType.SimpleGagnant, [40, 30, 20]);
        var view = StakesView.Of(new Field(Races.Card(4)).IndexOf, stakes with { Stakes = [.. stakes.Stakes, nothing] }, NoOdds)!;
        (view.Total, view.IsKnown(3)).ShouldBe((90, false));
    }

    private static StakesView? Of(double[] euros, double? total = null, double[]? odds = null) =>
        StakesView.Of(new Field(Races.Card(4)).IndexOf, Races.Stakes(BetType.SimplePlace, euros, total), odds ?? NoOdds);
}
