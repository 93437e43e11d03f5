using System.Globalization;
using Hippique.Doctor;
using Hippique.Hosting;
using Hippique.Hosting.Serving;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Health;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;
using Hippique.Sources;

namespace Hippique.Tests.Doctor;

/// <summary>What <c>doctor</c> and the terminal say of a plan that fails, of silent sources and of favourites.</summary>
public sealed class AliveChecksTests
{
    private static readonly DateTimeOffset Nine = new(2025, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Plan_that_fails_is_an_error_with_the_reason_and_the_next_try()
    {
        var check = PlanCheck.Of(
            Plan(PlanState.Failing) with
            {
                Failures = 3,
                FailedSince = Nine,
                NextTry = Nine.AddMinutes(8),
                Why = "zeturf: timeout",
            }
        );

        check.State.ShouldBe(CheckState.Error);
        check.Found.ShouldContain("zeturf: timeout");
        check.Found.ShouldContain("09:08");
        check.Advice.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData(PlanState.Stands, null, CheckState.Ok)]
    [InlineData(PlanState.Stands, "pmu: timeout", CheckState.Warning)]
    [InlineData(PlanState.NoRaces, "pmu: not_found", CheckState.Ok)]
    [InlineData(PlanState.Missing, null, CheckState.Warning)]
    public void Every_state_of_a_plan_has_its_line(PlanState state, string? why, CheckState expected)
    {
        var check = PlanCheck.Of(Plan(state) with { Why = why, Races = 54 });

        check.State.ShouldBe(expected);
        check.Found.ShouldNotBeEmpty();
        if (why is not null)
            check.Found.ShouldContain(why);
    }

    [Theory]
    [InlineData(PlanState.Stands)]
    [InlineData(PlanState.Paused)]
    public void Plan_that_is_paused_is_a_warning_with_since_when_and_by_whom(PlanState state)
    {
        var check = PlanCheck.Of(Plan(state) with { Paused = new PlanPause(Nine, "player@example.com"), Why = "pmu: timeout" });

        check.State.ShouldBe(CheckState.Warning);
        check.Found.ShouldContain("2025");
        check.Found.ShouldContain("09:00");
        check.Found.ShouldContain("player@example.com");
        check.Advice.ShouldNotBeNull().ShouldContain("hippique schedule resume");
    }

    [Fact]
    public void Silent_source_and_favourites_on_wrong_horses_are_warnings_with_advice()
    {
        var checks = NewsChecks.Of(
            [
                new("zeturf", ReadKind.Programme, Nine, Nine, 0, Silent: false),
                new("zeturf", ReadKind.Odds, Nine, null, 6, Silent: true),
                new("pmu", ReadKind.Odds, Nine, Nine, 0, Silent: false),
            ],
            [new("geny", 60, 8), new("zeturf", 60, 50), new("new", 0, 0)]
        );

        checks
            .Select(check => (check.Name, check.State))
            .ShouldBe([
                ("news_zeturf", CheckState.Warning),
                ("news_pmu", CheckState.Ok),
                ("favourites_geny", CheckState.Warning),
                ("favourites_zeturf", CheckState.Ok),
            ]);
        checks[0].Advice.ShouldContain("SOURCES__ZETURF__BASE_URL");
        checks[2].Found.ShouldContain("60");
    }

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("en-GB")]
    public void Every_kind_of_reading_has_a_name_in_both_languages(string culture)
    {
        foreach (var kind in Enum.GetValues<ReadKind>())
            Texts.In(CultureInfo.GetCultureInfo(culture), $"doctor_kind_{kind.ToString().ToLowerInvariant()}").ShouldNotBeEmpty();
    }

    [Fact]
    public void Terminal_says_that_planning_failed_why_and_when_it_is_tried_again()
    {
        var date = new DateOnly(2025, 11, 22);

        var lines = new TerminalLines(Texts.Culture);
        var line = lines.Failure(new HippiqueEvent.PlanFailed(date, 2, Nine.AddMinutes(3), Problem.Of($"pmu: robots")));

        line.ShouldContain("09:03:00");
        line.ShouldEndWith("pmu: robots");
        lines.Failure(new HippiqueEvent.PlanFailed(date, 9, null, Problem.Of($"pmu: not_found"))).ShouldEndWith("pmu: not_found");
    }

    private static PlanHealth Plan(PlanState state) => new() { Date = new DateOnly(2025, 11, 22), State = state };
}
