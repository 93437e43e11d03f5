using Hippique.Gpi.Calibration;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Probabilities;

public sealed class PoolOrdersTests
{
    private static readonly double[] Odds = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26];
    private static readonly GpiModel Model = Models.ByHand;

    [Fact]
    public void Together_IsTheLawOnTheFittedExponentOfThePool()
    {
        var exponent = Model.Exponent(Pool.PmuInternet, Discipline.Flat).Value;
        var win = new double[Odds.Length];
        WinProbabilities.Fitted(Odds, exponent, win);
        var orders = new Orders(win, Model.OrderLaw(Pool.PmuInternet, Discipline.Flat, exponent));

        var crowd = new PoolOrders(Model, Pool.PmuInternet, Discipline.Flat, Odds);

        (crowd.Pool, crowd.Exponent).ShouldBe((Pool.PmuInternet, exponent));
        crowd.Placed(0, 1).ShouldBe(win[0], 1e-15);
        crowd.Placed(2, 3).ShouldBe(orders.PlacedPairs(3)[2 * Odds.Length + 2], 1e-15);
        crowd.Together([1, 4], 3).ShouldBe(orders.Together([1, 4], 3), 1e-15);
        crowd.Together([0, 1, 2], 3).ShouldBe(orders.Together([0, 1, 2], 3), 1e-15);
        Enumerable.Range(0, Odds.Length).Sum(i => crowd.Placed(i, 3)).ShouldBe(3, 1e-12);
    }

    [Fact]
    public void Placed_AStarterWithoutAPrice_HasNoChanceAndTakesNone()
    {
        double[] withGap = [2.9, 0, 4.6, 6.2, 8.4, 11, 14, 19, 26];
        var (crowd, whole) = (
            new PoolOrders(Model, Pool.ZEturf, Discipline.Harness, withGap),
            new PoolOrders(Model, Pool.ZEturf, Discipline.Harness, Odds)
        );
        crowd.Placed(1, 3).ShouldBe(0);
        crowd.Together([0, 1], 3).ShouldBe(0);
        crowd.Placed(2, 3).ShouldBe(whole.Placed(1, 3), 1e-15);
        crowd.Together([0, 8], 2).ShouldBe(whole.Together([0, 7], 2), 1e-15);
    }

    [Fact]
    public void Placed_NoPlacesOrNoPrices_IsNothing()
    {
        new PoolOrders(Model, Pool.ZEturf, Discipline.Flat, Odds).Placed(0, 0).ShouldBe(0);
        new PoolOrders(Model, Pool.ZEturf, Discipline.Flat, new double[5]).Placed(0, 3).ShouldBe(0);
    }

    [Fact]
    public void Placed_MorePlacesThanPrices_IsCertain()
    {
        var crowd = new PoolOrders(Model, Pool.ZEturf, Discipline.Flat, [2.0, 3.0, 0, 0]);
        crowd.Placed(0, 3).ShouldBe(1, 1e-12);
        crowd.Together([0, 1], 3).ShouldBe(1, 1e-12);
    }
}
