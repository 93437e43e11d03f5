using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.Phases;
using Hippique.Testing.Racing;

namespace Hippique.Orchestration.Tests.Phases.Module;

[Collection(nameof(ModuleRunnerTests))]
public sealed class ModulePhaseTests
{
    private const string Race = "2025-11-22/R1C3/";

    public ModulePhaseTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), Script.NeedsBash);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<PhaseBench> BenchAsync(Script script) =>
        new PhaseBench(module: new ModuleSettings(script.Command, TimeSpan.FromSeconds(600))).ScheduledAsync(Cancel);

    [Fact]
    public async Task Run_OwnAnalysis_FindsTheSnapshotAndLeavesItsFilesBesideTheProgramsOwn()
    {
        using var script = new Script(
            """cd "${10}"; cp snapshot_h5.json seen.json; echo changed > cotes.csv; echo '{}' > tickets.json; echo fine"""
        );
        var bench = await BenchAsync(script);
        var ended = (await bench.RunAsync(Phase.H5, Cancel)).ShouldBeOfType<PhaseResult.Ended>();
        ended.End.ShouldBe(new TaskEnd.Done());
        (ended.ReturnCode, ended.OutputTail).ShouldBe((0, "fine\n"));
        ended.Artifacts.ShouldBe([
            Race + "cotes.csv",
            Race + "module_h5.json",
            Race + "module_h5/cotes.csv",
            Race + "module_h5/seen.json",
            Race + "module_h5/tickets.json",
            Race + "run_h5.log",
            Race + "snapshot_h5.json",
        ]);
        (await bench.TextAsync(Race + "module_h5/seen.json", Cancel)).ShouldBe(await bench.TextAsync(Race + "snapshot_h5.json", Cancel));
        (await bench.TextAsync(Race + "cotes.csv", Cancel)).ShouldNotBe("changed\n");
        bench.Analyser.Given.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_OwnAnalysis_IsUsedAtH30TooAndNotStartedTwice()
    {
        using var script = new Script("""echo run >> "${0%/*}/count"; ls "${10}" """);
        var bench = await BenchAsync(script);
        var first = (await bench.RunAsync(Phase.H30, Cancel)).ShouldBeOfType<PhaseResult.Ended>();
        first.OutputTail.ShouldBe("cotes.csv\nsnapshot_h30.json\n");
        var second = (await bench.RunAsync(Phase.H30, Cancel)).ShouldBeOfType<PhaseResult.Ended>();
        (second.ReturnCode, second.End).ShouldBe((0, new TaskEnd.Done()));
        second.OutputTail.ShouldContain("carried out before");
        var count = Path.Combine(Path.GetDirectoryName(script.Command.Program)!, "count");
        (await File.ReadAllLinesAsync(count, Cancel)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Run_OwnAnalysisFails_ThePhaseFailsAndMayBeRunAgain()
    {
        using var script = new Script("""echo $RANDOM$RANDOM > "${10}"/half.txt; exit 3""");
        var bench = await BenchAsync(script);
        for (var time = 1; time <= 2; time++)
        {
            var ended = (await bench.RunAsync(Phase.H5, Cancel)).ShouldBeOfType<PhaseResult.Ended>();
            ended.End.ShouldBe(new TaskEnd.Failed("own analysis ended with exit code 3"));
            ended.ReturnCode.ShouldBe(3);
            ended.Artifacts.ShouldContain(Race + "module_h5/half.txt");
        }
        (await bench.Store.GetAsync(ArtifactPaths.Module(InventedRaces.Id, Phase.H5), Cancel)).ShouldBeNull();
    }
}
