using CsCheck;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Pricing;

public sealed class PlaceDividendsTests
{
    // An invented place pool: shares, 12 % kept, three places paid.
    private static readonly double[] Shares = [.12, .25, .04, .15, .2, .06, .1, .08];
    private const double PaidOut = .88;
    private static readonly int[] InOrder = [0, 1, 2, 3, 4, 5, 6, 7];
    private static readonly double[] Win = [3, 4, 5, 6, 7, 8, 9, 10];

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Shares_FromTheRangesOfAPool_AreThoseOfThePool(int places)
    {
        var shares = PlaceDividends.Shares(View(places), places);
        for (var i = 0; i < shares.Length; i++)
            shares[i].ShouldBe(Shares[i], 1e-4);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Expected_IsTheMeanOverEveryCompany(int places)
    {
        var orders = new Orders(Shares, OrderLaw.Discounts(.8, .7, .6));
        var expected = PlaceDividends.Expected(View(places), orders, InOrder, places);
        for (var i = 0; i < Shares.Length; i++)
            expected[i].ShouldBe(ByHand(orders, i, places), 1e-3);
    }

    [Fact]
    public void Expected_ARunnerWithoutAProbability_IsNoPriceAndNoCompany()
    {
        // The last is priced for a place only: the others' company is drawn from seven.
        var seven = Shares[..7].Select(share => share / Shares[..7].Sum()).ToArray();
        var orders = new Orders(seven, OrderLaw.Discounts(.8, .7, .6));
        var expected = PlaceDividends.Expected(View(3), orders, [0, 1, 2, 3, 4, 5, 6, -1], 3);
        expected[7].ShouldBe(0);
        for (var i = 0; i < 7; i++)
            expected[i].ShouldBe(ByHand(orders, i, 3), 1e-3);
    }

    [Fact]
    public void Expected_ARunnerWithoutARange_IsNoPriceAndNoCompany()
    {
        double[] shares = [.3, .25, .2, .15, .1];
        var prices = Races.Prices(Pool.ZEturf, Win[..6], Ranges(shares, 3));
        var view = new PoolView(new Field(Races.Card(6)), prices);
        PlaceDividends.Shares(view, 3)[5].ShouldBe(0);
        var expected = PlaceDividends.Expected(view, new Orders([.2, .2, .2, .2, .1, .1], OrderLaw.Harville), [0, 1, 2, 3, 4, 5], 3);
        expected[5].ShouldBe(0);
        expected[..5].ShouldAllBe(dividend => dividend > 1);
    }

    [Fact]
    public void Expected_EverybodyEquallyBacked_IsTheTypicalPrice()
    {
        // Whoever the company is, it has the same stakes: the range says nothing of who is dear.
        var prices = Races.Prices(Pool.ZEturf, Win, [.. Enumerable.Repeat((2.0, 3.0), 8)]);
        var view = new PoolView(new Field(Races.Card(8)), prices);
        foreach (var dividend in PlaceDividends.Expected(view, new Orders(Shares, OrderLaw.Harville), InOrder, 3))
            dividend.ShouldBe(2.4, 1e-12); // 2/(1/2 + 1/3)
    }

    [Fact]
    public void Expected_TwoRangesOnly_AreNoCompany()
    {
        var prices = Races.Prices(Pool.ZEturf, Win, [(2.0, 3.0), (4.0, 4.0)]);
        var view = new PoolView(new Field(Races.Card(8)), prices);
        var expected = PlaceDividends.Expected(view, new Orders(Shares, OrderLaw.Harville), InOrder, 3);
        expected[0].ShouldBe(2.4, 1e-12);
        expected[1].ShouldBe(4, 1e-12);
    }

    [Fact]
    public void Expected_AnyRange_LiesWithinIt() =>
        Gen.Select(Gen.Double[1, 20], Gen.Double[1, 4])
            .Array[8]
            .Sample(ranges =>
            {
                var prices = Races.Prices(Pool.ZEturf, Win, [.. ranges.Select(range => (range.Item1, range.Item1 * range.Item2))]);
                var view = new PoolView(new Field(Races.Card(8)), prices);
                var expected = PlaceDividends.Expected(view, new Orders(Shares, OrderLaw.Harville), InOrder, 3);
                for (var i = 0; i < 8; i++)
                    expected[i].ShouldBeInRange(ranges[i].Item1 - 1e-9, ranges[i].Item1 * ranges[i].Item2 + 1e-9);
            });

    [Fact]
    public void Expected_NoRange_IsNoPrice()
    {
        var orders = new Orders(Shares, OrderLaw.Harville);
        var view = new PoolView(new Field(Races.Card(8)), Races.Prices(Pool.ZEturf, Win));
        PlaceDividends.Expected(view, orders, InOrder, 3).ShouldAllBe(dividend => dividend == 0);
    }

    private static PoolView View(int places) => new(new Field(Races.Card(8)), Races.Prices(Pool.ZEturf, Win, Ranges(Shares, places)));

    private static (double, double)[] Ranges(double[] shares, int places) =>
        [
            .. shares.Select(
                (share, i) =>
                {
                    var others = shares.Where((_, j) => j != i).Order().ToArray();
                    return (Pays(share, others[^(places - 1)..].Sum(), places), Pays(share, others[..(places - 1)].Sum(), places));
                }
            ),
        ];

    private static double Pays(double share, double company, int places) => 1 + (PaidOut - share - company) / (places * share);

    private static double ByHand(Orders orders, int i, int places)
    {
        double paid = 0,
            placed = 0;
        for (var a = 0; a < orders.Count; a++)
        for (var b = 0; b < orders.Count; b++)
        for (var c = 0; c < orders.Count; c++)
        {
            int[] among = [.. ((int[])[a, b, c])[..places]];
            if (a == b || b == c || a == c || !among.Contains(i))
                continue;
            var probability = orders.Triple(a, b, c);
            placed += probability;
            paid += probability * Pays(Shares[i], among.Sum(j => Shares[j]) - Shares[i], places);
        }
        return paid / placed;
    }
}
