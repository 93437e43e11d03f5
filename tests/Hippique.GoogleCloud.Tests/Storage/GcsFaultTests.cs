using Hippique.GoogleCloud.Storage;
using Hippique.Orchestration.Artifacts;
using Hippique.Testing.GoogleCloud.Storage;

namespace Hippique.GoogleCloud.Tests.Storage;

/// <summary>What becomes of reads and writes when Cloud Storage, or the way to it, fails.</summary>
public sealed class GcsFaultTests
{
    private const string Path = "2026-03-14/plan.json";
    private static readonly byte[] Bytes = "{}"u8.ToArray();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Refusal_ThatIsTransient_IsRetriedAfterTheDocumentedWaits(int status)
    {
        await using var bench = await BucketBench.StartAsync();
        var (store, started) = (bench.Open(), bench.Clock.GetUtcNow());
        bench.Storage.Script(new StorageFault(request => request.Call == StorageCall.InsertMultipart, status) { Times = 3 });

        (await store.PutIfAbsentAsync(Path, Bytes, Token)).ShouldBe(PutOutcome.Written);

        bench.Storage.Requests.Select(request => request.Status).ShouldBe([status, status, status, 200]);
        // 2^n s and half a second of jitter each.
        (bench.Clock.GetUtcNow() - started).ShouldBe(TimeSpan.FromSeconds(1.5 + 2.5 + 4.5));
    }

    [Fact]
    public async Task Retries_OfReadsListsAndDeletions_SucceedToo()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        await store.PutIfAbsentAsync(Path, Bytes, Token);
        foreach (var call in new[] { StorageCall.GetContent, StorageCall.GetMetadata, StorageCall.List, StorageCall.Delete })
        {
            bench.Storage.Script(new StorageFault(request => request.Call == call, 503));
            bench.Storage.Script(new StorageFault(request => request.Call == call, null));
        }

