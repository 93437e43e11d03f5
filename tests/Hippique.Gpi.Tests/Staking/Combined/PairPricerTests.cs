using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pools;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Probabilities.Laws;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking.Combined;
using Hippique.Gpi.Tests.Guards;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Staking.Combined;

/// <summary>Pairs priced by what their pool shows.</summary>
public sealed class PairPricerTests
{
    private static readonly CombinedBet Gagnant = CombinedBet.All.Single(bet => bet.Bet == BetType.CoupleGagnant);
    private static readonly CombinedBet Place = CombinedBet.All.Single(bet => bet.Bet == BetType.CouplePlace);
    private static readonly double[] Ones = [.. Enumerable.Repeat(1.0, 5)];

    [Fact]
    public void Price_OfThePool_GoesBeforeACalibration()
    {
        var context = Context(pairs: [new CombinationPrice(BetType.CoupleGagnant, [1, 3], new Odds(20))], stakes: null);
        var price = Price(context, Gagnant, [0, 2])!;
        price.PricedBy.ShouldBe(PriceSource.Odds);
        // Both horses draw late money as winners do.
        var fit = context.Model.WinDividends[0];
        var late = new LateMove(context.Pools[0], GuardRace.Chances(context).Market).OfWinners(fit);
        price.Dividend.ShouldBe(20 * late[0] * late[2], 1e-9);
        price.Deviation.ShouldBe(Math.Sqrt(2) * fit.Deviation, 1e-12);
        Price(context, Gagnant, [0, 1]).ShouldBeNull();
        PairPricer.Of(context, context.Pools[0], GuardRace.Chances(context), Place).ShouldBeNull();
    }

    [Fact]
    public void Stakes_GoBeforeThePriceOfThePool_IfTheTakeOutIsKnown()
    {
        var stakes = Stakes(BetType.CoupleGagnant, 1000, ([1, 3], 40), ([1, 2], 90));
        CombinationPrice[] pairs = [new(BetType.CoupleGagnant, [1, 3], new Odds(20))];
        Price(Context(pairs, stakes), Gagnant, [0, 2])!.PricedBy.ShouldBe(PriceSource.Odds);

        var known = Context(pairs, stakes, WithTakeOut(BetType.CoupleGagnant));
        var price = Price(known, Gagnant, [0, 2])!;
        price.PricedBy.ShouldBe(PriceSource.Stakes);
        price.DividendWith(5).ShouldBeLessThan(price.DividendWith(1));
        price.Dividend.ShouldBe(price.DividendWith(1));
        // A pair that the list leaves out has the operator's price, or none.
        Price(known, Gagnant, [1, 2]).ShouldBeNull();
    }

    [Fact]
    public void Gagnant_PaysTheWholeNetPoolToOnePair() =>
        // 75 % of 1,000 € on 40 €, less half a step of the rounding.
        PoolOf(1, Stakes(BetType.CoupleGagnant, 1000, ([1, 3], 40)))
            .Expected((0, 2), Orders(), [0, 1, 2, 3, 4], Ones)
            .Dividend.ShouldBe(.75 * 1000 / 40 - .05, 1e-9);

    [Fact]
    public void Place_SharesItAmongTheThreePairsOfThePlaced()
    {
        (int[], decimal)[] all =
        [
            ([1, 2], 100),
            ([1, 3], 80),
            ([1, 4], 60),
            ([1, 5], 40),
            ([2, 3], 50),
            ([2, 4], 40),
            ([2, 5], 30),
            ([3, 4], 20),
            ([3, 5], 10),
            ([4, 5], 10),
        ];
        var orders = Orders();
        var (chance, paid) = (0.0, 0.0);
        foreach (var (third, on) in ((int, double)[])[(2, 100 + 80 + 50), (3, 100 + 60 + 40), (4, 100 + 40 + 30)])
        {
            var together = orders.Together([0, 1, third], 3);
            chance += together;
            paid += together * (1 + (.75 * 440 - on) / (3 * 100) - .05);
        }
        PoolOf(3, Stakes(BetType.CouplePlace, null, all))
            .Expected((0, 1), orders, [0, 1, 2, 3, 4], Ones)
            .Dividend.ShouldBe(paid / chance, 1e-9);
    }

