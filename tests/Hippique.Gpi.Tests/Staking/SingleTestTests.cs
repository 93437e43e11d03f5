using CsCheck;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Gpi.Tests.Guards;
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

    [Fact]
    public void PlayableFrom_TheWindow_LimitsBothEnds()
    {
        var rules = GuardRace.With(guards => guards with { SharpeMin = 0 });
        Test(rules).PlayableFrom(Price(.9, 0)).ShouldBe(2.5); // 1.15/.9 = 1.3: the window begins at 2.5
        Test(rules).PlayableFrom(Price(.0825, 0)).ShouldBe(14); // 1.15/.0825 = 13.94
        Test(rules).PlayableFrom(Price(.082, 0)).ShouldBeNull(); // 14.02
    }

    [Theory]
    [InlineData(.3, 0, 0, 2.6)] // ROI: 1.3/.5
    [InlineData(0, .3, 0, 2.6)] // expected value of the singles
    [InlineData(0, 0, .3, 2.6)] // expected value of the whole
    [InlineData(.39, .3, 0, 2.8)]
    [InlineData(0, .3, .39, 2.8)]
    [InlineData(-1, -1, -1, 2.5)] // nothing asked for: the window
    [InlineData(.25, -1, -1, 2.5)] // .5 · 2.5 − 1 is exactly what is asked
    [InlineData(-1, .25, -1, 2.5)]
    [InlineData(-1, -1, .25, 2.5)]
    public void PlayableFrom_EachThreshold_Counts(double roi, double ev, double whole, double expected)
    {
        var rules = Asking(roi, ev, whole);
        Test(rules).PlayableFrom(Price(.5, 0)).ShouldBe(expected);
    }

    [Fact]
    public void PlayableFrom_NothingAskedFor_StillNeedsAnEdge() => Test(Asking(-1, -1, -1)).PlayableFrom(Price(.25, 0)).ShouldBe(4.1); // at 4.0 the edge is 0

    [Fact]
    public void PlayableFrom_AHomogeneousField_HasItsOwnThreshold()
    {
        var rules = GuardRace.With(guards => guards with { EvMinSp = .5, EvMinSpHomogeneous = .25 });
        Test(rules, homogeneous: true).PlayableFrom(Price(.45, 0)).ShouldBe(2.8); // 1.25/.45 = 2.78
        Test(rules).PlayableFrom(Price(.45, 0)).ShouldBe(3.4); // 1.5/.45 = 3.33
    }

    [Fact]
    public void PlayableFrom_WhereTheRulesShrinkTheValue_CountsTheDoubt()
    {
        // k·e ≥ .2 with e = .5·d − 1, k = e²/(e² + (.1·d)²): at 2.8 .4·.671 = .268, at 2.7 .35·.627 = .219, at 2.6 .3·.571 = .171.
        var rules = GuardRace.With(guards => guards with { EvMinSp = .2, EvShrunk = true });
        Test(rules).PlayableFrom(Price(.5, .1)).ShouldBe(2.7);
        Test(rules with { Guards = rules.Guards with { EvShrunk = false } }).PlayableFrom(Price(.5, .1)).ShouldBe(2.5); // 1.2/.5 = 2.4
    }

    [Fact]
    public void PlayableFrom_UncertainDividends_RaiseTheDeviation()
    {
        // p = .12, log deviation .3: 1/(.12 − .1·√(.12·e^.09 − .12²)) = 11.65.
        var market = new SinglesMarket(BetType.SimpleGagnant, [], .3, (_, price) => price);
        new SingleTest(Rules, market, Limits, 500, false).PlayableFrom(Price(.12, 0)).ShouldBe(11.7);
    }

    [Theory]
    [InlineData(1, 1e-30)]
    [InlineData(2, 1e-15)] // twice the stake, half the exponent
    public void PlayableFrom_TheRiskOfRuin_Counts(int minimum, double most)
    {
        // 2·e·500/(V·stake) ≥ 69.08 for a stake of 1 €, V = .21·d²: .0145·d² − .3·d + 1 = 0 at d = 4.18.
        var rules = GuardRace.With(guards => guards with { RorMaxRace = most });
        new SingleTest(rules, Market, OfMinimum(minimum, 3), 500, false).PlayableFrom(Price(.3, 0)).ShouldBe(4.2);
    }

    [Theory]
    [InlineData(3, 3.9)]
    [InlineData(2.99, null)]
    public void PlayableFrom_TheMinimumStake_MustFitIntoTheBudget(double budget, double? expected) =>
        // p = .3: 1.15/.3 = 3.83; the Sharpe ratio asks for 1/(.3 − .1·√.21) = 3.93.
        new SingleTest(GuardRace.With(guards => guards with { SharpeMin = 0 }), Market, OfMinimum(3, (decimal)budget), 500, false)
            .PlayableFrom(Price(.3, 0))
            .ShouldBe(expected);

    [Theory]
    [InlineData(.36, 2.7)] // paid 1.2 times the price: 1.15/.36 = 3.19 is a price of 2.66; the Sharpe ratio asks for 1/(.36 − .1·√(.36·.64)) = 3.21: 2.67
    [InlineData(.35, 2.8)] // 1/(.35 − .1·√(.35·.65)) = 3.31: 2.76
    [InlineData(.3499, null)] // a place bet covers at least .35
    public void PlayableFrom_APlaceBet_IsAPriceNotADividend(double probability, double? expected)
    {
        var market = new SinglesMarket(BetType.SimplePlace, [], 0, (_, price) => price * 1.2);
        var price = Price(probability, 0) with { Price = 5, Dividend = 6 };
        new SingleTest(Rules, market, Limits, 500, false).PlayableFrom(price).ShouldBe(expected);
    }

    [Fact]
    public void PlayableFrom_APlaceBetsWindow_IsOnTheDividend()
    {
        var market = new SinglesMarket(BetType.SimplePlace, [], 0, (_, price) => price * 1.25);
        var price = Price(.9, 0) with { Price = 4, Dividend = 5 };
        new SingleTest(Rules, market, Limits, 500, false).PlayableFrom(price).ShouldBe(2); // pays 2.5
    }

    [Theory]
    [InlineData(.165, 5.6)] // 1.15/.165 = 6.97, so 5.58; the window ends at a dividend of 7
    [InlineData(.164, null)] // 7.01
    public void PlayableFrom_APlaceBetsWindow_EndsOnTheDividendToo(double probability, double? expected)
    {
        var market = new SinglesMarket(BetType.SimplePlace, [], 0, (_, price) => price * 1.25);
        var rules = GuardRace.With(guards => guards with { SpCoverageMin = [0, 0, 0], SharpeMin = 0 });
        var price = Price(probability, 0) with { Price = 4, Dividend = 5 };
        new SingleTest(rules, market, Limits, 500, false).PlayableFrom(price).ShouldBe(expected);
    }

    [Fact]
    public void PlayableFrom_AWinBetsWindow_IsOnItsOdds() =>
        Test(Rules).PlayableFrom(Price(.9, 0) with { Price = 5, Dividend = 6 }).ShouldBe(2.5);

    private static RuleSet Asking(double roi, double ev, double whole) =>
        GuardRace.With(guards => guards with { RoiMinSp = roi, EvMinSp = ev, EvMinGlobal = whole, SharpeMin = null, RorMaxRace = 1 });

    private static StakeLimits OfMinimum(decimal minimum, decimal budget) =>
        new(new BetOffer(BetType.SimpleGagnant, new Euro(minimum), new Euro(1), null), new Euro(budget), .6);

    private static SinglesMarket Market { get; } = new(BetType.SimpleGagnant, [], 0, (_, price) => price);

    private static SingleTest Test(RuleSet rules, bool homogeneous = false) => new(rules, Market, Limits, 500, homogeneous);

    private static SinglePrice Price(double probability, double sigma) =>
        new()
        {
            Runner = 0,
            Price = 5,
            Basis = PriceSource.Odds,
            Probability = probability,
            Sigma = sigma,
            Dividend = 5,
            Low = 4,
            High = 6,
            InWindow = true,
            MinimumPrice = null,
        };
}
