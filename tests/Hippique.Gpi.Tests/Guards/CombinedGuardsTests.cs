using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Gpi.Staking.Combined;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Guards.GuardRace;

namespace Hippique.Gpi.Tests.Guards;

public sealed class CombinedGuardsTests
{
    private static readonly CombinedSearch NoHorses = new(null, NoCombined.Horses, null);

    private readonly GuardList _guards = new();

    [Theory]
    [InlineData(Discipline.Flat, 13, 1.30)]
    [InlineData(Discipline.Flat, 14, 1.25)]
    [InlineData(Discipline.Flat, 9, 1.30)]
    [InlineData(Discipline.Harness, 8, 1.22)]
    [InlineData(Discipline.Harness, 9, 1.22)]
    [InlineData(Discipline.Harness, 10, 1.30)]
    [InlineData(Discipline.Harness, 14, 1.30)]
    [InlineData(Discipline.MountedTrot, 9, 1.22)]
    [InlineData(Discipline.Hurdle, 9, 1.30)]
    [InlineData(Discipline.Hurdle, 14, 1.30)]
    public void Overround_OfThePlaces_AsksByDisciplineAndField(Discipline discipline, int starters, double limit)
    {
        var places = Enumerable.Repeat((4.0, 4.0), starters).ToArray();
        var verdict = Overround(Races.Card(starters, discipline), Races.Prices(Pool.ZEturf, [], places));
        // Each at 4 for a place, three places: starters/12.
        verdict.Value!.Value.ShouldBe(starters / 12.0, 1e-12);
        (verdict.Threshold, verdict.Note, verdict.Blocks).ShouldBe((limit, GuardRemark.PlaceBookPerPlace, GuardScope.Combined));
    }

    [Theory]
    [InlineData(1.9999, false)]
    [InlineData(2, true)]
    [InlineData(2.0001, true)]
    public void Overround_OfThePlaces_IsAtMostItsLimit(double limit, bool passes)
    {
        // Twelve at 2 for a place, three places: 2.
        var places = Enumerable.Repeat((2.0, 2.0), 12).ToArray();
        var context = Context(
            Races.Card(12),
            Races.Prices(Pool.ZEturf, Win, places),
            With(guards => guards with { OverroundPlaceMax = limit })
        );
        CombinedGuards.Before(_guards, context, context.Pools[0], NoHorses);
        _guards
            .Verdicts[0]
            .ShouldBe(Verdict(GuardCode.OverroundPlace, 2, limit, passes, GuardScope.Combined, GuardRemark.PlaceBookPerPlace));
    }

    [Theory]
    [InlineData(12, 1.31, false)]
    [InlineData(12, 1.29, true)]
    public void Overround_InARace_IsMeasuredOnTheTypicalPrices(int starters, double wanted, bool passes)
    {
        // Flat places of one price each: Σ 1/o = 12/o, divided by 3.
        var price = starters / (3 * wanted);
        var guard = Guard(Analyse(V51, Input([.. Enumerable.Repeat((price, price), starters)])), GuardCode.OverroundPlace);
        guard.Value!.Value.ShouldBe(wanted, 1e-9);
        guard.Passed.ShouldBe(passes);
    }

    [Theory]
    [InlineData(.9999, false)]
    [InlineData(1, true)]
    public void Overround_WithoutPlaceOdds_IsThatOfTheWinBook(double limit, bool passes)
    {
        var rules = With(guards => guards with { OverroundWinMax = limit });
        var context = Context(Races.Card(8), Races.Prices(Pool.ZEturf, [8, 8, 8, 8, 8, 8, 8, 8]), rules);
        CombinedGuards.Before(_guards, context, context.Pools[0], NoHorses);
        _guards.Verdicts[0].ShouldBe(Verdict(GuardCode.OverroundPlace, 1, limit, passes, GuardScope.Combined, GuardRemark.WinBookInstead));
    }