    [Fact]
    public void Pool_IsWithoutWhatLiesOnWithdrawnHorses_AndKnowsWhatItsListLeavesOut()
    {
        var pool = PoolOf(1, Stakes(BetType.CoupleGagnant, 1000, ([1, 9], 500), ([1, 3], 40)));
        // What lay on 1-9 is paid back: of 1,000 € 500 are left.
        (pool.Stakes.Total, pool.Stakes.Listed.Single()).ShouldBe((500, (0, 2)));
        Of(Stakes(BetType.CoupleGagnant, null, ([1, 3], 40))).ShouldBeNull();
        Of(Stakes(BetType.CoupleGagnant, 0)).ShouldBeNull();
    }

    [Fact]
    public void Analyse_APairThatThePoolUnderrates_IsATicketWithoutAnyCalibration()
    {
        var prices = Races.Prices(
            Pool.PmuInternet,
            GuardRace.Win[..12],
            RaceAnalyserTests.GenerousPlaces,
            [
                new BetOffer(BetType.SimplePlace, new Euro(1), new Euro(1), null),
                new BetOffer(BetType.CouplePlace, new Euro(1), new Euro(1), null),
            ]
        ) with
        {
            Combinations =
            [
                .. Enumerable
                    .Range(1, 11)
                    .SelectMany(one =>
                        Enumerable
                            .Range(one + 1, 12 - one)
                            .Select(other => new CombinationPrice(BetType.CouplePlace, [one, other], new Odds(60)))
                    ),
            ],
        };
        var analysis = new RaceAnalyser(GuardRace.V51, Models.ByHand).Analyse(
            Races.Input(Races.H5(Races.Card(12), prices), Pool.PmuInternet)
        );
        var ticket = analysis.Tickets.Single(ticket => ticket.Bet == BetType.CouplePlace);
        ticket.Legs.ShouldAllBe(leg => leg.PricedBy == PriceSource.Odds);
        var guard = analysis.Guards.Single(guard => guard.Code == GuardCode.PayoutCalibration);
        (guard.Passed, guard.Note).ShouldBe((true, (GuardNote)GuardRemark.PricedByPool));
        analysis.Combined.Combinations.ShouldAllBe(one => one.PoolProbability == null);
    }

    private static Combination? Price(AnalysisContext context, CombinedBet bet, int[] runners) =>
        PairPricer.Of(context, context.Pools[0], GuardRace.Chances(context), bet)!.Price(runners, .1, 1);

    private static AnalysisContext Context(CombinationPrice[] pairs, BetStakes? stakes, Regulated? tables = null)
    {
        var prices = Races.Prices(Pool.PmuInternet, GuardRace.Win[..12]) with
        {
            Combinations = pairs,
            Stakes = stakes is null ? null : [stakes],
        };
        return new AnalysisContext(
            Races.Input(Races.H5(Races.Card(12), prices), Pool.PmuInternet),
            GuardRace.V51,
            Models.ByHand,
            tables ?? Regulated.Default
        );
    }

    private static Regulated WithTakeOut(BetType bet) =>
        Regulated.Default with
        {
            TakeOutRows = [.. Regulated.Default.TakeOutRows, new TakeOutRow(default, Pool.PmuInternet, bet, .25, "invented for a test")],
        };

    private static PairPool PoolOf(int ways, BetStakes stakes) => new(Arithmetic(ways), Of(stakes)!);

    private static PairStakes? Of(BetStakes stakes) => PairStakes.Of(new Field(Races.Card(5)).IndexOf, 5, stakes);

    private static BetStakes Stakes(BetType bet, decimal? total, params (int[] Numbers, decimal Euros)[] pairs) =>
        new()
        {
            Bet = bet,
            At = null,
            Total = total is { } all ? new Euro(all) : null,
            Stakes = [.. pairs.Select(pair => new CombinationStake(pair.Numbers, new Euro(pair.Euros)))],
        };

    private static PlaceArithmetic Arithmetic(int ways) =>
        new()
        {
            Places = ways,
            PaidOut = .75,
            Rounding = Regulated.Default.Dividends(Races.Id.Date, Pool.PmuInternet),
        };

    private static Orders Orders() => new([.4, .25, .15, .12, .08], OrderLaw.Discounts(.8, .7, .6));
}
