using CsCheck;
using Hippique.Gpi.Probabilities.Laws;

namespace Hippique.Gpi.Tests.Probabilities.Laws;

public sealed class OrdersTests
{
    private static readonly OrderLaw Harness = new(new(.92, 1.60), new(.76, 2.46), new(.59, 2.91));

    private static readonly Gen<double[]> Fields = FieldsOf(4, 18);

    private static readonly Gen<OrderLaw> Laws = Gen.Select(Gen.Double[.3, 1], Gen.Double[0, 3])
        .Select((a, b) => new OrderLaw(new(a, b / 2), new(a * .9, b), new(a * .8, b)));

    // Golden numbers of the method notes §3: golden book, multiplicative, first six runners, first three places.
    [Theory]
    [InlineData(1, 1, new[] { .71259, .54513, .43750, .34029, .26826, .21518 })]
    [InlineData(.81, .65, new[] { .63252, .49086, .40699, .33205, .27510, .23154 })]
    [InlineData(.76, .62, new[] { .62042, .48288, .40231, .33040, .27559, .23349 })]
    public void Places_GoldenBook_GivesItsNumbers(double second, double third, double[] expected)
    {
        var p = new double[GoldenBook.Odds.Length];
        WinProbabilities.Multiplicative(GoldenBook.Odds, p);
        var placed = new double[p.Length];
        new Orders(p, OrderLaw.Discounts(second, third, 1)).Places(3, placed);
        GoldenBook.ShouldMatch(placed, expected);
        placed.Sum().ShouldBe(3, 1e-12);
    }

    [Fact]
    public void Places_AnyFieldAndLaw_SumToThePlacesPaid() =>
        Gen.Select(Fields, Laws, Gen.Int[1, 4])
            .Sample(
                (p, law, places) =>
                {
                    var placed = new double[p.Length];
                    new Orders(p, law).Places(places, placed);
                    placed.Sum().ShouldBe(places, 1e-9);
                    for (var i = 0; i < p.Length; i++)
                        placed[i].ShouldBeInRange(p[i] - 1e-12, 1 + 1e-9);
                }
            );

    [Fact]
    public void Places_NoMoreRunnersThanPlaces_EverybodyIsPlaced()
    {
        var placed = new double[2];
        new Orders([.7, .3], OrderLaw.Harville).Places(3, placed);
        placed.ShouldBe([1, 1]);
    }

    [Fact]
    public void Places_UnderTheHarnessLaw_AStrongFavouriteIsPlacedLessThanUnderDiscounts()
    {
        double[] p = [.60, .10, .08, .07, .06, .05, .04];
        var (law, discounts) = (new double[p.Length], new double[p.Length]);
        new Orders(p, Harness).Places(3, law);
        new Orders(p, OrderLaw.Discounts(.73, .52, .39)).Places(3, discounts);
        law[0].ShouldBeLessThan(discounts[0]);
    }

    [Fact]
    public void Joint_PlaceBets_AgreesWithThePlaceProbabilities() =>
        Gen.Select(Fields, Laws, Gen.Int[1, 4])
            .Sample(
                (p, law, places) =>
                {
                    var orders = new Orders(p, law);
                    var placed = new double[p.Length];
                    orders.Places(places, placed);
                    int[] legs = [0, 2, p.Length - 1];
                    var joint = orders.Joint([.. legs.Select(leg => SetBet.Of(places, leg))]);
                    joint.Sum().ShouldBe(1, 1e-9);
                    for (var leg = 0; leg < legs.Length; leg++)
                        joint.Where((_, mask) => (mask & (1 << leg)) != 0).Sum().ShouldBe(placed[legs[leg]], 1e-9);
                }
            );

    [Fact]
    public void Joint_BetsOfDifferentDepths_AgreesWithHandWrittenSums()
    {
        var orders = new Orders([.4, .25, .15, .12, .08], Harness);
        // The winner is 0 and 0, 1 are the first two in any order.
        var joint = orders.Joint([SetBet.Of(1, 0), SetBet.Of(2, 0, 1)]);
        joint[0b11].ShouldBe(orders.Pair(0, 1), 1e-12);
        joint[0b10].ShouldBe(orders.Pair(1, 0), 1e-12);
        joint[0b01].ShouldBe(.4 - orders.Pair(0, 1), 1e-12);
    }

    [Fact]
    public void Together_AnyFieldAndLaw_IsWhatTheJointDistributionSays() =>
        Gen.Select(Fields, Laws, Gen.Int[2, 4])
            .Sample(
                (p, law, depth) =>
                {
                    var orders = new Orders(p, law);
                    int[] pair = [0, p.Length - 1];
                    orders.Together(pair, depth).ShouldBe(orders.Joint([SetBet.Of(depth, pair)])[1], 1e-9);
                    int[] first = [.. Enumerable.Range(0, Math.Min(depth, p.Length))];
                    orders.Together(first, depth).ShouldBe(orders.Joint([SetBet.Of(depth, first)])[1], 1e-9);
                }
            );