    [Fact]
    public void Overround_WhereNoPlaceIsPaid_IsThatOfTheWinBook()
    {
        // Three starters: Simple placé is refunded.
        var verdict = Overround(Races.Card(3), Races.Prices(Pool.ZEturf, [2, 4, 4], [(1.1, 1.2), (1.1, 1.2), (1.1, 1.2)]));
        (verdict.Value, verdict.Threshold, verdict.Note).ShouldBe((1, 1.23, GuardRemark.WinBookInstead));
    }

    [Fact]
    public void Overround_NoPriceAtAll_IsNotMeasuredAndFails() =>
        Overround(Races.Card(8), Races.Prices(Pool.ZEturf, []))
            .ShouldBe(Verdict(GuardCode.OverroundPlace, null, 1.23, false, GuardScope.Combined, GuardRemark.WinBookInstead));

    [Fact]
    public void ClvGate_TooFewBets_PassesAndSaysSo() =>
        ClvGate(30, [.. Enumerable.Repeat(-.1, 29)])
            .ShouldBe(Verdict(GuardCode.ClvGate, 29, 30, true, GuardScope.Combined, GuardRemark.TooFewBets));

    [Theory]
    [InlineData(3, new[] { 5.0, -1, 2 }, 2, true)] // the middle one
    [InlineData(3, new[] { 5.0, 0, -1 }, 0, false)] // above 0, not at it
    [InlineData(3, new[] { 5.0, -.5, -1 }, -.5, false)]
    [InlineData(4, new[] { 4.0, -3, 1, -2 }, -.5, false)] // the mean of −2 and 1
    [InlineData(4, new[] { 4.0, -3, 3, -2 }, .5, true)]
    [InlineData(3, new[] { -1.0, -2, -3, 9, 9, 9 }, -2, false)] // the latest three only
    public void ClvGate_EnoughBets_AsksForAMedianAboveZero(int bets, double[] values, double median, bool passes) =>
        ClvGate(bets, values).ShouldBe(Verdict(GuardCode.ClvGate, median, 0, passes, GuardScope.Combined));

    [Theory]
    [InlineData(NoCombined.Horses, true, GuardRemark.TooFewHorses)]
    [InlineData(NoCombined.NotSold, true, GuardRemark.CombinedNotSold)]
    [InlineData(NoCombined.Growth, true, GuardRemark.NoGrowth)]
    [InlineData(NoCombined.Calibration, false, GuardRemark.PayoutCalibrationInsufficient)]
    public void PayoutCalibration_NoTicket_FailsOnlyForWantOfACalibration(NoCombined why, bool passes, GuardRemark note)
    {
        Before(new CombinedSearch(null, why, null));
        _guards.Verdicts[2].ShouldBe(Verdict(GuardCode.PayoutCalibration, null, 100, passes, GuardScope.Combined, note));
    }

    [Fact]
    public void PayoutCalibration_OneThatWasFoundWanting_ShowsItsRaces()
    {
        Before(new CombinedSearch(null, NoCombined.Calibration, Models.Payout(BetType.Trio, 2, races: 99)));
        _guards
            .Verdicts[2]
            .ShouldBe(
                Verdict(GuardCode.PayoutCalibration, 99, 100, false, GuardScope.Combined, new GuardNote.PayoutRefused(PayoutMeasure.Races))
            );
    }

    [Fact]
    public void PayoutCalibration_AnotherBetsDividends_AreRefusedWithTheirValue()
    {
        Before(new CombinedSearch(null, NoCombined.Calibration, Models.Payout(BetType.CouplePlace, 1, value: 1.4)));
        var verdict = _guards.Verdicts[2];
        (verdict.Value, verdict.Threshold, verdict.Passed).ShouldBe((1.4, 1, false));
        verdict.Note!.ToString().ShouldBe("payout_calibration_insufficient: value");
    }

    [Fact]
    public void PayoutCalibration_OfATicket_ShowsItsQuality()
    {
        var plan = Plan(2, (.25, 6));
        Before(new CombinedSearch(plan, null, plan.Combinations[0].Fit));
        _guards
            .Verdicts[2]
            .ShouldBe(Verdict(GuardCode.PayoutCalibration, 200, 100, true, GuardScope.Combined, new GuardNote.PayoutFit(.05, .1)));
    }

