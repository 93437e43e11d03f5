using System.Globalization;
using Hippique.Demo.Simulation;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Hosting;
using Hippique.Hosting.Serving;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Tests.Demo;

namespace Hippique.Tests.Hosting.Serving;

public sealed class TerminalLinesTests
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly DateOnly Date = new(2025, 11, 22);
    private static readonly RaceId Race = new(Date, new RaceCode(1, 3));
    private static readonly DateTimeOffset Off = new(2025, 11, 22, 12, 35, 0, TimeSpan.Zero);
    private static readonly RaceAnalysis[] Day = Analyses();

    [Fact]
    public void A_bet_is_shown_with_its_legs_its_lowest_odds_its_expiry_and_the_warning()
    {
        var played = Day.First(analysis => analysis.Outcome == Outcome.Play);
        var leg = played.Tickets[0].Legs[0];

        var lines = new TerminalLines(English).Decision(played).ToList();

        lines[0].ShouldStartWith($"▶ {played.Race.Code}: a bet, until ");
        lines[0].ShouldContain(ParisTime.ToParis(played.Tickets[0].ExpiresAt).ToString("HH:mm", English));
        lines[1].ShouldContain($"{leg.Numbers[0]} {leg.Horses[0]}");
        lines[1].ShouldContain(Texts.In(English, "bet_simple_place"));
        string.Join(' ', lines).ShouldContain($"under {leg.MinimumOdds.ToString("0.0", English)}");
        lines[^1].ShouldContain("09 74 75 13 13");
    }

    [Fact]
    public void A_refusal_says_the_guard_in_words_with_what_it_measured_and_asked_and_the_closest_call()
    {
        var refused = Day.First(analysis => analysis is { Outcome: Outcome.Abstain, Reason: GuardCode.RoiMinSp, Closest: not null });
        var guard = refused.Guards.First(verdict => verdict is { Passed: false, Code: GuardCode.RoiMinSp });

        var text = Joined(new TerminalLines(French).Decision(refused));

        text.ShouldStartWith($"▶ {refused.Race.Code} : pas de pari. {Texts.In(French, "guard_roi_min_sp")} (roi_min_sp) : mesuré ");
        text.ShouldContain((guard.Value!.Value * 100).ToString("0.0", French));
        text.ShouldContain($"seuil +{(guard.Threshold!.Value * 100).ToString("0.0", French)} %");
        text.ShouldContain($"Au plus près : n° {refused.Closest!.Number} {refused.Closest.Horse}");
    }

    [Fact]
    public void A_measured_horse_without_a_price_at_which_it_would_be_a_bet_is_named_as_such()
    {
        var refused = Day.First(analysis => analysis is { Outcome: Outcome.Abstain, Closest: not null });
        var never = refused with { Closest = new ClosestCall(4, "COMÈTE D'ESSAI", 13, null, null) };

        Joined(new TerminalLines(English).Decision(never))
            .ShouldEndWith(Texts.In(English, "serve_closest_never", 4, "COMÈTE D'ESSAI", 13.0));
    }

    [Theory]
    [InlineData("fr-FR", "▶ R1C3 : injouable. Partants : mesuré 4, seuil 7.")]
    [InlineData("en-GB", "▶ R1C3: unplayable. Starters: measured 4, threshold 7.")]
    public void An_unplayable_race_has_its_reason_in_words(string language, string expected)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var guard = new GuardVerdict
        {
            Code = GuardCode.RunnersMin,
            Value = 4,
            Threshold = 7,
            Passed = false,
            Blocks = GuardScope.All,
        };
        var analysis = Day[0] with
        {
            Race = Race,
            Outcome = Outcome.Unplayable,
            Reason = GuardCode.RunnersMin,
            Guards = [guard],
            Tickets = [],
            Closest = null,
        };
        var named = expected.Replace(
            culture.TwoLetterISOLanguageName == "fr" ? "Partants" : "Starters",
            $"{Texts.In(culture, "guard_runners_min")} (runners_min)",
            StringComparison.Ordinal
        );

        Joined(new TerminalLines(culture).Decision(analysis)).ShouldBe(named);
    }

    [Fact]
    public void A_race_abroad_says_that_it_was_not_asked_for()
    {
        var unseen = new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value).Refuse(
            new UnseenRace
            {
                Race = Race,
                Country = "GBR",
                Simulated = false,
                ProgramVersion = "3.0.0",
            }
        );

        Joined(new TerminalLines(French).Decision(unseen)).ShouldBe($"▶ R1C3 : injouable. {Texts.In(French, "explain_unseen", "GBR")}");
    }

    public static TheoryData<string, string, string> Ends =>
        new()
        {
            { "missed", "R1C3: H-5 missed: zeturf dark", "R1C3 : H-5 manqué : zeturf dark" },
            { "failed", "R1C3: H-5 failed: zeturf dark", "R1C3 : H-5 en échec : zeturf dark" },
            { "withdrawn", "R1C3: H-5 cancelled: the race was withdrawn", "R1C3 : H-5 annulé : course retirée" },
        };

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_phase_that_ended_otherwise_is_said_in_words(string kind, string english, string french)
    {
        TaskEnd end = kind switch
        {
            "missed" => new TaskEnd.Missed("zeturf dark"),
            "failed" => new TaskEnd.Failed("zeturf dark"),
            _ => new TaskEnd.Cancelled("the race was withdrawn"),
        };
        var ended = new HippiqueEvent.TaskEnded(PlanSchedule.TaskOf(Race, Phase.H5, Off), end);

        Joined(new TerminalLines(English).Of(ended)).ShouldBe(english);
        Joined(new TerminalLines(French).Of(ended)).ShouldBe(french);
    }

    [Theory]
    [InlineData(1, "fr-FR", "R1C3 : H-5 manqué : heure passée quand la journée a été planifiée")]
    [InlineData(1, "en-GB", "R1C3: H-5 missed: its time had passed when the day was planned")]
    [InlineData(22, "fr-FR", "22/11/2025 : 22 relevés manqués, heure passée quand la journée a été planifiée (hippique day les montre)")]
    [InlineData(22, "en-GB", "2025-11-22: 22 looks missed, their time had passed when the day was planned (hippique day shows them)")]
    public void Looks_that_a_plan_came_too_late_for_are_told_once_and_together(int looks, string language, string expected)
    {
        var lines = new TerminalLines(CultureInfo.GetCultureInfo(language));
        var task = PlanSchedule.TaskOf(Race, Phase.H5, Off);

        lines.Of(new HippiqueEvent.TaskEnded(task, TaskEnd.Missed.PlannedTooLate)).ShouldBeEmpty();
        Joined(lines.Of(new HippiqueEvent.LooksPassed(Date, [.. Enumerable.Repeat(task, looks)]))).ShouldBe(expected);
    }

    [Fact]
    public void A_phase_that_is_done_says_nothing_by_itself() =>
        new TerminalLines(English)
            .Of(new HippiqueEvent.TaskEnded(PlanSchedule.TaskOf(Race, Phase.H5, Off), new TaskEnd.Done()))
            .ShouldBeEmpty();

    [Fact]
    public void An_off_that_moved_is_said_once_with_the_new_time_of_the_look()
    {
        var lines = new TerminalLines(French);
        var old = PlanSchedule.TaskOf(Race, Phase.H5, Off);
        var to = Off.AddMinutes(37);

        Joined(lines.Of(new HippiqueEvent.TaskMoved(old, PlanSchedule.MovedTaskOf(Race, Phase.H5, to))))
            .ShouldBe("R1C3 : départ passé de 13:35 à 14:12, H-5 à 14:07");
        lines.Of(new HippiqueEvent.TaskEnded(old, Rescheduler.Reason(Off, to))).ShouldBeEmpty();
        // Another cancellation of the same look is one.
        lines.Of(new HippiqueEvent.TaskEnded(old, Rescheduler.Reason(Off, to))).ShouldNotBeEmpty();
    }

    [Fact]
    public void A_plan_is_said_once_and_again_with_news()
    {
        var lines = new TerminalLines(French);

        Joined(lines.Of(new HippiqueEvent.DayPlanned(Date, 1, 0))).ShouldBe("22/11/2025 : 1 course au programme");
        lines.Of(new HippiqueEvent.DayPlanned(Date, 1, 0)).ShouldBeEmpty();
        Joined(lines.Of(new HippiqueEvent.DayPlanned(Date, 40, 2))).ShouldBe("22/11/2025 : 40 courses au programme, 2 lectures en échec");
    }

    [Fact]
    public void A_settled_race_is_said_with_what_is_still_open() =>
        Joined(new TerminalLines(French).Of(new HippiqueEvent.RaceSettled(Race, 2, 1, new Euro(4), new Euro(6.5m))))
            .ShouldBe("R1C3 : réglé sur le papier, 2 tickets, 4,00 € misés, 6,50 € rendus, 1 encore sans résultat");

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("en-GB")]
    public void No_line_is_wider_than_80_columns(string language)
    {
        var lines = new TerminalLines(CultureInfo.GetCultureInfo(language));
        var word = new string('x', 30);

        Day.SelectMany(lines.Decision)
            .Concat(
                lines.Of(
                    new HippiqueEvent.TaskEnded(
                        PlanSchedule.TaskOf(Race, Phase.H30, Off),
                        new TaskEnd.Failed($"zeturf {word} {word} {word}")
                    )
                )
            )
            .ShouldAllBe(line => line.Length <= 80);
    }

    private static string Joined(IEnumerable<string> lines) => string.Join(' ', lines.Select(line => line.Trim()));

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
