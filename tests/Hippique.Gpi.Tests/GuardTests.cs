using CsCheck;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Tests;

public sealed class GuardTests
{
    private static readonly double[] Win = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26, 38, 61, 88, 112];

    private static readonly (double, double)[] Places =
    [
        (1.1, 1.3),
        (1.3, 1.7),
        (3.4, 5.2),
        (3.9, 5.6),
        (2.8, 4.1),
        (3.2, 4.8),
        (4.0, 6.1),
        (5.0, 8.0),
        (7.0, 11),
        (11, 17),
        (15, 24),
        (18, 30),
    ];

    private static readonly RuleSet Rules = RuleSets.Load("gpi-v5.1").Value;

    // In the order of the method; codes that a race always shows.
    private static readonly string[] Order =
    [
        "country",
        "race_offered",
        "race_open",
        "runners_min",
        "odds_coverage",
        "odds_fresh",
        "same_field",
        "je_coverage",
        "book_sane",
        "overround_place",
        "clv_gate",
        "payout_calibration",
        "exotics_paused",
        "sp_coverage",
        "roi_min_sp",
        "stakes_buyable",
        "ev_min_sp",
        "ev_min_combo",
        "payout_min_combo",
        "sharpe_min",
        "ror_max",
        "ev_min_global",
        "limits",
        "budget_max",
        "tickets_max",
    ];

    [Theory]
    [InlineData("gpi-v5.1")]
    [InlineData("gpi-v5.1-strict")]
    [InlineData("gpi-v5.2")]
    [InlineData("gpi-edge")]
    public void Analyse_AnyRuleSet_ShowsEveryGuardInOrder(string name)
    {
        var rules = RuleSets.Load(name).Value;
        Codes(Analyse(rules, Input())).ShouldBe(Order);
        Codes(Analyse(rules, Input() with { Countries = ["USA"] })).ShouldBe(Order);
    }

    [Fact]
    public void Analyse_GoodPlaces_Plays() => Analyse(Rules, Input()).Outcome.ShouldBe(Outcome.Play);

    [Fact]
    public void SameField_WithoutH30_RefusesInV51AndDegradesInV52()
    {
        var input = Input() with { H30 = null };
        var refused = Analyse(Rules, input);
        (refused.Outcome, refused.Reason).ShouldBe((Outcome.Unplayable, "same_field"));
        var degraded = Analyse(RuleSets.Load("gpi-edge").Value, input);
        degraded.MarketReading.Degraded.ShouldBeTrue();
        Guard(degraded, "same_field").Note.ShouldBe("degraded: no drift");
        degraded.Reason.ShouldNotBe("same_field");
        degraded.Missing.ShouldContain("h30");
    }

    [Fact]
    public void SameField_ARunnerThatLeftWithoutADeclaration_IsAnotherField()
    {
        var input = Input();
        var card = input.H5.Card;
        var without = card with { Runners = [.. card.Runners.Where(runner => runner.Number != 12)] };
        var changed = Analyse(Rules, input with { H5 = input.H5 with { Card = without } });
        Guard(changed, "same_field").Note.ShouldBe("changed: n° 12");
        changed.Reason.ShouldBe("same_field");
        var declared = card with { Runners = [.. card.Runners.Select(runner => runner with { NonRunner = runner.Number == 12 })] };
        Guard(Analyse(Rules, input with { H5 = input.H5 with { Card = declared } }), "same_field").Passed.ShouldBeTrue();
    }

    [Theory]
    [InlineData(10, true)] // 10 of 12: .83
    [InlineData(9, false)]
    public void SameField_DriftKnownForFourOfFive(int known, bool passes)
    {
        var input = Input();
        var earlier = Races.H30(input.H5.Card, Races.Prices(Pool.ZEturf, Win[..known]));
        Guard(Analyse(Rules, input with { H30 = earlier }), "same_field").Passed.ShouldBe(passes);
    }

    [Fact]
    public void JeCoverage_NothingKnown_PassesInV51AndRefusesInStrict()
    {
        Guard(Analyse(Rules, Input()), "je_coverage").Passed.ShouldBeTrue();
        var strict = Analyse(RuleSets.Load("gpi-v5.1-strict").Value, Input());
        (strict.Outcome, strict.Reason).ShouldBe((Outcome.Unplayable, "je_coverage"));
    }

    [Theory]
    [InlineData(29, -.1, true)] // too few to judge
    [InlineData(30, -.1, false)]
    [InlineData(30, .1, true)]
    public void ClvGate_NeedsThirtyBetsAndAMedianAboveZero(int bets, double value, bool passes)
    {
        var player = new PlayerState { ClosingLineValues = [.. Enumerable.Repeat(value, bets)] };
        var guard = Guard(Analyse(Rules, Input() with { Player = player }), "clv_gate");
        guard.Passed.ShouldBe(passes);
        guard.Blocks.ShouldBe("combined");
    }

    [Fact]
    public void Limits_DayWeekAndRacecourse_EachRefuse()
    {
        void Refuses(PlayerState player) => Analyse(Rules, Input() with { Player = player }).Reason.ShouldBe("limits");
        Refuses(new PlayerState { DailyLimit = new Euro(10), DayStaked = new Euro(9.5m) });
        Refuses(new PlayerState { WeeklyLimit = new Euro(10), WeekStaked = new Euro(9.5m) });
        Refuses(new PlayerState { PlayedAtRacecourse = 2 });
        Analyse(Rules, Input() with { Player = new PlayerState { PlayedAtRacecourse = 1 } }).Outcome.ShouldBe(Outcome.Play);
        var edge = RuleSets.Load("gpi-edge").Value;
        Analyse(edge, Input() with { Player = new PlayerState { PlayedAtRacecourse = 9 } }).Reason.ShouldNotBe("limits");
    }

    [Fact]
    public void RorMax_ADayOfRisk_ReducesTheKellyFraction()
    {
        var risky = new PlayerState { DayExpectedProfit = -.2, DayVariance = 4000 };
        var analysis = Analyse(Rules, Input() with { Player = risky });
        analysis.Singles.KellyFraction.ShouldBe(.33);
        analysis.Singles.DayRuin.ShouldBeGreaterThan(.01);
        Analyse(Rules, Input()).Singles.KellyFraction.ShouldBe(.50);
    }

    [Theory]
    [InlineData(1.31, false)]
    [InlineData(1.29, true)]
    public void OverroundPlace_IsDividedByThePlacesPaid(double wanted, bool passes)
    {
        // Flat places of one price each: Σ 1/o = 12/o, divided by 3.
        var price = 12 / (3 * wanted);
        var places = Enumerable.Repeat((price, price), 12).ToArray();
        var guard = Guard(Analyse(Rules, Input(places: places)), "overround_place");
        guard.Value!.Value.ShouldBe(wanted, 1e-9);
        guard.Passed.ShouldBe(passes);
    }

    [Fact]
    public void Amber_OnlyTheExpectedValueIsMissing()
    {
        // Everything else passes; an expected value of 90 % is asked for.
        var rules = Rules with
        {
            Guards = Rules.Guards with { EvMinSp = 5, EvMinSpHomogeneous = 5 },
        };
        var analysis = Analyse(rules, Input());
        (analysis.Outcome, analysis.Reason, analysis.Amber).ShouldBe((Outcome.Abstain, "ev_min_sp", true));
        analysis.Closest.ShouldBeNull(); // no price in the window is enough
        Analyse(Rules, Input() with { Countries = ["USA"] }).Amber.ShouldBeFalse();
    }

    [Fact]
    public void Reason_TheTicketOfSinglesIsRefused_IsItsGuardWhereThereWasNoCombinedTicket()
    {
        var rules = Rules with { Guards = Rules.Guards with { SpCoverageMin = [3, 3, 3] } };
        var analysis = Analyse(rules, Input());
        analysis.Combined.Bet.ShouldBeNull();
        (analysis.Outcome, analysis.Reason).ShouldBe((Outcome.Abstain, "sp_coverage"));
    }

    [Fact]
    public void Reason_ACombinedTicketIsLeft_SinglesThatFailDoNotRefuseTheRace()
    {
        var rules = Rules with { Guards = Rules.Guards with { SpCoverageMin = [3, 3, 3], EvMinGlobal = 0 } };
        var analysis = Analyse(rules, Input(), Models.With(Models.Payout(BetType.CouplePlace, 2)));
        analysis.Outcome.ShouldBe(Outcome.Play);
        analysis.Tickets.ShouldHaveSingleItem().Bet.ShouldBe(BetType.CouplePlace);
        analysis.Guards.Single(guard => guard.Code == "budget_max").Value.ShouldBe((double)analysis.Tickets[0].Stake.Amount);
    }

    [Fact]
    public void Closest_ARefusedRace_NamesTheNearestStarter()
    {
        // Fair places: nobody passes, and the nearest misses by the least.
        var analysis = Analyse(Rules, Input(places: [.. Win.Select(odds => (1 + (odds - 1) / 5.2, 1 + (odds - 1) / 4.6))]));
        analysis.Reason.ShouldBe("roi_min_sp");
        var gaps = analysis
            .Runners.Where(runner => runner.PlayableFrom is not null)
            .Select(runner => runner.PlayableFrom!.Value / runner.Price!.Value - 1)
            .ToList();
        analysis.Closest!.Gap.ShouldBe(gaps.Min());
        analysis.Closest.PlayableFrom.ShouldBeGreaterThan(analysis.Closest.Price);
    }

    // These measure the ticket that was found: looser rules may find another one.
    private static readonly string[] OfTheTicket =
    [
        "payout_calibration",
        "sp_coverage",
        "roi_min_sp",
        "stakes_buyable",
        "ev_min_sp",
        "ev_min_combo",
        "payout_min_combo",
        "sharpe_min",
        "ror_max",
        "ev_min_global",
    ];

    [Fact]
    public void EveryGuardThatPasses_PassesAtALooserThreshold() =>
        Gen.Select(Gen.Double[1.01, 3].Array[12], Gen.Double[0, .3], Gen.Double[.2, 1.5])
            .Sample(
                (generosity, strictness, looseness) =>
                {
                    var places = Win.Select((odds, i) => (1 + (odds - 1) / 5, (1 + (odds - 1) / 5) * generosity[i])).ToArray();
                    var input = Input(places: places);
                    var strict = Rules with { Guards = Tightened(Rules.Guards, 1 + strictness) };
                    var loose = Rules with { Guards = Tightened(Rules.Guards, 1 / (1 + looseness)) };
                    var (before, after) = (Analyse(strict, input), Analyse(loose, input));
                    foreach (var code in Order.Where(code => !OfTheTicket.Contains(code)))
                        if (before.Guards.Where(guard => guard.Code == code).All(guard => guard.Passed))
                            after.Guards.Where(guard => guard.Code == code).ShouldAllBe(guard => guard.Passed);
                    // Candidates of the tighter rules are candidates of the looser ones.
                    before.Singles.Candidates.ShouldBeSubsetOf(after.Singles.Candidates);
                }
            );

    [Fact]
    public void GuardList_AtItsThreshold_PassesOnBothSides()
    {
        var guards = new GuardList();
        guards.AtLeast("a", .1, .1, GuardList.All).ShouldBeTrue();
        guards.AtMost("b", .1, .1, GuardList.All).ShouldBeTrue();
        guards.Within("c", 1.02, 1.02, 1.45, GuardList.All).ShouldBeTrue();
        guards.Within("d", 1.4500001, 1.02, 1.45, GuardList.All).ShouldBeFalse();
        guards.AtLeast("e", null, .1, GuardList.Singles).ShouldBeFalse();
        guards.FirstBlockingAll!.Code.ShouldBe("d");
        guards.Blocks(GuardList.Singles).ShouldBeTrue();
        guards.Blocks(GuardList.Combined).ShouldBeFalse();
    }

    private static GuardRules Tightened(GuardRules rules, double by) =>
        rules with
        {
            RoiMinSp = rules.RoiMinSp * by,
            EvMinSp = rules.EvMinSp * by,
            OverroundPlaceMax = rules.OverroundPlaceMax / by,
            OddsFreshMinutes = rules.OddsFreshMinutes / by,
            BookRange = new Interval(rules.BookRange.Low * by, rules.BookRange.High / by),
        };

    private static AnalysisInput Input((double, double)[]? places = null) =>
        Races.Input(Races.H5(Races.Card(12), Races.Prices(Pool.ZEturf, Win, places ?? Places)), Pool.ZEturf);

    private static RaceAnalysis Analyse(RuleSet rules, AnalysisInput input, GpiModel? model = null) =>
        new RaceAnalyser(rules, model ?? Models.ByHand).Analyse(input);

    private static GuardVerdict Guard(RaceAnalysis analysis, string code) => analysis.Guards.First(guard => guard.Code == code);

    private static List<string> Codes(RaceAnalysis analysis) => [.. analysis.Guards.Select(guard => guard.Code).Distinct()];
}
