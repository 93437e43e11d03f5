using Hippique.Orchestration.Tasks;
using Hippique.Testing.Artifacts;
using Hippique.Testing.Tasks;

namespace Hippique.GoogleCloud.Tests.Storage;

/// <summary>What every store does, in a bucket.</summary>
public sealed class GcsContractTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(ArtifactStoreContract.Names), MemberType = typeof(ArtifactStoreContract))]
    public async Task Artifacts_EveryCheckOfTheContract_Holds(string check)
    {
        await using var bench = await BucketBench.StartAsync();

        await ArtifactStoreContract.Checks[check](bench.Open(), Token);

        bench.Storage.Requests.ShouldNotContain(request => request.Status == 429);
    }

    [Theory]
    [MemberData(nameof(TaskStoreContract.Names), MemberType = typeof(TaskStoreContract))]
    public async Task Tasks_EveryCheckOfTheContract_Holds(string check)
    {
        await using var bench = await BucketBench.StartAsync();

        await TaskStoreContract.Checks[check](new ObjectTaskStore(bench.Open()), Token);

        bench.Storage.Requests.ShouldNotContain(request => request.Status == 429);
    }
}
