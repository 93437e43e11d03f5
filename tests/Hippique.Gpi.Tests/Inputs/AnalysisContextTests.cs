using Hippique.Gpi.Tests.Guards;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Inputs;

public sealed class AnalysisContextTests
{
    private static readonly double[] Odds = [2, 4, 5];

    [Fact]
    public void Pools_InAnyOrder_AreInTheOrderOfTheirNames()
    {
        var input = Races.Input(Races.H5(Races.Card(3), Races.Prices(Pool.PmuNational, Odds), Races.Prices(Pool.ZEturf, Odds)));
        GuardRace.Context(input).Pools.Select(view => view.Prices!.Pool).ShouldBe([Pool.ZEturf, Pool.PmuNational]);
    }

    [Fact]
    public void AtH30_IsThePricesOfTheSamePoolOnly()
    {
        var card = Races.Card(3);
        var input = Races.Input(Races.H5(card, Races.Prices(Pool.ZEturf, Odds))) with
        {
            H30 = Races.H30(card, Races.Prices(Pool.ZEturf, [3, 3, 3])),
        };
        GuardRace.Context(input).AtH30(Pool.ZEturf)!.Win.ShouldBe([3, 3, 3]);
        GuardRace.Context(input).AtH30(Pool.PmuNational).ShouldBeNull();
        GuardRace.Context(input with { H30 = null }).AtH30(Pool.ZEturf).ShouldBeNull();
        GuardRace.Context(input with { H30 = Races.H30(card, Races.Prices(Pool.ZEturf, [])) }).AtH30(Pool.ZEturf).ShouldBeNull();
    }

    [Fact]
    public void Statistics_AreAlongTheStarters()
    {
        var card = Races.Card(3);
        var second = new RunnerStatistics { Number = 2 };
        var input = Races.Input(Races.H5(card, Races.Prices(Pool.ZEturf, Odds))) with
        {
            Statistics = [new RunnerStatistics { Number = 9 }, second],
        };
        GuardRace.Context(input).Statistics.ShouldBe([null, second, null]);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 2)]
    [InlineData(6, 2)]
    [InlineData(7, 3)]
    public void PlacesPaid_OneWithdrawn_AreThoseOfTheDeclaration(int starters, int places)
    {
        var card = Races.Card(starters + 1);
        card = card with { Runners = [card.Runners[0] with { NonRunner = true }, .. card.Runners.Skip(1)] };
        GuardRace.Context(Races.Input(Races.H5(card))).PlacesPaid.ShouldBe(places);
    }

    [Fact]
    public void Size_TheSourceDropsAWithdrawnHorse_StillCountsItAsDeclared()
    {
        var seven = Races.H5(Races.Card(7));
        var input = Races.Input(seven) with { H30 = Races.H30(Races.Card(8)) };
        var context = GuardRace.Context(input);
        (context.Size.Declared, context.Size.Starters, context.PlacesPaid).ShouldBe((8, 7, 3));
        var told = Races.Input(Races.H5(Races.Card(7) with { DeclaredRunners = 9 }));
        GuardRace.Context(told).Size.Declared.ShouldBe(9);
        GuardRace.Context(told with { H30 = null }).Size.Declared.ShouldBe(9);
    }
}
