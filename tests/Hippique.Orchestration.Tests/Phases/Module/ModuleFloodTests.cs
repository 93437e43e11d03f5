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
        using var script = new Script(
            $"head -c {Gigabyte} /dev/zero | tr '\\0' 'x'; head -c 200000 /dev/zero | tr '\\0' 'e' >&2; echo; echo the end"
        );
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var run = new ModuleRunner(new FakeTimeProvider()).RunAsync(script.Order(600), TestContext.Current.CancellationToken);
        var exited = (await run).ShouldBeOfType<ModuleResult.Exited>();
        exited.Code.ShouldBe(0);
        exited.OutputTail.Length.ShouldBe(ModuleRunner.TailCharacters);
        exited.OutputTail.ShouldEndWith("\nthe end\n");
        // The flood itself would be at least a gigabyte.
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(Gigabyte / 4);
    }
}
