using Hippique.Demo.Simulation;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Hosting;
using Hippique.Hosting.Serving;
using Hippique.Racing;
using Hippique.Tests.Demo;

namespace Hippique.Tests.Hosting.Serving;

public sealed class TerminalDecisionsTests
{
    private static readonly RaceAnalysis[] Day = Analyses();

    [Fact]
    public void A_bet_is_shown_with_its_legs_its_lowest_odds_its_expiry_and_the_warning()
    {
        var played = Day.First(analysis => analysis.Outcome == Outcome.Play);
        var leg = played.Tickets[0].Legs[0];

        var lines = TerminalDecisions.Decision(played).Split(Environment.NewLine);

        lines[0].ShouldStartWith($"▶ {played.Race.Code}: {Texts.Get("outcome_play")}, ");
        lines[0].ShouldContain(ParisTime.ToParis(played.Tickets[0].ExpiresAt).ToString("HH:mm", Texts.Culture));
        lines[1].ShouldContain($"{leg.Numbers[0]} {leg.Horses[0]}");
        lines[1].ShouldContain(Texts.Get("bet_simple_place"));
        lines[1].ShouldEndWith(leg.MinimumOdds.ToString("0.0", Texts.Culture));
        lines[^1].ShouldContain("09 74 75 13 13");
    }

    [Fact]
    public void A_refusal_is_one_line_with_the_guard_in_words_its_code_and_the_closest_call()
    {
        var refused = Day.First(analysis => analysis is { Outcome: Outcome.Abstain, Reason: GuardCode.RoiMinSp, Closest: not null });

        var line = TerminalDecisions.Decision(refused);

        line.ShouldNotContain(Environment.NewLine);
        line.ShouldContain($"{Texts.Get("guard_roi_min_sp")} (roi_min_sp)");
        line.ShouldContain(refused.Closest!.Horse);
    }

    [Fact]
    public void A_measured_horse_without_a_price_at_which_it_would_be_a_bet_is_named_as_such()
    {
        var refused = Day.First(analysis => analysis is { Outcome: Outcome.Abstain, Closest: not null });
        var never = refused with { Closest = new ClosestCall(4, "COMÈTE D'ESSAI", 13, null, null) };

        TerminalDecisions.Decision(never).ShouldEndWith(Texts.Get("serve_closest_never", 4, "COMÈTE D'ESSAI", 13.0));
    }

    private static RaceAnalysis[] Analyses()
    {
        var analyser = new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value);
        return
        [
            .. DayMaker
                .Make(3, SimulatedSnapshots.Date)
                .Races.Select(race =>
                    analyser.Analyse(
                        new AnalysisInput
                        {
                            H30 = SimulatedSnapshots.At(race, Phase.H30),
                            H5 = SimulatedSnapshots.At(race, Phase.H5),
                            Operators = [Pool.ZEturf],
                            Countries = ["FRA"],
                            Bankroll = new Euro(500),
                            BudgetPerRace = new Euro(5),
                            ProgramVersion = "3.0.0",
                            InputHashes = new Dictionary<string, string>(),
                        }
                    )
                ),
        ];
    }
}
