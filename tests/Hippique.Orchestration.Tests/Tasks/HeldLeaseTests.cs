using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.Artifacts;

namespace Hippique.Orchestration.Tests.Tasks;

/// <summary>The end of a lease.</summary>
public sealed class HeldLeaseTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GivenBack_ItIsOver()
    {
        var bench = new RunnerBench();
        var task = await bench.DueAsync();
        var lease = (await bench.Leases.TakeAsync(task.Name, Token))!;
        var lost = lease.Lost;

        await lease.DisposeAsync();

        Should.Throw<ObjectDisposedException>(() => lease.Lost);
        lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task GivenBackToAStoreThatFails_IsHeldNoLongerByThisProcess()
    {
        var objects = new BreakingStore(new MemoryArtifactStore(), failAt: 4);
        var bench = new RunnerBench(new ObjectTaskStore(objects));
        // Two writes for the task, one for the lease.
        var task = await bench.DueAsync();
        var lease = (await bench.Leases.TakeAsync(task.Name, Token))!;

        await Should.ThrowAsync<ArtifactException>(() => lease.DisposeAsync().AsTask());

        bench.Leases.Holds(task.Name).ShouldBeFalse();
    }
}
