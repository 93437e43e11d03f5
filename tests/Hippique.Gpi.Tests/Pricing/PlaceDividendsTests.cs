using Hippique.Gpi.Fields;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Pricing;

public sealed class PlaceDividendsTests
{
    // An invented place pool: shares, 12 % kept, three places paid.
    private static readonly double[] Shares = [.25, .2, .15, .12, .1, .08, .06, .04];
    private const double PaidOut = .88;
    private const int Places = 3;

    [Fact]
    public void Shares_FromTheRangesOfAPool_AreThoseOfThePool()
    {
        var shares = PlaceDividends.Shares(View(), Places);
        for (var i = 0; i < shares.Length; i++)
            shares[i].ShouldBe(Shares[i], 1e-4);
    }

    [Fact]
    public void Expected_IsTheMeanOverEveryCompany()
    {
        var p = (double[])Shares.Clone();
        var orders = new Orders(p, OrderLaw.Discounts(.8, .7, .6));
        var expected = PlaceDividends.Expected(View(), orders, [0, 1, 2, 3, 4, 5, 6, 7], Places);
        for (var i = 0; i < p.Length; i++)
            expected[i].ShouldBe(ByHand(orders, i), 1e-3);
    }

    [Fact]
    public void Expected_NoRange_IsNoPrice()
    {
        var orders = new Orders(Shares, OrderLaw.Harville);
        var view = new PoolView(new Field(Races.Card(8)), Races.Prices(Pool.ZEturf, [3, 4, 5, 6, 7, 8, 9, 10]));
        PlaceDividends.Expected(view, orders, [0, 1, 2, 3, 4, 5, 6, 7], Places).ShouldAllBe(dividend => dividend == 0);
    }

    private static PoolView View()
    {
        var ranges = Shares.Select((_, i) => (Pays(i, Dearest(i)), Pays(i, Cheapest(i)))).ToArray();
        return new PoolView(new Field(Races.Card(8)), Races.Prices(Pool.ZEturf, [3, 4, 5, 6, 7, 8, 9, 10], ranges));
    }

    private static double Pays(int i, double company) => 1 + (PaidOut - Shares[i] - company) / (Places * Shares[i]);

    private static double Dearest(int i) => Others(i).OrderDescending().Take(2).Sum();

    private static double Cheapest(int i) => Others(i).Order().Take(2).Sum();

    private static IEnumerable<double> Others(int i) => Shares.Where((_, j) => j != i);

    private static double ByHand(Orders orders, int i)
    {
        double paid = 0,
            placed = 0;
        for (var a = 0; a < 8; a++)
        for (var b = 0; b < 8; b++)
        for (var c = 0; c < 8; c++)
        {
            if (a == b || b == c || a == c || (a != i && b != i && c != i))
                continue;
            var probability = orders.Triple(a, b, c);
            placed += probability;
            paid += probability * Pays(i, Shares[a] + Shares[b] + Shares[c] - Shares[i]);
        }
        return paid / placed;
    }
}
