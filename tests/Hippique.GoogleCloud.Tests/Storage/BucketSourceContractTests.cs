using Hippique.GoogleCloud.Storage;
using Hippique.Orchestration.Artifacts;
using Hippique.Sources.Storage;
using Hippique.Sources.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.GoogleCloud.Tests.Storage;

/// <summary>What every store of the sources does, in one process; what others see of it is deferred.</summary>
public sealed class BucketSourceContractTests : SourceStoreContract, IDisposable
{
    private readonly BucketSourceStore _store = new(new MemoryArtifactStore(), TimeProvider.System, NullLogger<BucketSourceStore>.Instance);

    public void Dispose() => _store.Dispose();

    protected override ISourceStore Open() => _store;
}
