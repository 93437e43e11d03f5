using CsCheck;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Pricing;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Guards.GuardRace;
using static Hippique.Gpi.Tests.Guards.Legs;

namespace Hippique.Gpi.Tests.Guards;

/// <summary>A guard that passes at a threshold passes at a looser one, the tickets left as they are: each guard by itself, with any thresholds.</summary>
public sealed class LooserThresholdTests
{
    /// <summary>How tight the rules are, and how much looser the others: each threshold by its own factor.</summary>
    private static readonly Gen<(double[] Tight, double[] Looser)> Thresholds = Gen.Select(
        Gen.Double[0, 3].Array[Count],
        Gen.Double[0, 1].Array[Count]
    );
    private const int Count = 20;

    [Fact]
    public void GuardsOfTheRace() =>
        Gen.Select(Thresholds, Gen.Double[-15, 2], Gen.Int[4, 12], Gen.Int[0, 12])
            .Sample(
                (thresholds, minutes, starters, priced) =>
                {
                    var win = Win[..Math.Min(starters, priced)];
                    var prices = Races.Prices(Pool.ZEturf, win, Places[..win.Length]) with { At = Races.Off.AddMinutes(minutes) };
                    var input = Races.Input(Races.H5(Races.Card(starters), prices), Pool.ZEturf);
                    ShouldBeMonotone(
                        thresholds,
                        (guards, rules) =>
                        {
                            var context = Context(input, rules);
                            RaceGuards.Prices(guards, input, context.Field, context.Pools[0], rules.Guards);
                            RaceGuards.Books(guards, context.Pools[0], context.PlacesPaid, rules.Guards);
                            CombinedGuards.Before(guards, context, context.Pools[0], new CombinedSearch(null, NoCombined.Horses, null));
                            if (win.Length == 0)
                                return;
                            var chances = Chances(context);
                            FieldGuards.SameField(guards, context, chances);
                            FieldGuards.JockeysTrainers(guards, context, chances);
                        }
                    );
                }
            );

    [Fact]
    public void GuardsOfTheSingles() =>
        Gen.Select(Thresholds, Gen.Double[.05, .6].Array[3], Gen.Double[1.1, 9].Array[3], Gen.Int[0, 3].Array[3], Gen.Bool)
            .Sample(
                (thresholds, p, dividends, stakes, homogeneous) =>
                {
                    SinglesLeg[] legs = [.. p.Select((chance, i) => Leg(Price(i, chance, dividends[i]), stakes[i], shrink: .5))];
                    var market = new SinglesMarket(BetType.SimplePlace, [.. legs.Select(leg => leg.Price)], 0, (_, price) => price);
                    ShouldBeMonotone(
                        thresholds,
                        (guards, rules) =>
                        {
                            var bought = legs.Count(leg => leg.Stake > 0);
                            var plan = Plan(legs) with { CoverageNeeded = bought == 0 ? null : rules.Guards.SpCoverageMin[bought - 1] };
                            SinglesGuards.Check(guards, Context(rules: rules), market, plan, homogeneous, null);
                        }
                    );
                }
            );

    [Fact]
    public void GuardsOfTheCombinedTicket() =>
        Gen.Select(Thresholds, Gen.Double[.01, .5], Gen.Double[1, 60])
            .Sample(
                (thresholds, probability, dividend) =>
                {
                    var plan = new CombinedPlan
                    {
                        Bet = BetType.CouplePlace,
                        UnitStake = 1,
                        Growth = .001,
                        Combinations =
                        [
                            new Combination
                            {
                                Runners = [0, 1],
                                Probability = probability,
                                PoolProbability = probability,
                                Dividend = dividend,
                                PricedBy = PriceSource.PayoutCalibration,
                                Deviation = .3,
                                Fit = Models.Payout(BetType.CouplePlace, 2),
                            },
                        ],
                    };
                    ShouldBeMonotone(thresholds, (guards, rules) => CombinedGuards.After(guards, Context(rules: rules), plan));
                }
            );

