using System.Globalization;
using Hippique.Demo;
using Hippique.Demo.Simulation;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Planning;
using Hippique.Racing;

namespace Hippique.Tests.Demo;

public sealed class DemoWordsTests
{
    private static readonly DemoWords French = new(CultureInfo.GetCultureInfo("fr-FR"));
    private static readonly DemoWords English = new(CultureInfo.GetCultureInfo("en-GB"));

    [Fact]
    public void A_profit_that_is_not_enough_is_told_before_a_closer_call_without_one()
    {
        var promising = Abstention(1, roi: .06, price: 2.5, from: 2.9, Guard(GuardCode.RoiMinSp, .06, .1));
        var near = Abstention(2, roi: -.01, price: 2.5, from: 2.6, Guard(GuardCode.RoiMinSp, -.2, .1));
        var other = Abstention(3, roi: .06, price: 2.5, from: 2.6, Guard(GuardCode.SpCoverage, .2, .35));

        TellingRaces.Refused([near, other, promising]).ShouldBe(promising);
        TellingRaces.Refused([near, other]).ShouldBe(other);
        TellingRaces.Refused([near]).ShouldBe(near);
        TellingRaces.Refused([near with { Outcome = Outcome.Play }]).ShouldBeNull();
    }

    [Fact]
    public void A_refused_race_names_its_guard_and_numbers_in_the_readers_language()
    {
        var race = Abstention(
            1,
            roi: .055,
            price: 2.5,
            from: 2.7,
            Guard(GuardCode.RoiMinSp, .055, .1) with
            {
                Note = GuardRemark.BestInWindow,
            }
        );

        French
            .Refused(race, Plan(race))
            .ShouldBe(
                """
                SIMULATION, une course refusée : R1C1 VALMOREL, Prix d'Essai
                  Refusée par le contrôle « Valeur du simple » (roi_min_sp) : mesuré +5,5 %, seuil +10,0 %, le meilleur de la fourchette.
                  Au plus près d’un pari : n° 4 COMÈTE D'ESSAI, affiché à 2,50. En l’état on attend +5,5 % ; il aurait été joué à partir de 2,7.
                """
            );
        English
            .Refused(race, Plan(race))
            .ShouldBe(
                """
                SIMULATION, a race that is refused: R1C1 VALMOREL, Prix d'Essai
                  Refused by the guard “Value of the single” (roi_min_sp): measured +5.5 %, threshold +10.0 %, the best of the window.
                  Closest to a bet: no. 4 COMÈTE D'ESSAI, shown at 2.50. As it stands +5.5 % is expected; it would have been played from 2.7.
                """
            );
    }

    [Fact]
    public void A_guard_that_measured_nothing_shows_its_remark_or_that_it_was_not_met()
    {
        var noted = Abstention(1, .1, 2.5, 2.6, Guard(GuardCode.RoiMinSp, null, .1) with { Note = GuardRemark.NoStarterInWindow });
        French.Refused(noted, Plan(noted)).ShouldContain("(roi_min_sp) : aucun partant dans la fourchette.");
        var bare = Abstention(1, .1, 2.5, 2.6, Guard(GuardCode.RaceOffered, null, null));
        English.Refused(bare, Plan(bare)).ShouldContain("“Sold by the user's operator” (race_offered): not met.");
    }

    [Fact]
    public void A_horse_whose_price_was_enough_is_not_said_to_have_been_too_cheap()
    {
        var race = Abstention(1, .2, 3, 2.7, Guard(GuardCode.BookSane, 1.5, 1.05) with { ThresholdHigh = 1.45 });
        var text = English.Refused(race, Plan(race));
        text.ShouldContain("measured 1.5, threshold 1.05 – 1.45.");
        text.ShouldContain("another guard refuses the race");
    }

    [Fact]
    public void A_horse_that_no_price_would_have_made_a_bet_is_said_to_be_one()
    {
        var race = Abstention(1, -.12, 13, 13, Guard(GuardCode.RoiMinSp, -.12, .1)) with
        {
            Closest = new ClosestCall(4, "COMÈTE D'ESSAI", 13, null, null),
        };
        French.Refused(race, Plan(race)).ShouldEndWith("À aucune cote de la fourchette il n’aurait été joué.");
        // A race with a price that would have been enough teaches more.
        var near = Abstention(2, -.2, 2.5, 3, Guard(GuardCode.RoiMinSp, -.2, .1));
        TellingRaces.Refused([race, near]).ShouldBe(near);
    }

    private static GuardVerdict Guard(GuardCode code, double? value, double? threshold) =>
        new()
        {
            Code = code,
            Value = value,
            Threshold = threshold,
            Passed = false,
            Blocks = GuardScope.All,
        };

    private static RaceAnalysis Abstention(int number, double roi, double price, double from, GuardVerdict guard)
    {
        var race = DayMaker.Make(1, SimulatedSnapshots.Date).Races.First();
        var analysis = SimulatedSnapshots.Analyse(new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value), race);
        var id = new RaceId(SimulatedSnapshots.Date, new RaceCode(1, number));
        return analysis with
        {
            Race = id,
            Outcome = Outcome.Abstain,
            Reason = guard.Code,
            Guards = [guard],
            Tickets = [],
            Runners = [.. analysis.Runners.Select(runner => runner.Number == 4 ? runner with { ExpectedRoi = roi } : runner)],
            Closest = new ClosestCall(4, "COMÈTE D'ESSAI", price, from, from / price - 1),
        };
    }

    private static DayPlan Plan(RaceAnalysis analysis) =>
        new()
        {
            Date = analysis.Race.Date,
            Simulated = true,
            Refused = [],
            Notes = [],
            Races =
            [
                new PlannedRace
                {
                    Id = analysis.Race,
                    Meeting = "VALMOREL",
                    Country = "FRA",
                    Name = "Prix d'Essai",
                    Off = new DateTimeOffset(2026, 4, 12, 12, 0, 0, TimeSpan.Zero),
                    Links = [],
                    OffClaims = [],
                },
            ],
        };
}