    [Fact]
    public void PlacedPairs_EachRow_SumsToTheCompanyOfThePlaced() =>
        Gen.Select(Fields, Laws, Gen.Int[2, 4])
            .Where(given => given.Item1.Length > given.Item3)
            .Sample(
                (p, law, places) =>
                {
                    var pairs = new Orders(p, law).PlacedPairs(places);
                    for (var i = 0; i < p.Length; i++)
                    {
                        var row = pairs.AsSpan(i * p.Length, p.Length).ToArray();
                        (row.Sum() - row[i]).ShouldBe((places - 1) * row[i], 1e-9);
                    }
                }
            );

    [Fact]
    public void Joint_BetsOfEveryDepth_IsTheSumOverAllOrdersOfTheFirstFour() =>
        Gen.Select(FieldsOf(5, 8), Laws, Gen.Int[1, 4].Array[5])
            .Sample(
                (p, law, depths) =>
                {
                    SetBet[] bets =
                    [
                        .. depths.Select((depth, bet) => SetBet.Of(depth, [.. Enumerable.Range(bet % 3, Math.Min(depth, 1 + bet % 4))])),
                    ];
                    var expected = new double[1 << bets.Length];
                    foreach (var (order, probability) in FirstFour(p, law))
                    {
                        var won = 0;
                        for (var bet = 0; bet < bets.Length; bet++)
                            if ((bets[bet].Runners & ~SetBet.Of(4, order.AsSpan(0, bets[bet].Depth)).Runners) == 0)
                                won |= 1 << bet;
                        expected[won] += probability;
                    }
                    var joint = new Orders(p, law).Joint(bets);
                    for (var won = 0; won < joint.Length; won++)
                        joint[won].ShouldBe(expected[won], 1e-12);
                }
            );

    [Fact]
    public void PlacedPairs_FourPlaces_IsTheSumOverAllOrdersOfTheFirstFour() =>
        Gen.Select(FieldsOf(5, 8), Laws)
            .Sample(
                (p, law) =>
                {
                    var expected = new double[p.Length * p.Length];
                    foreach (var (order, probability) in FirstFour(p, law))
                    foreach (var one in order)
                    foreach (var other in order)
                        expected[one * p.Length + other] += probability;
                    var pairs = new Orders(p, law).PlacedPairs(4);
                    for (var i = 0; i < pairs.Length; i++)
                        pairs[i].ShouldBe(expected[i], 1e-12);
                }
            );

    /// <summary>Every order of the first four with its probability, straight from the law.</summary>
    private static IEnumerable<(int[] Order, double Probability)> FirstFour(double[] p, OrderLaw law)
    {
        double Share(PlaceWeight weight, int next, params int[] before) =>
            weight.Of(p[next]) / Enumerable.Range(0, p.Length).Except(before).Sum(i => weight.Of(p[i]));

        for (var i = 0; i < p.Length; i++)
        for (var j = 0; j < p.Length; j++)
        for (var k = 0; k < p.Length; k++)
        for (var l = 0; l < p.Length; l++)
            if (new HashSet<int> { i, j, k, l }.Count == 4)
                yield return ([i, j, k, l], p[i] * Share(law.Second, j, i) * Share(law.Third, k, i, j) * Share(law.Fourth, l, i, j, k));
    }

    [Fact]
    public void Triple_AllOrders_SumToOne()
    {
        var orders = new Orders([.4, .25, .15, .12, .08], Harness);
        var sum = 0.0;
        for (var i = 0; i < 5; i++)
        for (var j = 0; j < 5; j++)
        for (var k = 0; k < 5; k++)
            if (i != j && j != k && i != k)
                sum += orders.Triple(i, j, k);
        sum.ShouldBe(1, 1e-12);
    }

    [Fact]
    public void OnExponent_DividesTheDiscountByTheExponent()
    {
        // p = π^k: the discount λ on π is λ/k on p.
        double[] shares = [.4, .3, .2, .1];
        var p = shares.Select(x => Math.Pow(x, 1.1)).ToArray();
        WinProbabilities.Normalise(p);
        var onShares = new PlaceWeight(.8, 0).Of(shares[0]) / new PlaceWeight(.8, 0).Of(shares[1]);
        var law = OrderLaw.Discounts(.8, .8, .8).OnExponent(1.1).Second;
        (law.Of(p[0]) / law.Of(p[1])).ShouldBe(onShares, 1e-12);
    }

    private static Gen<double[]> FieldsOf(int fewest, int most) =>
        Gen.Double[0.01, 1]
            .Array[fewest, most]
            .Select(weights =>
            {
                WinProbabilities.Normalise(weights);
                return weights;
            });
}
