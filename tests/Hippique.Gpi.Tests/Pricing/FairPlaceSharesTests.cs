using CsCheck;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pools;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Pricing;

public sealed class FairPlaceSharesTests
{
    private static readonly Gen<double[]> AnyOdds = Gen.Double[4, 60].Array[9];
    private static readonly Gen<double[]> AnyMoney = Gen.Double[10, 4000].Array[9];

    [Fact]
    public void AtItsFairShare_APlaceBetIsWorthWhatThePoolPaysOut() =>
        Gen.Select(AnyOdds, AnyMoney, Gen.Int[2, 3])
            .Sample(
                (odds, money, places) =>
                {
                    var (pool, crowd) = Invented(odds, money, places);
                    var fair = FairPlaceShares.Of(pool, crowd);
                    for (var i = 0; i < 9; i++)
                        if (fair[i] is > 0 and < 1)
                            Worth(crowd, Moved(money, i, fair[i]), i, places).ShouldBe(.861, 1e-9);
                }
            );

    [Fact]
    public void MoreMoneyThanTheFairShare_IsWorthLess() =>
        Gen.Select(AnyOdds, AnyMoney)
            .Sample(
                (odds, money) =>
                {
                    var (pool, crowd) = Invented(odds, money, 3);
                    var (fair, total) = (FairPlaceShares.Of(pool, crowd), money.Sum());
                    for (var i = 0; i < 9; i++)
                        if (fair[i] is > 0 and < 1 && Math.Abs(money[i] / total - fair[i]) > 1e-9)
                            (Worth(crowd, money, i, 3) > .861).ShouldBe(money[i] / total < fair[i]);
                }
            );

    [Fact]
    public void AHorseThatIsPlacedMoreOftenThanThePoolPaysOut_IsNeverOverplayed()
    {
        var (pool, crowd) = Invented([1.01, 90, 90, 90, 90, 90, 90, 90, 90], [9000, 100, 100, 100, 100, 100, 100, 100, 100], 3);
        crowd.Placed(0, 3).ShouldBeGreaterThan(.9);
        FairPlaceShares.Of(pool, crowd)[0].ShouldBe(1);
    }

    [Fact]
    public void AHorseWithoutAWinPrice_HasNoFairShare()
    {
        var (pool, crowd) = Invented([4, 5, 6, 7, 8, 9, 10, 11, 0], [100, 100, 100, 100, 100, 100, 100, 100, 100], 3);
        var fair = FairPlaceShares.Of(pool, crowd);
        fair[8].ShouldBe(0);
        fair[..8].ShouldAllBe(share => share > 0);
    }

    [Fact]
    public void NoMoreRunnersThanPlaces_HaveNone()
    {
        var (pool, crowd) = Invented([2, 3, 4], [3, 2, 1], 3);
        FairPlaceShares.Of(pool, crowd).ShouldBe([0, 0, 0]);
    }

    /// <summary>The same money, but for one horse, which has a share of it all.</summary>
    private static double[] Moved(double[] money, int runner, double share)
    {
        var others = money.Sum() - money[runner];
        return [.. money.Select((one, i) => i == runner ? share : one / others * (1 - share))];
    }

    // Chance times expected dividend, before rounding.
    private static double Worth(PoolOrders crowd, double[] money, int i, int places)
    {
        var pairs = crowd.Orders.PlacedPairs(places);
        var (chance, total) = (pairs[i * 9 + i], money.Sum());
        var company = Enumerable.Range(0, 9).Where(j => j != i).Sum(j => pairs[i * 9 + j] * money[j]) / chance;
        return chance * (1 + (.861 * total - money[i] - company) / (places * money[i]));
    }

    private static (PlacePool, PoolOrders) Invented(double[] odds, double[] money, int places)
    {
        var stakes = StakesView.Of(new Field(Races.Card(money.Length)).IndexOf, Races.Stakes(BetType.SimplePlace, money), odds)!;
        // The money of a horse as the amounts of a pool keep it, to a cent at least.
        for (var i = 0; i < money.Length; i++)
            money[i] = stakes.On[i];
        var arithmetic = new PlaceArithmetic
        {
            Places = places,
            PaidOut = .861,
            Rounding = Regulated.Default.Dividends(Races.Id.Date, Pool.PmuInternet),
        };
        return (new PlacePool(arithmetic, stakes), new PoolOrders(Models.ByHand, Pool.PmuInternet, Discipline.Harness, odds));
    }
}