        (await store.GetAsync(Path, Token))!.Content.ToArray().ShouldBe(Bytes);
        (await store.StampAsync(Path, Token)).ShouldNotBeNull();
        (await store.ListAsync("", Token)).ShouldBe([Path]);
        (await store.DeleteAsync(Path, Token)).ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(503)]
    public async Task Write_WhoseAnswerWasLost_IsOurs(int? status)
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        bench.Storage.Script(new StorageFault(request => request.Call == StorageCall.InsertMultipart, status) { AfterEffect = true });

        (await store.PutIfAbsentAsync(Path, Bytes, Token)).ShouldBe(PutOutcome.Written);

        bench.Storage.Changes.Count.ShouldBe(1);
        var version = (await store.GetAsync(Path, Token))!.Version;
        bench.Storage.Script(new StorageFault(request => request.Call == StorageCall.InsertMultipart, status) { AfterEffect = true });
        (await store.PutIfUnchangedAsync(Path, "[]"u8.ToArray(), version, Token)).ShouldBe(PutOutcome.Written);
        bench.Storage.Changes.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("{}", PutOutcome.Same)]
    [InlineData("[]", PutOutcome.Conflict)]
    public async Task Write_ThatWasLostBeforeAnotherProcessWrote_IsTheOthers(string others, PutOutcome outcome)
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        bench.Storage.Script(new StorageFault(request => request.Call == StorageCall.InsertMultipart && OtherWrites(), null));

        (await store.PutIfAbsentAsync(Path, Bytes, Token)).ShouldBe(outcome);

        bench.Text(Path).ShouldBe(others);

        bool OtherWrites()
        {
            bench.Storage.Put(BucketBench.Bucket, $"{BucketBench.Prefix}/{Path}", System.Text.Encoding.UTF8.GetBytes(others));
            return true;
        }
    }

    [Fact]
    public async Task Update_WhoseAnswerWasLost_IsMadeOnce()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        for (var turn = 0; turn < 3; turn++)
        {
            bench.Storage.Script(new StorageFault(request => request.Call == StorageCall.InsertMultipart, null) { AfterEffect = true });
            (await store.UpdateAsync(Path, there => there.With("x"u8), Token)).ShouldBeTrue();
            bench.Storage.Script(new StorageFault(request => request.Call == StorageCall.InsertMultipart, null) { AfterEffect = true });
            await store.AppendLinesAsync("ledger.jsonl", "line\n"u8.ToArray(), Token);
        }

        bench.Text(Path).ShouldBe("xxx");
        bench.Text("ledger.jsonl").ShouldBe("line\nline\nline\n");
    }

    [Fact]
    public async Task Deletion_WhoseAnswerWasLost_IsOurs()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        await store.PutIfAbsentAsync(Path, Bytes, Token);
        bench.Storage.Script(new StorageFault(request => request.Call == StorageCall.Delete, null) { AfterEffect = true });

        (await store.DeleteAsync(Path, Token)).ShouldBeTrue();
        (await store.DeleteAsync(Path, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task LargeWrite_ThatIsCutInThePieces_GoesOn()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        var large = new byte[9 * 1024 * 1024];
        large[^1] = 1;
        var pieces = 0;
        bench.Storage.Script(
            new StorageFault(request => request.Call == StorageCall.ResumableChunk && ++pieces == 2, 503) { AfterEffect = true }
        );
        bench.Storage.Script(
            new StorageFault(request => request.Call == StorageCall.ResumableChunk && pieces == 4, null) { AfterEffect = true }
        );

        (await store.PutIfAbsentAsync("large.bin", large, Token)).ShouldBe(PutOutcome.Written);

        bench
            .Storage.Content(BucketBench.Bucket, $"{BucketBench.Prefix}/large.bin")
            .ShouldNotBeNull()
            .AsSpan()
            .SequenceEqual(large)
            .ShouldBeTrue();
        bench.Storage.Changes.Count.ShouldBe(1);
        bench.Count(StorageCall.StartResumable).ShouldBe(1, string.Join('\n', bench.Storage.Requests));
    }

    [Fact]
    public async Task TwoProcesses_ThatChangeOneObjectAtOnce_AreSlowedDownAndLoseNothing()
    {
        await using var bench = await BucketBench.StartAsync();
        var stores = new[] { bench.Open(), bench.Open() };

        for (var turn = 0; turn < 6; turn++)
            await stores[turn % 2].UpdateAsync(Path, there => there.With("x"u8), Token);

        bench.Text(Path).ShouldBe("xxxxxx");
        bench.Storage.Requests.ShouldContain(request => request.Status == 429);
    }

    [Fact]
    public async Task Failure_ThatLasts_IsAnArtifactException_AfterAMinute()
    {
        await using var bench = await BucketBench.StartAsync();
        var (store, started) = (bench.Open(), bench.Clock.GetUtcNow());
        bench.Storage.Script(new StorageFault(_ => true, 503) { Times = int.MaxValue });

        var writing = await Should.ThrowAsync<ArtifactException>(() => store.PutIfAbsentAsync(Path, Bytes, Token));
        (bench.Clock.GetUtcNow() - started).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(60));
        bench.Storage.Requests.Count.ShouldBe(6);
        var reading = await Should.ThrowAsync<ArtifactException>(() => store.GetAsync(Path, Token));

        const string Why = "Cloud Storage answered 503: We encountered an internal error. Please try again.";
        writing.Message.ShouldBe($"gs://courses/prod/snapshots/{Path}: cannot be written: {Why}");
        reading.Message.ShouldStartWith($"gs://courses/prod/snapshots/{Path}: cannot be read: Cloud Storage answered 503:");
        foreach (
            var call in new Func<Task>[]
            {
                () => store.StampAsync(Path, Token),
                () => store.ListAsync("", Token),
                () => store.FoldersAsync("", Token),
                () => store.ReadAllAsync("", Token),
                () => store.DeleteAsync(Path, Token),
                () => store.AppendLinesAsync("ledger.jsonl", Bytes, Token),
                () => store.UpdateAsync(Path, there => there.With("x"u8), Token),
            }
        )
            await Should.ThrowAsync<ArtifactException>(call);
    }

    [Fact]
    public async Task Refusal_ThatIsFinal_IsNamedAtOnce()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        bench.Storage.Script(new StorageFault(_ => true, 403));

        (await Should.ThrowAsync<ArtifactException>(() => store.PutIfAbsentAsync(Path, Bytes, Token))).Message.ShouldContain(
            "cannot be written: no permission: "
        );

        bench.Storage.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Bucket_ThatIsNotThere_IsNamed_AlsoByAReader()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open(bucket: "chevaux");

        foreach (
            var call in new Func<Task>[]
            {
                () => store.GetAsync(Path, Token),
                () => store.StampAsync(Path, Token),
                () => store.ListAsync("", Token),
                () => store.PutIfAbsentAsync(Path, Bytes, Token),
                () => store.DeleteAsync(Path, Token),
            }
        )
            (await Should.ThrowAsync<ArtifactException>(call)).Message.ShouldEndWith(": there is no bucket chevaux");
    }

    [Fact]
    public async Task Silence_EndsAtTheDeadline()
    {
        await using var bench = await BucketBench.StartAsync();
        var short_ = new BucketTiming
        {
            Deadline = TimeSpan.FromMilliseconds(50),
            LargeDeadline = TimeSpan.FromMilliseconds(50),
            Retries = TimeSpan.Zero,
        };
        var store = bench.Open(timing: short_);
        bench.Storage.Script(new StorageFault(_ => true, null) { Hangs = true, Times = int.MaxValue });

        (await Should.ThrowAsync<ArtifactException>(() => store.GetAsync(Path, Token))).Message.ShouldEndWith(
            "Cloud Storage did not answer in time"
        );
        await Should.ThrowAsync<ArtifactException>(() => store.PutIfAbsentAsync(Path, Bytes, Token));
    }

    [Fact]
    public async Task Caller_WhoIsCancelled_IsNotToldOfABrokenStore()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        bench.Storage.Script(new StorageFault(_ => Stopped(), null) { Hangs = true, Times = int.MaxValue });

        await Should.ThrowAsync<OperationCanceledException>(() => store.PutIfAbsentAsync(Path, Bytes, stop.Token));

        bool Stopped()
        {
            stop.CancelAfter(TimeSpan.Zero);
            return true;
        }
    }
}
