using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;
using Hippique.Testing.Sources;

namespace Hippique.Orchestration.Tests.Phases;

/// <summary>Issue 10: a bad answer is tried again while the grace lasts, as a refusal is.</summary>
public sealed class BadAnswerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>All that a later request can find otherwise.</summary>
    public static TheoryData<SourceErrorKind, Phase> Bad
    {
        get
        {
            var bad = new TheoryData<SourceErrorKind, Phase>();
            SourceErrorKind[] kinds =
            [
                SourceErrorKind.Malformed,
                SourceErrorKind.Foreign,
                SourceErrorKind.TooLarge,
                SourceErrorKind.NotFound,
                SourceErrorKind.WrongPage,
                SourceErrorKind.Changed,
                SourceErrorKind.Redirected,
                SourceErrorKind.Forbidden,
            ];
            foreach (var kind in kinds)
            {
                bad.Add(kind, Phase.H30);
                bad.Add(kind, Phase.H5);
            }
            return bad;
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task OneBadAnswer_IsAskedForAgain_AndThePhaseIsCarriedOut(SourceErrorKind kind, Phase phase)
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);
        Refuse(bench, kind);
        var task = PhaseBench.Task(phase);
        bench.Clock.SetUtcNow(task.DueAt);

        var again = (await bench.TaskRunner.RunAsync(task.Name, Token)).ShouldBeOfType<TaskRun.Again>();
        again.After.ShouldBe(TimeSpan.FromSeconds(20));
        (await bench.Tasks.FindAsync(task.Name, Token))!.End.ShouldBeNull();
        bench.Timer.Wakes[task.Name].ShouldBe(task.DueAt.AddSeconds(20));
        Mend(bench);
        bench.Clock.Advance(again.After);

        (await bench.TaskRunner.RunAsync(task.Name, Token)).ShouldBe(new TaskRun.Ended(new TaskEnd.Done()));
        (await bench.Store.GetAsync(ArtifactPaths.Snapshot(InventedRaces.Id, phase), Token)).ShouldNotBeNull();
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task BadToTheEnd_FailsWithTheCause_AfterFewTries(SourceErrorKind kind, Phase phase)
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);
        Refuse(bench, kind);

        var tries = await WalkAsync(bench, PhaseBench.Task(phase));

        var end = (await bench.Tasks.FindAsync(PhaseBench.Task(phase).Name, Token))!.End.ShouldBeOfType<TaskEnd.Failed>();
        end.Cause.ShouldContain(FakeSource.Error(kind, "zeturf").ToString());
        tries.ShouldBeInRange(5, 16);
        bench
            .Clock.GetUtcNow()
            .ShouldBeInRange(
                PhaseBench.Task(phase).DueAt.AddMinutes(phase == Phase.H30 ? 13 : 2),
                phase == Phase.H30 ? PhaseBench.Task(phase).GraceUntil : InventedRaces.Off.AddMinutes(-2)
            );
    }

    [Fact]
    public async Task OneRefusesAndOneIsBadToTheEnd_IsMissed()
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);
        bench.ZEturf.Refuse("R1C3", SourceErrorKind.Malformed);
        bench.Pmu.Refuse("R1C3", SourceErrorKind.Timeout);

        await WalkAsync(bench, PhaseBench.Task(Phase.H30));

        (await bench.Tasks.FindAsync(PhaseBench.Task(Phase.H30).Name, Token))!.End.ShouldBeOfType<TaskEnd.Missed>();
    }

    [Fact]
    public async Task OneIsBad_TheOtherCarriesThePhaseOnAtOnce()
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);
        bench.ZEturf.Refuse("R1C3", SourceErrorKind.Malformed);

        (await bench.RunAsync(Phase.H5, Token)).ShouldBeOfType<PhaseResult.Ended>().End.ShouldBe(new TaskEnd.Done());
        (await bench.TextAsync(ArtifactPaths.Snapshot(InventedRaces.Id, Phase.H5), Token))!.ShouldContain("\"source\": \"pmu\"");
    }

    [Theory]
    [InlineData(SourceErrorKind.Robots)]
    [InlineData(SourceErrorKind.NotOffered)]
    [InlineData(SourceErrorKind.BudgetSpent)]
    public async Task WhatStaysSoForTheDay_EndsAtOnce(SourceErrorKind kind)
    {
        var bench = await new PhaseBench().ScheduledAsync(Token);
        Refuse(bench, kind);
        bench.Clock.SetUtcNow(PhaseBench.Task(Phase.H30).DueAt);

        (await bench.TaskRunner.RunAsync(PhaseBench.Task(Phase.H30).Name, Token))
            .ShouldBeOfType<TaskRun.Ended>()
            .End.ShouldBeOfType<TaskEnd.Failed>();
    }

    /// <summary>Wakes the task whenever its timer says, until it ends; how many times it was called.</summary>
    private static async Task<int> WalkAsync(PhaseBench bench, PlannedTask task)
    {
        for (var tries = 1; ; tries++)
        {
            tries.ShouldBeLessThan(100);
            bench.Clock.SetUtcNow(bench.Timer.Wakes[task.Name]);
            if (await bench.TaskRunner.RunAsync(task.Name, Token) is TaskRun.Ended)
                return tries;
        }
    }

    private static void Refuse(PhaseBench bench, SourceErrorKind kind)
    {
        bench.ZEturf.Refuse("R1C3", kind);
        bench.Pmu.Refuse("R1C3", kind);
    }

    private static void Mend(PhaseBench bench) =>
        bench.ZEturf.Views[InventedRaces.Id.Code] = _ => new SourceAnswer<RaceView>.Found(PhaseBench.View(pool: Pool.ZEturf));
}
