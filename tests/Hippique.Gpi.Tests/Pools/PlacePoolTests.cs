using CsCheck;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pools;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Pools;

public sealed class PlacePoolTests
{
    private static readonly double[] Money = [400, 300, 150, 100, 50];
    private static readonly double[] Win = [.4, .25, .15, .12, .08];
    private static readonly int[] InOrder = [0, 1, 2, 3, 4];

    private static readonly Gen<double[]> AnyMoney = Gen.Double[1, 5000].Array[8];

    [Fact]
    public void RangeOf_IsTheDearestAndTheCheapestCompany()
    {
        // 1,000 € of which 860 are paid out, two places: number 3 with number 1: 1 + (860 − 550)/300; with number 5: 1 + (860 − 200)/300.
        Pool(2, Money).RangeOf(2).ShouldBe(new PlaceRange(2.0, 3.2));
        // Three places: with 1 and 2: 1 + (860 − 850)/450 = 1.02, paid as 1.05; with 4 and 5: 1 + (860 − 300)/450 = 2.24.
        Pool(3, Money).RangeOf(2).ShouldBe(new PlaceRange(1.05, 2.2));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Expected_IsTheMeanOfWhatIsPaid_OverEveryOrder(int places)
    {
        var orders = new Orders(Win, OrderLaw.Discounts(.8, .7, .6));
        for (var i = 0; i < 5; i++)
            Pool(places, Money).Expected(i, orders, InOrder, null).Dividend.ShouldBe(ByHand(orders, i, places), 1e-12);
    }

    [Fact]
    public void Expected_LateMoney_TakesItsShareOfThePool()
    {
        var orders = new Orders(Win, OrderLaw.Harville);
        // Number 3 draws a fourth more, and whoever is placed with it draws nothing: as if 187.50 € of the same pool lay on it.
        double[] late = [1, 1, .8, 1, 1];
        var expected = Pool(2, Money).Expected(2, orders, InOrder, late).Dividend;
        var company = 0.0;
        var chance = 0.0;
        foreach (var j in (int[])[0, 1, 3, 4])
        {
            var together = orders.Together([2, j], 2);
            chance += together;
            company += together * Arithmetic(2).Rounding.Mean(Arithmetic(2).Exact(1000, 187.5 + Money[j], 187.5));
        }
        expected.ShouldBe(company / chance, 1e-12);
        expected.ShouldBeLessThan(Pool(2, Money).Expected(2, orders, InOrder, null).Dividend);
    }

    [Fact]
    public void Expected_AHorseWithoutAProbability_IsNoPrice() =>
        Pool(2, Money).Expected(4, new Orders([.4, .3, .2, .1], OrderLaw.Harville), [0, 1, 2, 3, -1], null).Dividend.ShouldBe(0);

    [Fact]
    public void OneOwnStake_LowersTheDividend_TheMoreTheLarger() =>
        AnyMoney.Sample(money =>
        {
            var (pool, orders, order) = Invented(money);
            var last = double.PositiveInfinity;
            foreach (var mine in (double[])[0, 1, 3, 5, 50, 500])
            {
                var dividend = pool.Expected(3, orders, order, Ones(8), mine).Dividend;
                dividend.ShouldBeLessThanOrEqualTo(last);
                last = dividend;
                pool.Expected(3, orders, order, null, mine)
                    .Dividend.ShouldBeLessThanOrEqualTo(pool.Expected(3, orders, order, null).Dividend);
            }
        });

    [Fact]
    public void MoreMoneyOfOthersOnAHorse_NeverRaisesItsDividend() =>
        Gen.Select(AnyMoney, Gen.Double[0, 2000], Gen.Int[0, 7])
            .Sample(
                (money, more, on) =>
                {
                    // Money that moves from the others, so that the pool stays what it is.
                    var total = money.Sum();
                    var moved = Array.ConvertAll(money, one => one * (total - more * .4) / total);
                    moved[on] += more * .4;
                    if (moved.Any(one => one <= 0))
                        return;
                    var (before, orders, order) = Invented(money);
                    var after = new PlacePool(Arithmetic(3), View(moved)).Expected(on, orders, order, null).Dividend;
                    after.ShouldBeLessThanOrEqualTo(before.Expected(on, orders, order, null).Dividend + 1e-9);
                }
            );

    [Fact]
    public void WhatIsPaid_ToEveryPlacedSet_IsTheNetPoolToTheRounding() =>
        Gen.Select(AnyMoney, Gen.Int[2, 3])
            .Sample(
                (money, places) =>
                {
                    var arithmetic = Arithmetic(places);
                    var total = money.Sum();
                    foreach (var set in new Orders(Ones(8).Select(_ => .125).ToArray(), OrderLaw.Harville).PlacedSets(places))
                    {
                        int[] placed = [.. Enumerable.Range(0, 8).Where(i => set.Has(i))];
                        var on = placed.Sum(i => money[i]);
                        placed.Sum(i => money[i] * arithmetic.Exact(total, on, money[i])).ShouldBe(arithmetic.PaidOut * total, 1e-6);
                        var paid = placed.Sum(i => money[i] * arithmetic.Dividend(total, on, money[i]));
                        var least = placed.Sum(i => money[i]) * 1.05;
                        paid.ShouldBeLessThanOrEqualTo(Math.Max(arithmetic.PaidOut * total, arithmetic.PaidOut * total + least) + 1e-6);
                        if (placed.All(i => arithmetic.Exact(total, on, money[i]) >= 1.1))
                            paid.ShouldBeInRange(arithmetic.PaidOut * total - .1 * on - 1e-6, arithmetic.PaidOut * total + 1e-6);
                    }
                }
            );

    [Fact]
    public void PlacedSets_SumToOne_AndToTheChancesOfPlaces()
    {
        var orders = new Orders(Win, OrderLaw.Discounts(.8, .7, .6));
        for (var places = 1; places <= 3; places++)
        {
            var chances = new double[5];
            orders.Places(places, chances);
            var sets = orders.PlacedSets(places).ToArray();
            sets.Sum(set => set.Probability).ShouldBe(1, 1e-12);
            for (var i = 0; i < 5; i++)
                sets.Where(set => set.Has(i)).Sum(set => set.Probability).ShouldBe(chances[i], 1e-12);
        }
        new Orders([.6, .4], OrderLaw.Harville).PlacedSets(3).ToArray().ShouldBe([new PlacedSet(3, 1)]);
    }

    private static double ByHand(Orders orders, int runner, int places)
    {
        var (chance, paid) = (0.0, 0.0);
        for (var a = 0; a < 5; a++)
        for (var b = 0; b < 5; b++)
        for (var c = 0; c < (places == 3 ? 5 : 1); c++)
        {
            int[] placed = places == 3 ? [a, b, c] : [a, b];
            if (placed.Distinct().Count() < places || !placed.Contains(runner))
                continue;
            var p = places == 3 ? orders.Triple(a, b, c) : orders.Pair(a, b);
            chance += p;
            paid += p * Arithmetic(places).Dividend(1000, placed.Sum(i => Money[i]), Money[runner]);
        }
        return paid / chance;
    }

    private static (PlacePool, Orders, int[]) Invented(double[] money)
    {
        var total = money.Sum();
        return (
            new PlacePool(Arithmetic(3), View(money)),
            new Orders(Array.ConvertAll(money, one => one / total), OrderLaw.Discounts(.8, .7, .6)),
            [0, 1, 2, 3, 4, 5, 6, 7]
        );
    }

    private static PlacePool Pool(int places, double[] money) => new(Arithmetic(places), View(money));

    private static StakesView View(double[] money) =>
        StakesView.Of(new Field(Races.Card(money.Length)).IndexOf, Races.Stakes(BetType.SimplePlace, money), new double[money.Length])!;

    private static PlaceArithmetic Arithmetic(int places) =>
        new()
        {
            Places = places,
            PaidOut = .86,
            Rounding = new DividendRow
            {
                From = default,
                Rounding = .1m,
                Minimum = 1.05m,
                Source = "invented",
            },
        };

    private static double[] Ones(int count) => [.. Enumerable.Repeat(1.0, count)];
}
