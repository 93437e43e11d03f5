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

    private static Combination Pair(int one, int two, double probability) =>
        new()
        {
            Runners = [one, two],
            Probability = probability,
            PoolProbability = probability,
            Dividend = 4,
            Fit = Fit,
        };

    private static string Text(IReadOnlyList<Combination> formula) =>
        string.Join(' ', formula.Select(one => string.Join('-', one.Runners)).Order());
}
