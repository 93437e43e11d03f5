using CsCheck;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Racing;

namespace Hippique.Gpi.Tests.Staking;

public sealed class SingleTestTests
{
    private static readonly RuleSet Rules = RuleSets.Load("gpi-v5.1").Value;
    private static readonly StakeLimits Limits = new(new BetOffer(BetType.SimpleGagnant, new Euro(1), new Euro(1), null), new Euro(3), .6);

    [Fact]
    public void PlayableFrom_CertainProbability_IsSetByTheExpectedValue()
    {
        // p = .45 without doubt: roi .10 and ev .15 ask for a dividend of 1.15/.45 = 2.56, in tenths 2.6.
        Test(Rules).PlayableFrom(Price(.45, 0)).ShouldBe(2.6);
    }

    [Fact]
    public void PlayableFrom_ALongShot_IsSetByTheSharpeRatio()
    {
        // p = .09: edge/deviation of .10 asks for 1 − p·d = .1·d·√(p(1−p)): d = 1/(.09 − .1·√(.09·.91)) = 16.3, above the window.
        Test(Rules).PlayableFrom(Price(.09, 0)).ShouldBeNull();
        // p = .12: 1/(.12 − .1·√(.12·.88)) = 11.43.
        Test(Rules).PlayableFrom(Price(.12, 0)).ShouldBe(11.5);
    }

    [Fact]
    public void PlayableFrom_MoreDoubt_NeverAsksForLess() =>
        Gen.Select(Gen.Double[.1, .5], Gen.Double[0, .05], Gen.Double[0, .05])
            .Sample(
                (p, sigma, more) =>
                {
                    var (sure, unsure) = (Test(Rules).PlayableFrom(Price(p, sigma)), Test(Rules).PlayableFrom(Price(p, sigma + more)));
                    (unsure is null || unsure >= sure).ShouldBeTrue();
                }
            );

    [Fact]
    public void PlayableFrom_LooserRules_NeverAskForMore() =>
        Gen.Select(Gen.Double[.1, .5], Gen.Double[0, .05], Gen.Double[.1, 1])
            .Sample(
                (p, sigma, looser) =>
                {
                    var loose = Rules with
                    {
                        Guards = Rules.Guards with { RoiMinSp = Rules.Guards.RoiMinSp * looser, EvMinSp = Rules.Guards.EvMinSp * looser },
                    };
                    var (strict, easy) = (Test(Rules).PlayableFrom(Price(p, sigma)), Test(loose).PlayableFrom(Price(p, sigma)));
                    (strict is null || easy <= strict).ShouldBeTrue();
                }
            );

    [Fact]
    public void PlayableFrom_NotSold_IsNever() => new SingleTest(Rules, Market, null, 500, false).PlayableFrom(Price(.3, 0)).ShouldBeNull();

    [Fact]
    public void PlayableFrom_ASmallBankroll_CannotBuyTheMinimum() =>
        new SingleTest(Rules, Market, Limits, 2, false).PlayableFrom(Price(.3, 0)).ShouldBeNull();

    private static SinglesMarket Market { get; } = new(BetType.SimpleGagnant, [], 0, (_, price) => price);

    private static SingleTest Test(RuleSet rules) => new(rules, Market, Limits, 500, false);

    private static SinglePrice Price(double probability, double sigma) =>
        new()
        {
            Runner = 0,
            Price = 5,
            Probability = probability,
            Sigma = sigma,
            Dividend = 5,
            Low = 4,
            High = 6,
            InWindow = true,
            MinimumPrice = null,
        };
}
