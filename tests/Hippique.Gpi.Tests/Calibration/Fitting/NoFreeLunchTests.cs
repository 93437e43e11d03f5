using Hippique.Gpi.Calibration;
using Hippique.Gpi.Calibration.Fitting;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Tests.Guards;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Calibration.Fitting;

/// <summary>On invented races whose pool pays 80 % of the fair dividend of each pair.</summary>
public sealed class NoFreeLunchTests
{
    private const double PaidOut = .8;

    private const double Exponent = 1.1;
    private const double A = .8;
    private const double B = 1.5;

    /// <summary>The law by which the races are drawn.</summary>
    private static readonly GpiModel Model = Models.ByHand with
    {
        Exponents = [new ExponentFit(PoolFamily.National, ModelDiscipline.All, Exponent, 0, 1000)],
        OrderLaws =
        [
            new OrderLawFit
            {
                Discipline = ModelDiscipline.All,
                SecondA = A,
                SecondB = B,
                ThirdA = A,
                ThirdB = B,
                FourthA = A,
                FourthB = B,
                OnShares = false,
                Races = 1000,
            },
        ],
    };

    private static readonly PaidAs Pairs = new(BetType.CoupleGagnant, 2, 2, KnownDividends.All);
    private static readonly PaidAs Placed = new(BetType.CouplePlace, 2, 3, KnownDividends.WithTheThird);

    [Fact]
    public void Of_DividendsOfTheBet_ClaimTheTakeOutAndReturnIt()
    {
        var row = Row(Draw(Pairs, race => PayPairs(race, first: true)), Fit(BetType.CoupleGagnant, PaidOut));
        row.Claimed.ShouldBe(PaidOut - 1, 1e-9);
        row.IsLoss.ShouldBeTrue();
        row.ClaimHolds.ShouldBeTrue();
        row.Used.ShouldBeTrue();
        row.Bets.ShouldBe(row.Races * 55);
    }

    /// <summary>The price of the first two under the name of Jumelé placé: two fifths more than a pool can pay, and found here.</summary>
    [Fact]
    public void Of_AnotherBetsDividends_AreAFreeLunchThatIsSeen()
    {
        var row = Row(Draw(Placed, race => PayPairs(race, first: true)), Fit(BetType.CouplePlace, 1.4) with { Value = 1.4 });
        row.Claimed.ShouldBe(.4, 1e-9);
        row.IsLoss.ShouldBeFalse();
        row.Used.ShouldBeFalse();
    }

    [Fact]
    public void Of_TheDividendOfSomeWinnersIsKnown_IsMeasuredOnThese()
    {
        var row = Row(Draw(Placed, race => PayPairs(race, first: false)), Fit(BetType.CouplePlace, PaidOut));
        row.Claimed.ShouldBe(PaidOut - 1, 1e-9);
        row.ClaimHolds.ShouldBeTrue();
        row.Returned.Mean.ShouldBeInRange(-.4, 0);
    }

    [Fact]
    public void Of_TheRelationPromisesTooMuch_DoesNotHold() =>
        Row(Draw(Pairs, race => PayPairs(race, first: true)), Fit(BetType.CoupleGagnant, PaidOut * 1.5)).ClaimHolds.ShouldBeFalse();

    [Fact]
    public void Of_WinBets_EachStandsInOneBand_TheEndsOfTheWindowAreUsed()
    {
        var races = InventedRaces.Draw(20, Exponent, A, B, seed: 5).Select(race => race with { H5 = race.Close }).ToList();
        var prices = races.SelectMany(race => race.H5!).Order().ToList();
        var window = new Interval(prices[prices.Count / 4], prices[prices.Count / 2]);
        var rules = GuardRace.V51 with { Singles = GuardRace.V51.Singles with { WinOdds = window } };

        var rows = NoFreeLunch.Of(Model, races, [], rules).ToList();

        rows.Select(row => row.Bets)
            .ShouldBe([
                prices.Count(price => price < window.Low),
                prices.Count(price => price >= window.Low && price <= window.High),
                prices.Count(price => price > window.High),
            ]);
        rows.Select(row => row.Used).ShouldBe([false, true, false]);
    }

    [Theory]
    [InlineData(-.1, null, true)]
    [InlineData(0, null, false)]
    [InlineData(-.4, null, false)]
    [InlineData(-.39, null, true)]
    [InlineData(-.1, .17, true)]
    [InlineData(-.1, .19, false)]
    [InlineData(-.25, .16, false)]
    public void IsLoss_IsWhatATakeOutExplains(double claimed, double? takeOut, bool loss) =>
        new FreeLunchRow
        {
            Pool = Pool.ZEturf,
            Bet = BetType.Trio,
            Moment = PriceMoment.H5,
            Low = 0,
            High = 1,
            Bets = 1,
            Races = 1,
            Claimed = claimed,
            Returned = new MeanInterval(0, -1, 1, 1, 1),
            TakeOut = takeOut,
            Used = true,
        }.IsLoss.ShouldBe(loss);

    private static FreeLunchRow Row(List<CalibrationRace> races, PayoutFit fit) =>
        NoFreeLunch
            .Of(Model with { Payouts = [fit] }, races, [], GuardRace.V51)
            .Single(row => row.Bet == fit.Bet && row.Moment == PriceMoment.Close);

    private static PayoutFit Fit(BetType bet, double paidOut) => Models.Payout(bet, paidOut) with { PricedBy = Pool.PmuNational };

    private static List<CalibrationRace> Draw(PaidAs bet, Func<CalibrationRace, IEnumerable<(int[] Pair, int Depth)>> winners) =>
        [
            .. InventedRaces
                .Draw(600, Exponent, A, B, seed: 77)
                .Select(race => race with { Dividends = [.. winners(race).Select(won => Pay(race, bet, won.Pair))] }),
        ];

    /// <summary>The first two, or the pairs with the third.</summary>
    private static IEnumerable<(int[] Pair, int Depth)> PayPairs(CalibrationRace race, bool first) =>
        first ? [([race.Order[0], race.Order[1]], 2)] : [([race.Order[0], race.Order[2]], 3), ([race.Order[1], race.Order[2]], 3)];

    private static Dividend Pay(CalibrationRace race, PaidAs bet, int[] pair)
    {
        var orders = PaidBets.OrdersOf(Model, race, race.Close!);
        return new Dividend(
            bet.Bet,
            [.. pair.Select(i => race.Starters[i].Number)],
            Math.Max(1, (decimal)(PaidOut / bet.Chance(orders, pair)))
        );
    }
}