    [Fact]
    public void GuardsOfTheWhole() =>
        Gen.Select(Thresholds, Gen.Double[0, 5], Gen.Double[-2, 4], Gen.Double[0, 5000], Gen.Int[0, 5])
            .Sample(
                (thresholds, stake, profit, variance, played) =>
                {
                    var input = Input() with { Player = new PlayerState { PlayedAtRacecourse = played } };
                    ShouldBeMonotone(
                        thresholds,
                        (guards, rules) =>
                        {
                            TotalGuards.Check(guards, Context(input, rules), new Totals(stake, profit, variance));
                            TotalGuards.Limits(guards, Context(input, rules), new Totals(stake, profit, variance));
                        }
                    );
                }
            );

    [Fact]
    public void PayoutCalibration() =>
        Gen.Select(Thresholds, Gen.Int[0, 300], Gen.Double[-.4, .4], Gen.Double[0, .3], Gen.Int[0, 20])
            .Sample(
                (thresholds, races, bias, width, age) =>
                {
                    var fit = Models.Payout(BetType.Trio, 1, races, bias, width, Races.Id.Date.AddDays(-age), shipped: false);
                    PayoutRules At(double[] by, double sign) =>
                        V51.PayoutCalibration with
                        {
                            RacesMin = (int)(100 * (1 + sign * by[0])),
                            BiasMax = .15 * (1 - sign * by[1]),
                            WidthMax = .12 * (1 - sign * by[2]),
                            AgeDaysMax = (int)(7 * (1 - sign * by[3])),
                        };
                    var none = new double[4];
                    if (PayoutQuality.IsGood(fit, At(none, 0), Races.Id.Date, null))
                        PayoutQuality.IsGood(fit, At(thresholds.Looser, -1), Races.Id.Date, null).ShouldBeTrue();
                    else
                        PayoutQuality.IsGood(fit, At(thresholds.Looser, 1), Races.Id.Date, null).ShouldBeFalse();
                }
            );

    private static void ShouldBeMonotone((double[] Tight, double[] Looser) thresholds, Action<GuardList, RuleSet> check)
    {
        var (tight, loose) = (new GuardList(), new GuardList());
        check(tight, Rules(thresholds.Tight));
        check(loose, Rules([.. thresholds.Tight.Select((by, i) => by * thresholds.Looser[i])]));
        tight.Verdicts.Select(verdict => verdict.Code).ShouldBe(loose.Verdicts.Select(verdict => verdict.Code));
        for (var i = 0; i < tight.Verdicts.Count; i++)
            if (tight.Verdicts[i].Passed)
                loose.Verdicts[i].Passed.ShouldBeTrue($"{loose.Verdicts[i]} passed at {tight.Verdicts[i].Threshold}");
    }

    /// <summary>0: asks for nothing; the greater, the tighter.</summary>
    private static RuleSet Rules(double[] by) =>
        With(guards =>
            guards with
            {
                RaceOpenSeconds = 200 * by[0],
                RunnersMin = (int)(5 * by[1]),
                OddsCoverageMin = .5 * by[2],
                OddsFreshMinutes = 15 - 5 * by[3],
                DriftCoverageMin = .5 * by[4],
                JeCoverageMin = .5 * by[5],
                BookRange = new Interval(.5 * by[6], 3 - .5 * by[6]),
                OverroundPlaceMax = 2.5 - .6 * by[7],
                OverroundPlaceFlatLarge = 2.5 - .6 * by[7],
                OverroundPlaceHarnessSmall = 2.5 - .6 * by[8],
                OverroundWinMax = 2.5 - .6 * by[9],
                SpCoverageMin = [.4 * by[10], .4 * by[10], .4 * by[10]],
                SpLegsMin = (int)by[11],
                RoiMinSp = by[12] - 1,
                EvMinSp = by[13] - 1,
                EvMinSpHomogeneous = by[14] - 1,
                EvMinCombo = by[15] - 1,
                PayoutMinCombo = (decimal)(20 * by[16]),
                SharpeMin = .3 * by[17] - .3,
                RorMaxRace = 1 - .33 * by[18],
                EvMinGlobal = by[19] - 1,
                RacecourseRacesMax = 8 - 2 * by[18],
            }
        );
}
