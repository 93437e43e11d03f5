using Hippique.GoogleCloud.Storage;
using Hippique.Testing.Clocks;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.GoogleCloud.Tests.Storage;

/// <summary>A bucket on a loopback address, and stores on it as processes open them; time passes only where somebody waits.</summary>
internal sealed class BucketBench : IAsyncDisposable
{
    public const string Bucket = "courses";
    public const string Prefix = "prod/snapshots";
    private readonly LoopbackGoogle _google;
    private readonly List<GcsArtifactStore> _opened = [];

    private BucketBench(LoopbackGoogle google, LoopbackStorage storage, SkippingClock clock) =>
        (_google, Storage, Clock) = (google, storage, clock);

    public LoopbackStorage Storage { get; }

    public SkippingClock Clock { get; }

    public Uri Address => _google.Address;

    public static async Task<BucketBench> StartAsync()
    {
        var clock = new SkippingClock(new DateTimeOffset(2026, 3, 14, 12, 0, 0, TimeSpan.Zero));
        var storage = new LoopbackStorage(clock, Bucket);
        return new BucketBench(await LoopbackGoogle.StartAsync(storage), storage, clock);
    }

    public GcsArtifactStore Open(string bucket = Bucket, string prefix = Prefix, BucketTiming? timing = null)
    {
        var store = new GcsArtifactStore(
            new BucketOptions
            {
                Bucket = bucket,
                Prefix = prefix,
                Endpoint = Address,
            },
            Clock,
            NullLogger<GcsArtifactStore>.Instance,
            timing ?? new BucketTiming(),
            () => TimeSpan.FromMilliseconds(500)
        );
        _opened.Add(store);
        return store;
    }

    /// <summary>The bytes below the prefix; null if there are none.</summary>
    public string? Text(string path) =>
        Storage.Content(Bucket, $"{Prefix}/{path}") is { } content ? System.Text.Encoding.UTF8.GetString(content) : null;

    public int Count(StorageCall call) => Storage.Requests.Count(request => request.Call == call);

    public async ValueTask DisposeAsync()
    {
        _opened.ForEach(store => store.Dispose());
        await _google.DisposeAsync();
    }
}
