using Hippique.Orchestration.Phases.Module;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Phases.Module;

/// <summary>Measures what the whole process allocates, so no other test runs meanwhile.</summary>
[Collection(nameof(ModuleFloodTests))]
[CollectionDefinition(nameof(ModuleFloodTests), DisableParallelization = true)]
public sealed class ModuleFloodTests
{
    private const long Gigabyte = 1L << 30;

    public ModuleFloodTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), Script.NeedsBash);

    [Fact]
    public async Task Run_FloodsAGigabyte_KeepsOnlyTheTail()
    {
        using var script = new Script($"head -c {Gigabyte} /dev/zero | tr '\\0' 'x'; echo; echo the end");
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var exited = await ExitedAsync(script);
        exited.OutputTail.Length.ShouldBe(ModuleRunner.TailCharacters);
        exited.OutputTail.ShouldEndWith("x\nthe end\n");
        // The flood itself would be at least a gigabyte.
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(Gigabyte / 4);
    }

    [Fact]
    public async Task Run_FloodsBothStreamsInTurn_WaitsForNeither()
    {
        // Each time more than a pipe holds. Which stream is read first at the end is not known, so only lengths are compared.
        const string Flood = "head -c 200000 /dev/zero | tr '\\0' ";
        using var script = new Script($"{Flood} 'e' >&2; {Flood} 'o'; {Flood} 'e' >&2; {Flood} 'o'");
        var exited = await ExitedAsync(script);
        exited.OutputTail.Length.ShouldBe(ModuleRunner.TailCharacters);
        exited.OutputTail.Trim('e', 'o').ShouldBeEmpty();
    }

    private static async Task<ModuleResult.Exited> ExitedAsync(Script script)
    {
        var run = new ModuleRunner(new FakeTimeProvider()).RunAsync(script.Order(600), TestContext.Current.CancellationToken);
        var exited = (await run).ShouldBeOfType<ModuleResult.Exited>();
        exited.Code.ShouldBe(0);
        return exited;
    }
}
