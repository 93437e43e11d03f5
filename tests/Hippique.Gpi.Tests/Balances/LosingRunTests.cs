using CsCheck;
using Hippique.Gpi.Balances;

namespace Hippique.Gpi.Tests.Balances;

public sealed class LosingRunTests
{
    private static readonly Gen<double[]> Chances = Gen.Double[.01, .99].Array[0, 10];

    [Theory]
    [InlineData("", 0)]
    [InlineData("w", 0)]
    [InlineData("llwlllwl", 3)]
    [InlineData("wwll", 2)]
    public void Longest_CountsLostBetsInARow(string outcomes, int longest) =>
        LosingRun.Longest(outcomes.Select(one => one == 'w')).ShouldBe(longest);

    /// <summary>Three fair tosses: 8 outcomes, three of which (LLW, WLL, LLL) have two lost in a row.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, .875)]
    [InlineData(2, .375)]
    [InlineData(3, .125)]
    [InlineData(4, 0)]
    public void Chance_OfThreeFairTosses_IsCounted(int length, double chance) =>
        LosingRun.Chance([.5, .5, .5], length).ShouldBe(chance, 1e-15);

    [Fact]
    public void Chance_EqualsTheSumOverAllOutcomes() =>
        Gen.Select(Chances, Gen.Int[0, 11])
            .Sample((chances, length) => LosingRun.Chance(chances, length).ShouldBe(Enumerated(chances, length), 1e-12));

    [Fact]
    public void Chance_LiesBetween0And1AndFallsWithTheLength() =>
        Gen.Double[.001, .999]
            .Array[0, 300]
            .Sample(chances =>
            {
                var before = 1.0;
                for (var length = 0; length <= chances.Length + 1; length++)
                {
                    var chance = LosingRun.Chance(chances, length);
                    chance.ShouldBeInRange(0, Math.Min(1, before + 1e-12));
                    before = chance;
                }
                before.ShouldBe(0);
            });

    /// <summary>Twenty bets lost at p = .2 one after the other are rare in a hundred bets, and all but sure in ten thousand.</summary>
    [Fact]
    public void Chance_OfALongRun_GrowsWithTheBets()
    {
        // .8^20 + 80 · .2 · .8^20 = 17 · .8^20, a little less for runs that follow one.
        LosingRun.Chance([.. Enumerable.Repeat(.2, 100)], 20).ShouldBe(.18, .01);
        LosingRun.Chance([.. Enumerable.Repeat(.2, 10_000)], 20).ShouldBeGreaterThan(.999);
    }

    [Fact]
    public void Chance_NegativeLength_IsRefused() => Should.Throw<ArgumentOutOfRangeException>(() => LosingRun.Chance([.5], -1));

    private static double Enumerated(double[] chances, int length)
    {
        var sum = 0.0;
        for (var won = 0; won < 1 << chances.Length; won++)
        {
            var outcomes = Enumerable.Range(0, chances.Length).Select(bet => (won & (1 << bet)) != 0).ToList();
            if (LosingRun.Longest(outcomes) >= length)
                sum += outcomes.Zip(chances, (one, chance) => one ? chance : 1 - chance).Aggregate(1.0, (product, one) => product * one);
        }
        return sum;
    }
}
