using System.Globalization;
using System.Text.Json;
using Hippique.Explaining;
using Hippique.Gpi.Balances;
using Hippique.Hosting;
using Hippique.Orchestration.Trials;
using Hippique.Racing;

namespace Hippique.Tests.Explaining;

/// <summary>What a player is told of a trial.</summary>
public sealed class TrialLinesTests
{
    private static readonly CultureInfo[] Languages = [CultureInfo.GetCultureInfo("fr-FR"), CultureInfo.GetCultureInfo("en-GB")];

    [Fact]
    public void Verdict_HasTheQuestionTheIntervalThePowerAndTheHashes()
    {
        var said = Said(Verdict(TrialOutcome.NotHeld), "en-GB");
        said.ShouldStartWith("ROI > 0 %: not held. A part of the interval does not lie above it.");
        said.ShouldContain("Covered: 85 of 93 days; 412 bets, asked were 400.");
        said.ShouldContain("Estimate +3.1 %, 95 % interval [-12.0 %, +18.2 %].");
        said.ShouldContain("Were the truth 10 points above the claim, a trial with these bets would find it in 25 % of cases.");
        said.ShouldContain("Verified: rules aaaaaaaaaaaa, model bbbbbbbbbbbb, question cccccccccccc.");
    }

    /// <summary>Every word there is, in both languages.</summary>
    [Fact]
    public void EveryState_ReasonAndOutcome_HasItsWords()
    {
        foreach (var culture in Languages)
        {
            foreach (var outcome in Enum.GetValues<TrialOutcome>())
                Said(Verdict(outcome) with { Reasons = Enum.GetValues<TrialReason>() }, culture.Name).ShouldNotBeEmpty();
            foreach (var state in Enum.GetValues<TrialState>())
                Texts.In(culture, $"trial_state_{JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString())}").ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void Register_OfAnAbandonedAndADeletedTrial_ShowsBoth()
    {
        var given = new TrialAbandonment
        {
            Trial = "2031-02-28-gpi-edge",
            On = new DateOnly(2031, 3, 4),
            Why = "a slip in the rules",
        };
        var lines = new TrialLines(Languages[1])
            .Of([
                Standing(TrialState.Abandoned) with
                {
                    Abandoned = given,
                },
                Standing(TrialState.Void) with
                {
                    Faults = [TrialReason.QuestionChanged],
                },
            ])
            .ToList();
        lines.ShouldBe([
            "2031-02-28-gpi-edge: abandoned",
            "  Abandoned on 4 March 2031: a slip in the rules",
            "2031-02-28-gpi-edge: void",
            "  trial.json is missing, or is not the one that was registered.",
        ]);
    }

    private static string Said(TrialVerdict verdict, string culture)
    {
        var lines = new TrialLines(CultureInfo.GetCultureInfo(culture)).Of(verdict).ToList();
        lines.ShouldAllBe(line => line.Length <= 80);
        return string.Join(' ', lines.Select(line => line.Trim()));
    }

    private static TrialStanding Standing(TrialState state) =>
        new()
        {
            Id = "2031-02-28-gpi-edge",
            State = state,
            Trial = null,
            Faults = [],
            DaysOver = 0,
            Covered = 0,
            Tickets = 0,
            Bets = 0,
        };

    private static TrialVerdict Verdict(TrialOutcome outcome) =>
        new()
        {
            Trial = "2031-02-28-gpi-edge",
            Claim = TrialClaim.Parse("ROI > 0").Value,
            Outcome = outcome,
            Reasons = [],
            ReadOn = new DateOnly(2031, 6, 1),
            ProgramVersion = "3.0.0",
            Days = 93,
            Covered = 85,
            Bets = 412,
            MinBets = 400,
            Tickets = 300,
            Open = 3,
            Staked = new Euro(900),
            Returned = new Euro(927.9m),
            Estimate = .031,
            Interval = new BalanceInterval(-.12, .182),
            Edge = .1,
            Power = .25,
            RulesSha256 = new string('a', 64),
            ModelSha256 = new string('b', 64),
            TrialSha256 = new string('c', 64),
        };
}
