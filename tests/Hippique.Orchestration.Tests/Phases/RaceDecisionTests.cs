using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Phases;

/// <summary>What is known of the player when a race is decided.</summary>
public sealed class RaceDecisionTests
{
    private static readonly double[] Win = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26, 38, 61, 88, 112];

    // The third, fourth and fifth pay far more for a place than their win odds say.
    private static readonly (double Low, double High)[] GenerousPlaces =
    [
        (1.1, 1.3),
        (1.3, 1.7),
        (3.0, 4.6),
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

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ThirdRaceAtOneRacecourse_IsRefusedByTheLimit()
    {
        var bench = new PhaseBench(analyser: new RaceAnalyser(RuleSets.Load("gpi-v5.1").Value));
        Race(bench, "R1C1", "VALMOREL", 0);
        Race(bench, "R1C2", "VALMOREL", 30);
        Race(bench, "R2C1", "SAINT ELME", 40);
        Race(bench, "R1C3", "Valmorel", 60);
        await bench.Scheduler.ScheduleAsync(InventedRaces.Day, Cancel);

        await RunDayAsync(bench);

        var played = new List<(string, Outcome, GuardCode?, int)>();
        foreach (var race in (await bench.Plans.GetAsync(InventedRaces.Day, Cancel))!.Races)
        {
            var analysis = await AnalysisAsync(bench, race.Id);
            played.Add((race.Id.Code.ToString(), analysis.Outcome, analysis.Reason, analysis.Player.PlayedAtRacecourse));
        }

        played.ShouldBe([
            ("R1C1", Outcome.Play, null, 0),
            ("R1C2", Outcome.Play, null, 1),
            ("R2C1", Outcome.Play, null, 0),
            ("R1C3", Outcome.Abstain, GuardCode.Limits, 2),
        ]);
    }

    [Fact]
    public async Task WhatWasPlayedEarlier_IsInTheAnalysisOfTheNextRace()
    {
        var bench = new PhaseBench(analyser: new RaceAnalyser(RuleSets.Load("gpi-v5.1").Value));
        Race(bench, "R1C1", "VALMOREL", 0);
        Race(bench, "R2C1", "SAINT ELME", 30);
        await bench.Scheduler.ScheduleAsync(InventedRaces.Day, Cancel);
        await RunDayAsync(bench);

        var first = await AnalysisAsync(bench, new RaceId(InventedRaces.Day, new RaceCode(1, 1)));
        var second = await AnalysisAsync(bench, new RaceId(InventedRaces.Day, new RaceCode(2, 1)));

        first.Player.DayStaked.ShouldBe(Euro.Zero);
        first.Totals.ShouldNotBeNull();
        second.Player.DayStaked.Amount.ShouldBe(first.Tickets.Sum(ticket => ticket.Stake.Amount));
        second.Player.DayExpectedProfit.ShouldBe(first.Totals.ExpectedProfit);
        second.Player.DayVariance.ShouldBe(first.Totals.Variance);
        first.Totals.Variance.ShouldBeGreaterThan(0);
        first.Totals.ExpectedProfit.ShouldBe(first.Tickets.Sum(ticket => (ticket.ExpectedReturn - ticket.Stake).ToDouble()), .011);
    }

    [Fact]
    public async Task RacesOfOneMinute_TogetherKeepADailyLimit()
    {
        var bench = new PhaseBench(play: PhaseBench.Settings with { DailyLimit = new Euro(100) });
        foreach (var code in Enumerable.Range(1, 8).Select(number => $"R{number}C1"))
            Race(bench, code, $"VALMOREL {code[1]}", 0);
        await bench.Scheduler.ScheduleAsync(InventedRaces.Day, Cancel);
        var races = (await bench.Plans.GetAsync(InventedRaces.Day, Cancel))!.Races;
        bench.Clock.SetUtcNow(races[0].H5);

        await Task.WhenAll(races.Select(race => Task.Run(() => RunNowAsync(bench, race), Cancel)));

        // Each was told what all that were decided before it cost, 2 € a race, whatever their order.
        bench.Analyser.Given.Select(input => input.Player.DayStaked.Amount).Order().ShouldBe([0m, 2m, 4m, 6m, 8m, 10m, 12m, 14m]);
        // Where no limit is set, they do not hear of each other: the same facts, the same state.
        bench.Analyser.Given.ShouldAllBe(input => input.Player.PlayedAtRacecourse == 0);
    }

    [Fact]
    public async Task Settings_OfTheUser_ReachTheAnalysis()
    {
        var play = PhaseBench.Settings with { DailyLimit = new Euro(10), WeeklyLimit = new Euro(30), ExoticsPaused = true };
        var bench = await new PhaseBench(play: play).ScheduledAsync(Cancel);
        await bench.RunAsync(Phase.H5, Cancel);
        var player = bench.Analyser.Given.ShouldHaveSingleItem().Player;
        (player.DailyLimit, player.WeeklyLimit, player.ExoticsPaused).ShouldBe((new Euro(10), new Euro(30), true));
    }

    private static void Race(PhaseBench bench, string code, string meeting, int minutes)
    {
        var off = InventedRaces.Off.AddMinutes(minutes);
        bench.ZEturf.With(code, meeting, off, $"PRIX {code}");
        bench.ZEturf.Views[RaceCode.Parse(code).Value] = query => new SourceAnswer<RaceView>.Found(
            View(code, meeting, off, query.PlannedAt)
        );
    }

    private static RaceView View(string code, string meeting, DateTimeOffset off, DateTimeOffset at)
    {
        var card = InventedRaces.Card(new RaceId(InventedRaces.Day, RaceCode.Parse(code).Value), off) with
        {
            Meeting = meeting,
            Runners = [.. Win.Select((_, i) => new Runner { Number = i + 1, Horse = $"CHEVAL {code} {i + 1}" })],
        };
        var prices = new PoolPrices
        {
            Pool = Pool.ZEturf,
            Origin = PriceOrigin.Live,
            At = at,
            Win = [.. Win.Select((odds, i) => new WinPrice(i + 1, new Odds(odds)))],
            Place = [.. GenerousPlaces.Select((range, i) => new PlacePrice(i + 1, new PlaceRange(range.Low, range.High)))],
        };
        return new RaceView(card, [prices], []);
    }

    private static async Task RunDayAsync(PhaseBench bench)
    {
        var plan = (await bench.Plans.GetAsync(InventedRaces.Day, Cancel))!;
        foreach (var phase in PlanSchedule.Of(plan, bench.Clock.GetUtcNow()))
        {
            bench.Clock.SetUtcNow(phase.Task.DueAt);
            await bench.Runner.RunPhaseAsync(phase.Task, Cancel);
        }
    }

    private static Task<PhaseResult> RunNowAsync(PhaseBench bench, PlannedRace race) =>
        bench.Runner.RunPhaseAsync(PlanSchedule.TaskOf(race.Id, Phase.H5, race.Off), Cancel);

    private static async Task<RaceAnalysis> AnalysisAsync(PhaseBench bench, RaceId race)
    {
        var path = ArtifactPaths.Analysis(race);
        return ArtifactJson.Read<RaceAnalysis>(path, (await bench.Store.GetAsync(path, Cancel))!.Content);
    }
}
