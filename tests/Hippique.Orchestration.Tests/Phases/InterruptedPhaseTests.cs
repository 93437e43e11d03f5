using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Phases;

namespace Hippique.Orchestration.Tests.Phases;

/// <summary>Whatever write breaks, the phase carried out again ends with the artifacts of one that was never disturbed.</summary>
public sealed class InterruptedPhaseTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(2)] // the snapshot; the first write is the day's plan
    [InlineData(3)] // cotes.csv
    [InlineData(4)] // analysis_h5.json
    [InlineData(5)] // tickets.json
    [InlineData(6)] // the ledger, which keeps no phase open
    [InlineData(7)] // run_h5.log
    public async Task Run_WriteFails_SecondRunEndsAsIfNothingHadBeen(int failAt)
    {
        var undisturbed = await new PhaseBench().ScheduledAsync(Cancel);
        await undisturbed.RunAsync(Phase.H5, Cancel);

        var store = new BreakingStore(new MemoryArtifactStore(), failAt);
        var bench = await new PhaseBench(store).ScheduledAsync(Cancel);
        var first = await bench.RunAsync(Phase.H5, Cancel);
        if (failAt < 6)
            first.ShouldBeOfType<PhaseResult.RetryLater>().Why.ToString().ShouldContain("the disk is full");
        store.Mended = true;
        var second = (await bench.RunAsync(Phase.H5, Cancel)).ShouldBeOfType<PhaseResult.Ended>();
        second.End.ShouldBe(new TaskEnd.Done());

        var expected = (await undisturbed.Store.ListAsync("", Cancel)).Where(path => !ArtifactPaths.IsLog(path)).ToList();
        (await store.ListAsync("", Cancel)).Where(path => !ArtifactPaths.IsLog(path)).ShouldBe(expected);
        foreach (var path in expected)
            (await bench.TextAsync(path, Cancel)).ShouldBe(await undisturbed.TextAsync(path, Cancel), path);
    }

    [Fact]
    public async Task Run_DiskStaysFullToTheEnd_FailsWithTheFile()
    {
        var bench = await new PhaseBench(new BreakingStore(new MemoryArtifactStore(), 2)).ScheduledAsync(Cancel);
        var ended = (await bench.RunAsync(Phase.H5, Cancel, TimeSpan.FromSeconds(200))).ShouldBeOfType<PhaseResult.Ended>();
        ended.End.ShouldBeOfType<TaskEnd.Failed>().Cause.ShouldStartWith("2025-11-22/R1C3/snapshot_h5.json: ");
    }
}
