using Hippique.Gpi.Calibration;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Staking.Combined;

public sealed class FormulasTests
{
    private static readonly PayoutFit Fit = Models.Payout(BetType.CouplePlace, 1);

    [Fact]
    public void Subsets_OfFour_AreSixPairsInOrder() => Formulas.Subsets([1, 3, 5, 9], 2).Count().ShouldBe(6);

    [Fact]
    public void Of_PairsOfThreeHorses_AreSinglesBasesAndTheField()
    {
        var formulas = Formulas.Of([Pair(1, 2, .5), Pair(1, 3, .4), Pair(2, 3, .3)], 3).Select(Text).ToList();
        formulas.ShouldContain("1-2");
        formulas.ShouldContain("1-2 1-3"); // base 1
        formulas.ShouldContain("1-2 1-3 2-3"); // field
        formulas.Count(formula => !formula.Contains(' ', StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public void Of_AFieldThatLacksAPrice_IsNotSold() =>
        Formulas.Of([Pair(1, 2, .5), Pair(1, 3, .4)], 3).Select(Text).ShouldNotContain(text => text.Count(c => c == ' ') == 2);

    [Fact]
    public void Of_MoneyForOne_IsSinglesOnly() => Formulas.Of([Pair(1, 2, .5), Pair(1, 3, .4)], 1).Count().ShouldBe(2);

    [Fact]
    public void Of_NoMoney_IsNothing() => Formulas.Of([Pair(1, 2, .5), Pair(1, 3, .4)], 0).ShouldBeEmpty();

    [Fact]
    public void Of_ABase_TakesTheBestOthersFirstAndOfEqualOnesTheLowestNumber()
    {
        var formulas = Formulas.Of([Pair(1, 2, .1), Pair(1, 3, .4), Pair(1, 4, .3), Pair(1, 5, .3)], 3).Select(Text).ToList();
        formulas.ShouldBe(["1-2", "1-3", "1-4", "1-5", "1-3 1-4", "1-3 1-4 1-5"]);
    }

    [Fact]
    public void Of_PairsOfFourHorses_AreFieldsOfThreeAndOfFour()
    {
        Combination[] pairs = [Pair(1, 2, .6), Pair(1, 3, .5), Pair(1, 4, .4), Pair(2, 3, .3), Pair(2, 4, .2), Pair(3, 4, .1)];
        var fields = Formulas
            .Of(pairs, 6)
            .Where(formula => formula.SelectMany(pair => pair.Runners).Distinct().Count() == formula.Count || formula.Count == 6);
        fields.Select(Text).ShouldBe(["1-2 1-3 2-3", "1-2 1-4 2-4", "1-3 1-4 3-4", "2-3 2-4 3-4", "1-2 1-3 1-4 2-3 2-4 3-4"]);
        // Six pairs cost more than three euros.
        Formulas.Of(pairs, 3).ShouldAllBe(formula => formula.Count <= 3);
    }

    [Fact]
    public void Of_Trios_HaveABaseOfTwo()
    {
        Combination[] trios = [Of(.4, 1, 2, 3), Of(.3, 1, 2, 4), Of(.2, 1, 3, 4), Of(.1, 2, 3, 4)];
        Formulas
            .Of(trios, 2)
            .Where(formula => formula.Count == 2)
            .Select(Text)
            .ShouldBe(["1-2-3 1-2-4", "1-2-3 1-3-4", "1-2-3 2-3-4", "1-2-4 1-3-4", "1-2-4 2-3-4", "1-3-4 2-3-4"]);
    }

    private static Combination Pair(int one, int two, double probability) => Of(probability, one, two);

    private static Combination Of(double probability, params int[] runners) =>
        new()
        {
            Runners = runners,
            Probability = probability,
            PoolProbability = probability,
            Dividend = 4,
            PricedBy = PriceSource.PayoutCalibration,
            Deviation = .3,
            Fit = Fit,
        };

    private static string Text(IReadOnlyList<Combination> formula) =>
        string.Join(' ', formula.Select(one => string.Join('-', one.Runners)).Order());
}