    [Theory]
    [InlineData(false, 0, true)]
    [InlineData(true, 1, false)]
    public void ExoticsPaused_ByHand_Fails(bool paused, double value, bool passes)
    {
        Before(NoHorses, new PlayerState { ExoticsPaused = paused });
        _guards.Verdicts[3].ShouldBe(Verdict(GuardCode.ExoticsPaused, value, 0, passes, GuardScope.Combined));
    }

    [Fact]
    public void After_NoTicket_PassesAndSaysSo()
    {
        CombinedGuards.After(_guards, Context(), null);
        _guards.Verdicts.ShouldBe([
            Verdict(GuardCode.EvMinCombo, null, .4, true, GuardScope.Combined, GuardRemark.NoCombinedTicket),
            Verdict(GuardCode.PayoutMinCombo, null, 12, true, GuardScope.Combined, GuardRemark.NoCombinedTicket),
        ]);
    }

    [Theory]
    [InlineData(.4999, true)]
    [InlineData(.5, true)]
    [InlineData(.5001, false)]
    public void After_ExpectedValue_IsThatOfTheStake(double asked, bool passes)
    {
        // 2 € each on .25 at 4 and .25 at 8: expected (1 + 2)·2 − 4 = 2 € on 4 €.
        After(Plan(2, (.25, 4), (.25, 8)), guards => guards with { EvMinCombo = asked });
        _guards.Verdicts[0].ShouldBe(Verdict(GuardCode.EvMinCombo, .5, asked, passes, GuardScope.Combined));
    }

    [Theory]
    [InlineData(13.99, true)]
    [InlineData(14, true)]
    [InlineData(14.01, false)]
    public void After_ExpectedPayout_IsThatWhereItPays(double asked, bool passes)
    {
        // 2 € each on .25 at 4 and .5 at 8.5: where one of them pays, 2·(1 + 4.25)/.75 = 14 €.
        After(Plan(2, (.25, 4), (.5, 8.5)), guards => guards with { PayoutMinCombo = (decimal)asked });
        _guards.Verdicts[1].ShouldBe(Verdict(GuardCode.PayoutMinCombo, 14, asked, passes, GuardScope.Combined));
    }

    private GuardVerdict Overround(RaceCard card, PoolPrices prices)
    {
        var context = Context(card, prices);
        CombinedGuards.Before(_guards, context, context.Pools[0], NoHorses);
        return _guards.Verdicts[0];
    }

    private GuardVerdict ClvGate(int bets, double[] values)
    {
        var input = Input() with { Player = new PlayerState { ClosingLineValues = values } };
        var context = Context(input, With(guards => guards with { ClvBets = bets }));
        CombinedGuards.Before(_guards, context, context.Pools[0], NoHorses);
        return _guards.Verdicts[1];
    }

    private void Before(CombinedSearch search, PlayerState? player = null)
    {
        var context = Context(Input() with { Player = player ?? PlayerState.Empty });
        CombinedGuards.Before(_guards, context, context.Pools[0], search);
    }

    private void After(CombinedPlan plan, Func<GuardRules, GuardRules> change) =>
        CombinedGuards.After(_guards, Context(rules: With(change)), plan);

    private static CombinedPlan Plan(decimal unit, params (double Probability, double Dividend)[] combinations) =>
        new()
        {
            Bet = BetType.CouplePlace,
            UnitStake = unit,
            Growth = .001,
            Combinations =
            [
                .. combinations.Select(
                    (one, i) =>
                        new Combination
                        {
                            Runners = [0, i + 1],
                            Probability = one.Probability,
                            PoolProbability = one.Probability,
                            Dividend = one.Dividend,
                            PricedBy = PriceSource.PayoutCalibration,
                            Deviation = .3,
                            Fit = Models.Payout(BetType.CouplePlace, 2),
                        }
                ),
            ],
        };
}
