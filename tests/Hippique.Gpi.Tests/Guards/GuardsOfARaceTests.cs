using CsCheck;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Rules;
using Hippique.Racing;
using static Hippique.Gpi.Tests.Guards.GuardRace;

namespace Hippique.Gpi.Tests.Guards;

/// <summary>All guards together, through the whole analysis.</summary>
public sealed class GuardsOfARaceTests
{
    // In the order of the method; codes that a race always shows.
    private static readonly GuardCode[] Order =
    [
        GuardCode.Country,
        GuardCode.RaceOffered,
        GuardCode.RaceOpen,
        GuardCode.RunnersMin,
        GuardCode.OddsCoverage,
        GuardCode.OddsFresh,
        GuardCode.SameField,
        GuardCode.JeCoverage,
        GuardCode.BookSane,
        GuardCode.OverroundPlace,
        GuardCode.ClvGate,
        GuardCode.PayoutCalibration,
        GuardCode.ExoticsPaused,
        GuardCode.SpCoverage,
        GuardCode.RoiMinSp,
        GuardCode.StakesBuyable,
        GuardCode.EvMinSp,
        GuardCode.EvMinCombo,
        GuardCode.PayoutMinCombo,
        GuardCode.SharpeMin,
        GuardCode.RorMax,
        GuardCode.EvMinGlobal,
        GuardCode.Limits,
        GuardCode.BudgetMax,
        GuardCode.TicketsMax,
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
    public void Analyse_GoodPlaces_Plays() => Analyse(V51, Input()).Outcome.ShouldBe(Outcome.Play);

    [Fact]
    public void Reason_TheTicketOfSinglesIsRefused_IsItsGuardWhereThereWasNoCombinedTicket()
    {
        var rules = With(guards => guards with { SpCoverageMin = [3, 3, 3] });
        var analysis = Analyse(rules, Input());
        analysis.Combined.Bet.ShouldBeNull();
        (analysis.Outcome, analysis.Reason).ShouldBe((Outcome.Abstain, GuardCode.SpCoverage));
    }

    [Fact]
    public void Reason_ACombinedTicketIsLeft_SinglesThatFailDoNotRefuseTheRace()
    {
        var rules = With(guards => guards with { SpCoverageMin = [3, 3, 3], EvMinGlobal = 0 });
        var analysis = Analyse(rules, Input(), Models.With(Models.Payout(BetType.CouplePlace, 2)));
        analysis.Outcome.ShouldBe(Outcome.Play);
        analysis.Tickets.ShouldHaveSingleItem().Bet.ShouldBe(BetType.CouplePlace);
        analysis.Guards.Single(guard => guard.Code == GuardCode.BudgetMax).Value.ShouldBe((double)analysis.Tickets[0].Stake.Amount);
    }

    [Fact]
    public void Closest_NobodyPasses_IsTheStarterThatWasMeasured()
    {
        // A little more is asked for than the best single gives.
        var played = Analyse(V51, Input());
        var best = played.Runners.Single(runner => runner.Number == played.Singles.Candidates[0]);
        var analysis = Analyse(With(guards => guards with { RoiMinSp = best.ExpectedRoi!.Value + .001 }), Input());
        analysis.Reason.ShouldBe(GuardCode.RoiMinSp);
        var guard = analysis.Guards.Single(guard => guard.Code == GuardCode.RoiMinSp);
        var measured = analysis.Runners.Single(runner => runner.ExpectedRoi == guard.Value);
        measured.Number.ShouldBe(best.Number);
        guard.Note.ShouldBe(new GuardNote.BestOfWindow(measured.Number));
        analysis.Closest.ShouldBe(
            new ClosestCall(
                measured.Number,
                measured.Horse,
                measured.Price!.Value,
                measured.PlayableFrom,
                measured.PlayableFrom!.Value / measured.Price.Value - 1
            )
        );
        analysis.Closest!.PlayableFrom!.Value.ShouldBeGreaterThan(analysis.Closest.Price);
    }

    [Fact]
    public void Closest_TheTicketIsRefused_IsOneOfItsLegs()
    {
        var analysis = Analyse(With(guards => guards with { SpCoverageMin = [3, 3, 3] }), Input());
        analysis.Reason.ShouldBe(GuardCode.SpCoverage);
        // No single alone covers so much: nobody has a price at which it would be a bet.
        analysis.Closest.ShouldBeNull();
        var unsold = Analyse(V51, Input() with { Countries = ["USA"] });
        unsold.Reason.ShouldBe(GuardCode.Country);
        unsold.Singles.Legs.Select(leg => leg.Number).ShouldContain(unsold.Closest!.Number);
    }

    [Fact]
    public void Closest_NoPriceOfTheWindowIsEnoughForTheMeasuredStarter_IsSaid()
    {
        // Only outsiders are in the window, and of these none can reach the coverage that is asked of one leg.
        var rules = With(guards => guards with { SpCoverageMin = [.5, .6, .9] });
        var analysis = Analyse(rules, Input([.. Win.Select(odds => odds < 8 ? (1.2, 1.3) : (3.0, 3.2))]));
        var guard = analysis.Guards.Single(guard => guard.Code == GuardCode.RoiMinSp);
        var measured = analysis.Runners.Single(runner => runner.ExpectedRoi == guard.Value);
        measured.PlayableFrom.ShouldBeNull();
        analysis.Runners.ShouldContain(runner => runner.PlayableFrom != null);
        analysis.Closest.ShouldBe(new ClosestCall(measured.Number, measured.Horse, measured.Price!.Value, null, null));
    }

    // These measure the ticket that was found: looser rules may find another one.
    private static readonly GuardCode[] OfTheTicket =
    [
        GuardCode.PayoutCalibration,
        GuardCode.SpCoverage,
        GuardCode.RoiMinSp,
        GuardCode.StakesBuyable,
        GuardCode.EvMinSp,
        GuardCode.EvMinCombo,
        GuardCode.PayoutMinCombo,
        GuardCode.SharpeMin,
        GuardCode.RorMax,
        GuardCode.EvMinGlobal,
    ];

    [Fact]
    public void EveryGuardThatPasses_PassesAtALooserThreshold() =>
        Gen.Select(Gen.Double[1.01, 3].Array[12], Gen.Double[0, .3], Gen.Double[.2, 1.5])
            .Sample(
                (generosity, strictness, looseness) =>
                {
                    var places = Win.Select((odds, i) => (1 + (odds - 1) / 5, (1 + (odds - 1) / 5) * generosity[i])).ToArray();
                    var input = Input(places);
                    var strict = With(guards => Tightened(guards, 1 + strictness));
                    var loose = With(guards => Tightened(guards, 1 / (1 + looseness)));
                    var (before, after) = (Analyse(strict, input), Analyse(loose, input));
                    foreach (var code in Order.Where(code => !OfTheTicket.Contains(code)))
                        if (before.Guards.Where(guard => guard.Code == code).All(guard => guard.Passed))
                            after.Guards.Where(guard => guard.Code == code).ShouldAllBe(guard => guard.Passed);
                    // Candidates of the tighter rules are candidates of the looser ones.
                    before.Singles.Candidates.ShouldBeSubsetOf(after.Singles.Candidates);
                }
            );

    private static GuardRules Tightened(GuardRules rules, double by) =>
        rules with
        {
            RoiMinSp = rules.RoiMinSp * by,
            EvMinSp = rules.EvMinSp * by,
            OverroundPlaceMax = rules.OverroundPlaceMax / by,
            OddsFreshMinutes = rules.OddsFreshMinutes / by,
            BookRange = new Interval(rules.BookRange.Low * by, rules.BookRange.High / by),
        };

    private static List<GuardCode> Codes(RaceAnalysis analysis) => [.. analysis.Guards.Select(guard => guard.Code).Distinct()];
}
