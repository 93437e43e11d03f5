using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Phases;

public sealed class PhaseRunnerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static TaskEnd EndOf(PhaseResult result) => result.ShouldBeOfType<PhaseResult.Ended>().End;

    [Fact]
    public async Task Run_H30_LeavesSnapshotTableAndLog()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        var ended = (await bench.RunAsync(Phase.H30, Cancel)).ShouldBeOfType<PhaseResult.Ended>();
        ended.End.ShouldBe(new TaskEnd.Done());
        ended.Artifacts.ShouldBe(["2025-11-22/R1C3/cotes.csv", "2025-11-22/R1C3/run_h30.log", "2025-11-22/R1C3/snapshot_h30.json"]);
        ended.LogTail().ShouldContain("\"correlation_id\":\"run-20251122-r1c3-h30\"");
        bench.Analyser.Given.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_H5_LeavesAnalysisAndTicketsWithTheHashesOfBothSnapshots()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        await bench.RunAsync(Phase.H30, Cancel);
        var ended = (await bench.RunAsync(Phase.H5, Cancel)).ShouldBeOfType<PhaseResult.Ended>();
        ended.Artifacts.ShouldBe([
            "2025-11-22/R1C3/analysis_h5.json",
            "2025-11-22/R1C3/cotes.csv",
            "2025-11-22/R1C3/run_h5.log",
            "2025-11-22/R1C3/snapshot_h5.json",
            "2025-11-22/R1C3/tickets.json",
        ]);
        ended.Analysis!.Tickets.Count.ShouldBe(1);
        var hashes = bench.Analyser.Given.ShouldHaveSingleItem().InputHashes;
        foreach (var name in new[] { "snapshot_h30.json", "snapshot_h5.json" })
            hashes[name].ShouldBe((await bench.Store.GetAsync($"2025-11-22/R1C3/{name}", Cancel))!.Version);
        (await bench.TextAsync("2025-11-22/R1C3/cotes.csv", Cancel))!.Split('\n').Length.ShouldBe(2 + 2 * 2 * InventedRaces.Runners);
    }

    [Fact]
    public async Task Run_FirstSourceRefuses_AsksTheNext()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        bench.ZEturf.Refuse("R1C3", SourceErrorKind.Changed);
        EndOf(await bench.RunAsync(Phase.H30, Cancel)).ShouldBe(new TaskEnd.Done());
        (await bench.TextAsync(ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H30), Cancel))!.ShouldContain("\"source\": \"pmu\"");
    }

    [Fact]
    public async Task Run_AllRefuseForNow_AsksToBeCalledAgainThenMisses()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        bench.ZEturf.Refuse("R1C3", SourceErrorKind.TooManyRequests, TimeSpan.FromSeconds(45));
        bench.Pmu.Refuse("R1C3", SourceErrorKind.Forbidden);
        var later = (await bench.RunAsync(Phase.H30, Cancel)).ShouldBeOfType<PhaseResult.RetryLater>();
        later.After.ShouldBe(TimeSpan.FromSeconds(45));
        later.Why.ToString().ShouldContain("too_many_requests");
        // 14 min 16 s after its time another 45 s would end after the grace.
        var missed = (await bench.RunAsync(Phase.H30, Cancel, new TimeSpan(0, 14, 16))).ShouldBeOfType<PhaseResult.Ended>();
        missed.End.ShouldBeOfType<TaskEnd.Missed>();
        missed.Cause.ShouldBe(RunCause.Refused);
        missed
            .Refusals.Select(refusal => (refusal.Source, refusal.Code))
            .ShouldBe([("zeturf", "too_many_requests"), ("pmu", "forbidden")], ignoreOrder: true);
        (await bench.Store.GetAsync(ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H30), Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Run_H5RefusedForNow_IsNotTriedInTheLastTwoMinutes()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        bench.ZEturf.Refuse("R1C3", SourceErrorKind.Timeout);
        bench.Pmu.Refuse("R1C3", SourceErrorKind.Timeout);
        (await bench.RunAsync(Phase.H5, Cancel, TimeSpan.FromSeconds(160))).ShouldBeOfType<PhaseResult.RetryLater>();
        EndOf(await bench.RunAsync(Phase.H5, Cancel, TimeSpan.FromSeconds(161))).ShouldBeOfType<TaskEnd.Missed>();
    }

    [Theory]
    [InlineData(30, "done")]
    [InlineData(45, "late")]
    public async Task Run_WhatTheLookHadToWaitFor_CountsAndIsRecordedOnce(int seconds, string state)
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        // The limiter let the request go so much later.
        bench.ZEturf.Views[InventedRaces.Id.Code] = _ =>
        {
            bench.Clock.Advance(TimeSpan.FromSeconds(seconds));
            return new SourceAnswer<RaceView>.Found(PhaseBench.View(pool: Pool.ZEturf));
        };
        var task = PhaseBench.Task(Phase.H5);
        bench.Clock.SetUtcNow(task.DueAt);

        await bench.TaskRunner.RunAsync(task.Name, Cancel);

        var end = (await bench.Tasks.FindAsync(task.Name, Cancel))!.End!;
        end.State.ShouldBe(state);
        if (end is TaskEnd.Late late)
            late.Seconds.ShouldBe(seconds);
        bench.Events.Of<HippiqueEvent.TaskEnded>().ShouldHaveSingleItem().End.ShouldBe(end);
        (await bench.TextAsync(ArtifactPaths.Log(InventedRaces.Id, Phase.H5), Cancel))!.ShouldContain(
            state == "late" ? "late by 45 s" : "\"done\""
        );
    }

    [Fact]
    public async Task Run_AllRefuseForGood_Fails()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        bench.ZEturf.Refuse("R1C3", SourceErrorKind.Robots);
        bench.Pmu.Refuse("R1C3", SourceErrorKind.NotOffered);
        EndOf(await bench.RunAsync(Phase.H30, Cancel)).ShouldBeOfType<TaskEnd.Failed>().Cause.ShouldContain("robots");
    }

    [Theory]
    [InlineData(Phase.H30, 30, "done")]
    [InlineData(Phase.H30, 31, "late")]
    [InlineData(Phase.H30, 900, "late")]
    [InlineData(Phase.H30, 901, "missed")]
    [InlineData(Phase.H5, 240, "late")]
    [InlineData(Phase.H5, 241, "missed")]
    public async Task Run_AfterItsTime_EndsAsTheGraceSays(Phase phase, int seconds, string state)
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        bench.Clock.SetUtcNow(PhaseBench.Task(phase).DueAt.AddSeconds(seconds));
        var end = (await bench.TaskRunner.RunAsync(PhaseBench.Task(phase).Name, Cancel)).ShouldBeOfType<TaskRun.Ended>().End;
        (await bench.Tasks.FindAsync(PhaseBench.Task(phase).Name, Cancel))!.End.ShouldBe(end);
        end.State.ShouldBe(state);
        if (end is TaskEnd.Late late)
            late.Seconds.ShouldBe(seconds);
    }

    [Fact]
    public async Task Run_ALookAHundredSecondsBeforeTheOff_IsMeasuredFromThere()
    {
        var bench = await new PhaseBench(analyser: new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value)).ScheduledAsync(Cancel);
        await bench.RunAsync(Phase.H5, Cancel, TimeSpan.FromSeconds(200));

        var path = ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H5);
        var look = ArtifactJson.Read<Snapshot>(path, (await bench.Store.GetAsync(path, Cancel))!.Content);
        (look.PlannedAt, look.TakenAt).ShouldBe((InventedRaces.Off.AddMinutes(-5), InventedRaces.Off.AddSeconds(-100)));
        var file = ArtifactPaths.Analysis(InventedRaces.Id);
        var guards = ArtifactJson.Read<RaceAnalysis>(file, (await bench.Store.GetAsync(file, Cancel))!.Content).Guards;
        guards.Single(guard => guard.Code == GuardCode.RaceOpen).Value.ShouldBe(100);
        // The prices are stamped half an hour before the off.
        guards.Single(guard => guard.Code == GuardCode.OddsFresh).Value!.Value.ShouldBe((1800 - 100) / 60.0, 1e-9);
    }

    [Fact]
    public async Task Run_ASourceThatSaysWhenItWasAnswered_GivesTheInstantOfTheLook()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        var due = InventedRaces.Off.AddMinutes(-5);
        bench.ZEturf.Views[InventedRaces.Id.Code] = _ => Seen(due.AddSeconds(3));
        bench.Pmu.Views[InventedRaces.Id.Code] = _ => Seen(due.AddSeconds(7));
        await bench.RunAsync(Phase.H5, Cancel, TimeSpan.FromSeconds(20));
        (await bench.TextAsync(ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H5), Cancel))!.ShouldContain(
            "\"taken_at\": \"2025-11-22T12:30:07Z\""
        );

        static SourceAnswer<RaceView> Seen(DateTimeOffset at) => new SourceAnswer<RaceView>.Found(PhaseBench.View() with { SeenAt = at });
    }

    [Fact]
    public async Task Run_LongBeforeItsTime_RunsAtOnce()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        EndOf(await bench.RunAsync(Phase.H5, Cancel, TimeSpan.FromHours(-2))).ShouldBe(new TaskEnd.Done());
    }

    [Fact]
    public async Task Run_OffPutBack_GoesBackToTheQueueAndTheWaitingPhaseFollows()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        var moved = InventedRaces.Off.AddMinutes(37); // 14:12 in Paris
        bench.ZEturf.Views[InventedRaces.Id.Code] = _ => new SourceAnswer<RaceView>.Found(PhaseBench.View(InventedRaces.Card(off: moved)));
        var ended = (await bench.RunAsync(Phase.H30, Cancel)).ShouldBeOfType<PhaseResult.Ended>();
        (ended.End, ended.Cause).ShouldBe((new TaskEnd.Cancelled("off moved from 13:35 to 14:12"), RunCause.Moved));
        var tasks = await bench.Queue.OfDayAsync(InventedRaces.Day, Cancel);
        tasks
            .Where(task => task.End is null)
            .Select(task => task.Task.Name)
            .ShouldBe([
                "run-20251122-r1c3-h30",
                "run-20251122-r1c3-h30-t1412",
                "run-20251122-r1c3-h5-t1412",
                "run-20251122-r1c3-result-t1412",
            ]);
        tasks.Single(task => task.Task.Name == "run-20251122-r1c3-h5").End.ShouldBeOfType<TaskEnd.Cancelled>();

        // Killed before its end was kept, it comes to the same again.
        EndOf(await bench.RunAsync(Phase.H30, Cancel)).ShouldBeOfType<TaskEnd.Cancelled>();

        var again = tasks.Single(task => task.Task.Name == "run-20251122-r1c3-h30-t1412").Task;
        bench.Clock.SetUtcNow(again.DueAt);
        EndOf(await bench.Runner.RunPhaseAsync(again, Cancel)).ShouldBe(new TaskEnd.Done());
        (await bench.TextAsync(ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H30), Cancel))!.ShouldContain(
            "\"planned_at\": \"2025-11-22T12:42:00Z\""
        );
    }

    [Fact]
    public async Task Run_OffBroughtForwardIntoTheLastMinute_ProposesNothing()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        var moved = InventedRaces.Off.AddSeconds(-241);
        bench.ZEturf.Views[InventedRaces.Id.Code] = _ => new SourceAnswer<RaceView>.Found(PhaseBench.View(InventedRaces.Card(off: moved)));
        EndOf(await bench.RunAsync(Phase.H5, Cancel)).ShouldBeOfType<TaskEnd.Missed>();
        bench.Analyser.Given.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_RaceWithdrawn_IsCancelled()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        bench.ZEturf.Views[InventedRaces.Id.Code] = _ => new SourceAnswer<RaceView>.Found(
            PhaseBench.View(InventedRaces.Card() with { Cancelled = true })
        );
        var ended = (await bench.RunAsync(Phase.H5, Cancel)).ShouldBeOfType<PhaseResult.Ended>();
        (ended.End, ended.Cause).ShouldBe((TaskEnd.Cancelled.Withdrawn, RunCause.Withdrawn));
    }

    [Fact]
    public async Task Run_Twice_ChangesNothingAndAsksNobody()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        await bench.RunAsync(Phase.H5, Cancel);
        var before = await bench.TextAsync(ArtifactPaths.Analysis(InventedRaces.Id), Cancel);
        bench.ZEturf.Refuse("R1C3", SourceErrorKind.Changed);
        EndOf(await bench.RunAsync(Phase.H5, Cancel)).ShouldBe(new TaskEnd.Done());
        (await bench.TextAsync(ArtifactPaths.Analysis(InventedRaces.Id), Cancel)).ShouldBe(before);
        bench.Analyser.Given.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_RunnersInAnyOrder_GivesTheSameArtifacts()
    {
        var plain = await new PhaseBench().ScheduledAsync(Cancel);
        var shuffled = await new PhaseBench().ScheduledAsync(Cancel);
        var card = InventedRaces.Card();
        int[] order = [4, 1, 7, 0, 3, 6, 2, 5];
        var view = PhaseBench.View(card with { Runners = [.. order.Select(index => card.Runners[index])] }, Pool.ZEturf);
        var pool = view.Pools[0];
        view = view with { Pools = [pool with { Win = [.. order.Select(index => pool.Win[index])] }] };
        shuffled.ZEturf.Views[card.Id.Code] = _ => new SourceAnswer<RaceView>.Found(view);
        foreach (var bench in new[] { plain, shuffled })
        {
            await bench.RunAsync(Phase.H30, Cancel);
            await bench.RunAsync(Phase.H5, Cancel);
        }
        foreach (var path in await plain.Store.ListAsync("", Cancel))
            (await shuffled.TextAsync(path, Cancel)).ShouldBe(await plain.TextAsync(path, Cancel), path);
    }

    [Fact]
    public async Task Run_SourceThrows_FailsThisPhaseWithTheCause()
    {
        var bench = await new PhaseBench().ScheduledAsync(Cancel);
        bench.ZEturf.Views[InventedRaces.Id.Code] = _ => throw new InvalidOperationException("a bug");
        EndOf(await bench.RunAsync(Phase.H30, Cancel)).ShouldBe(new TaskEnd.Failed("InvalidOperationException: a bug"));
    }
}
