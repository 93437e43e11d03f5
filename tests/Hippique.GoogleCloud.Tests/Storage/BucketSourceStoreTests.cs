using System.Globalization;
using System.Text;
using Hippique.GoogleCloud.Storage;
using Hippique.Orchestration.Artifacts;
using Hippique.Testing.Artifacts;
using Hippique.Testing.GoogleCloud.Storage;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.GoogleCloud.Tests.Storage;

/// <summary>What is gathered in memory, when it is saved, and what becomes of it when it cannot be.</summary>
public sealed class BucketSourceStoreTests : IDisposable
{
    private const string Counter = "hosts/www.pmu.fr.json";
    private const string Index = "2026-03-14/pages/index.jsonl";
    private readonly FakeTimeProvider _clock = new();
    private readonly MemoryArtifactStore _artifacts = new();
    private readonly List<BucketSourceStore> _opened = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_StayInMemoryForTenSeconds_AndAreThenSaved()
    {
        var store = Open();

        for (var request = 0; request < 3; request++)
            await store.UpdateAsync(Counter, Plus, Token);

        (await NumberAsync(store)).ShouldBe(3);
        (await _artifacts.GetAsync(Counter, Token)).ShouldBeNull();
        _clock.Advance(TimeSpan.FromSeconds(9));
        (await _artifacts.GetAsync(Counter, Token)).ShouldBeNull();
        _clock.Advance(TimeSpan.FromSeconds(1));
        (await SavedAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Lines_StayInMemoryForASecond_AndAreThenSaved()
    {
        var store = Open();

        await store.AppendLinesAsync(Index, "1\n"u8.ToArray(), Token);
        await store.AppendLinesAsync(Index, "2\n"u8.ToArray(), Token);

        (await _artifacts.GetAsync(Index, Token)).ShouldBeNull();
        _clock.Advance(TimeSpan.FromSeconds(1));
        Text(await _artifacts.GetAsync(Index, Token)).ShouldBe("1\n2\n");
    }

    [Fact]
    public async Task Flush_SavesAllAtOnce_AndNothingTwice()
    {
        var store = Open();
        await store.UpdateAsync(Counter, Plus, Token);
        await store.AppendLinesAsync(Index, "1\n"u8.ToArray(), Token);

        await store.FlushAsync(Token);
        await store.FlushAsync(Token);
        _clock.Advance(TimeSpan.FromMinutes(1));

        (await SavedAsync()).ShouldBe(1);
        Text(await _artifacts.GetAsync(Index, Token)).ShouldBe("1\n");
    }

    [Fact]
    public async Task PagesAndPlans_AreWrittenAtOnce()
    {
        var store = Open();

        await store.PutIfAbsentAsync("2026-03-14/pages/ab/abc.gz", "page"u8.ToArray(), Token);
        await store.AppendLinesAsync("2026-03-14/pages/plans.jsonl", "plan\n"u8.ToArray(), Token);

        (await _artifacts.ListAsync("", Token)).ShouldBe(["2026-03-14/pages/ab/abc.gz", "2026-03-14/pages/plans.jsonl"]);
    }

    [Fact]
    public async Task Readers_OfThisProcess_SeeWhatIsGathered()
    {
        var store = Open();
        await store.UpdateAsync(Counter, Plus, Token);
        await store.AppendLinesAsync(Index, "1\n"u8.ToArray(), Token);

        Encoding.UTF8.GetString((await store.GetAsync(Index, Token))!.Value.Span).ShouldBe("1\n");
        (await store.ListAsync("hosts/", Token)).ShouldBe([Counter]);
        (await NumberAsync(store)).ShouldBe(1);
    }

    [Fact]
    public async Task Changes_OfTwoProcesses_AreBothCounted()
    {
        var (one, other) = (Open(), Open());
        for (var turn = 0; turn < 3; turn++)
        {
            await one.UpdateAsync(Counter, Plus, Token);
            await other.UpdateAsync(Counter, Plus, Token);
        }

        await one.FlushAsync(Token);
        await other.FlushAsync(Token);

        (await SavedAsync()).ShouldBe(6);
        (await NumberAsync(other)).ShouldBe(6);
        _clock.Advance(TimeSpan.FromSeconds(10));
        (await NumberAsync(one)).ShouldBe(6, "it is read again once it is ten seconds old");
    }

    [Fact]
    public async Task Change_ThatComesDuringASave_IsSavedByTheNext()
    {
        BucketSourceStore? store = null;
        var racing = new RacingStore(_artifacts, () => store!.UpdateAsync(Counter, Plus, Token));
        store = Open(racing);
        await store.UpdateAsync(Counter, Plus, Token);

        await store.FlushAsync(Token);

        (await SavedAsync()).ShouldBe(1);
        (await NumberAsync(store)).ShouldBe(2);
        await store.FlushAsync(Token);
        (await SavedAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Line_ThatComesDuringASave_IsSavedByTheNext()
    {
        BucketSourceStore? store = null;
        var racing = new RacingStore(_artifacts, () => store!.AppendLinesAsync(Index, "2\n"u8.ToArray(), Token));
        store = Open(racing);
        await store.AppendLinesAsync(Index, "1\n"u8.ToArray(), Token);

        await store.FlushAsync(Token);
        Text(await _artifacts.GetAsync(Index, Token)).ShouldBe("1\n");
        await store.FlushAsync(Token);

        Text(await _artifacts.GetAsync(Index, Token)).ShouldBe("1\n2\n");
    }

    [Fact]
    public async Task AnotherProcess_ThatIsFasterDuringASave_LosesNothing()
    {
        var other = Open();
        var racing = new RacingStore(
            _artifacts,
            async () =>
            {
                await other.UpdateAsync(Counter, Plus, Token);
                await other.FlushAsync(Token);
            }
        );
        var store = Open(racing);
        await store.UpdateAsync(Counter, Plus, Token);

        await store.FlushAsync(Token);

        (await SavedAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Save_ThatFails_KeepsWhatWasGathered_AndTheNextOneSavesIt()
    {
        var breaking = new BreakingStore(_artifacts, 1);
        var store = Open(breaking);
        await store.UpdateAsync(Counter, Plus, Token);
        await store.AppendLinesAsync(Index, "1\n"u8.ToArray(), Token);

        await Should.ThrowAsync<ArtifactException>(() => store.FlushAsync(Token));
        _clock.Advance(BucketSourceStore.CountsAfter);
        await store.UpdateAsync(Counter, Plus, Token);
        await store.AppendLinesAsync(Index, "2\n"u8.ToArray(), Token);
        (await _artifacts.ListAsync("", Token)).ShouldBeEmpty();
        breaking.Mended = true;
        _clock.Advance(BucketSourceStore.CountsAfter);

        (await SavedAsync()).ShouldBe(2);
        Text(await _artifacts.GetAsync(Index, Token)).ShouldBe("1\n2\n");
    }

    [Fact]
    public async Task Bucket_ThatFailsOnce_CostsNoCount()
    {
        await using var bench = await BucketBench.StartAsync();
        using var store = new BucketSourceStore(
            bench.Open(timing: new BucketTiming { Retries = TimeSpan.Zero }),
            _clock,
            NullLogger<BucketSourceStore>.Instance
        );
        bench.Storage.Put(BucketBench.Bucket, $"{BucketBench.Prefix}/{Counter}", "40"u8.ToArray());
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        bench.Storage.Script(new StorageFault(request => request.Call == StorageCall.GetContent, 503));

        await store.UpdateAsync(Counter, Plus, Token);
        await store.UpdateAsync(Counter, Plus, Token);
        await store.FlushAsync(Token);

        bench.Text(Counter).ShouldBe("42");
        (await NumberAsync(store)).ShouldBe(42);
        bench.Storage.Script(new StorageFault(request => request.Call == StorageCall.GetContent, 503));
        _clock.Advance(TimeSpan.FromMinutes(1));
        (await NumberAsync(store)).ShouldBe(42, "what is known and cannot be read again still holds");
    }

    [Fact]
    public async Task Requests_OfADay_CostFewWrites()
    {
        await using var bench = await BucketBench.StartAsync();
        using var store = new BucketSourceStore(bench.Open(), _clock, NullLogger<BucketSourceStore>.Instance);

        for (var request = 0; request < 50; request++)
        {
            await store.UpdateAsync(Counter, Plus, Token);
            await store.AppendLinesAsync(Index, "1\n"u8.ToArray(), Token);
        }
        await store.FlushAsync(Token);

        bench
            .Storage.Changes.Select(change => change.Name)
            .Order(StringComparer.Ordinal)
            .ShouldBe([$"{BucketBench.Prefix}/{Index}", $"{BucketBench.Prefix}/{Counter}"]);
        bench.Text(Counter).ShouldBe("50");
    }

    public void Dispose() => _opened.ForEach(store => store.Dispose());

    private static byte[] Plus(ReadOnlyMemory<byte>? there) =>
        Encoding.UTF8.GetBytes((Number(there) + 1).ToString(CultureInfo.InvariantCulture));

    private static int Number(ReadOnlyMemory<byte>? there) =>
        there is { } bytes ? int.Parse(Encoding.UTF8.GetString(bytes.Span), CultureInfo.InvariantCulture) : 0;

    private static string? Text(Artifact? there) => there is null ? null : Encoding.UTF8.GetString(there.Content.Span);

    private static async Task<int> NumberAsync(BucketSourceStore store) => Number(await store.GetAsync(Counter, Token));

    private async Task<int> SavedAsync() => Number((await _artifacts.GetAsync(Counter, Token))?.Content);

    private BucketSourceStore Open(IArtifactStore? artifacts = null)
    {
        var store = new BucketSourceStore(artifacts ?? _artifacts, _clock, NullLogger<BucketSourceStore>.Instance);
        _opened.Add(store);
        return store;
    }
}
