using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Testing.GoogleCloud.Storage;
using Hippique.Testing.Tasks;

namespace Hippique.GoogleCloud.Tests.Storage;

/// <summary>What the store asks of Cloud Storage, and how often.</summary>
public sealed class GcsArtifactStoreTests
{
    private const string Path = "2026-03-14/plan.json";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Object_IsChangedAtMostOnceASecond()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();

        for (var turn = 0; turn < 5; turn++)
            await store.UpdateAsync(Path, there => there.With("x"u8), Token);
        await store.DeleteAsync(Path, Token);
        await store.PutIfAbsentAsync(Path, "y"u8.ToArray(), Token);

        var instants = bench.Storage.Changes.Select(change => change.At).ToList();
        instants.Count.ShouldBe(7);
        instants.Zip(instants.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First >= TimeSpan.FromSeconds(1));
        bench.Storage.Requests.ShouldAllBe(request => request.Status != 429);
    }

    [Fact]
    public async Task Objects_OfDifferentNames_DoNotWaitForEachOther()
    {
        await using var bench = await BucketBench.StartAsync();
        var (store, started) = (bench.Open(), bench.Clock.GetUtcNow());

        foreach (var race in Enumerable.Range(1, 9))
            await store.PutIfAbsentAsync($"2026-03-14/R1C{race}/tickets.json", "[]"u8.ToArray(), Token);

        bench.Clock.GetUtcNow().ShouldBe(started);
    }

    [Fact]
    public async Task Write_OfWhatThisProcessHasChangedMeanwhile_IsAConflictWithoutAWait()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        await store.PutIfAbsentAsync(Path, "one"u8.ToArray(), Token);
        var old = (await store.GetAsync(Path, Token))!.Version;
        await store.PutIfUnchangedAsync(Path, "two"u8.ToArray(), old, Token);
        var now = bench.Clock.GetUtcNow();

        (await store.PutIfUnchangedAsync(Path, "three"u8.ToArray(), old, Token)).ShouldBe(PutOutcome.Conflict);

        bench.Clock.GetUtcNow().ShouldBe(now);
    }

    [Fact]
    public async Task SmallObject_IsReadWithoutABufferOfMegabytes()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        await store.PutIfAbsentAsync(Path, "one"u8.ToArray(), Token);

        // Other tests of this process allocate meanwhile: what is there in each of ten reads belongs to the read.
        var least = long.MaxValue;
        for (var turn = 0; turn < 10; turn++)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            await store.GetAsync(Path, Token);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        least.ShouldBeLessThan(2 * 1024 * 1024);
    }

    [Fact]
    public async Task SmallObject_TakesOneRequest_AndALargeOneGoesInPieces()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        var (small, large) = (new byte[5 * 1024 * 1024], new byte[12 * 1024 * 1024 - 1]);
        large[^1] = 1;

        await store.PutIfAbsentAsync("small.bin", small, Token);
        bench.Storage.Requests.ShouldHaveSingleItem().Call.ShouldBe(StorageCall.InsertMultipart);
        (await store.PutIfAbsentAsync("large.bin", large, Token)).ShouldBe(PutOutcome.Written);

        bench.Count(StorageCall.InsertMultipart).ShouldBe(1);
        bench.Count(StorageCall.StartResumable).ShouldBe(1);
        bench
            .Storage.Requests.Where(request => request.Call == StorageCall.ResumableChunk)
            .Select(request => request.Status)
            .ShouldBe([308, 308, 200]);
        bench.Storage.ForgetRequests();
        (await store.GetAsync("large.bin", Token))!.Content.Span.SequenceEqual(large).ShouldBeTrue();
        bench.Storage.Requests.ShouldHaveSingleItem("a read in pieces could mix two generations").Call.ShouldBe(StorageCall.GetContent);
        (await store.PutIfAbsentAsync("large.bin", new byte[large.Length], Token)).ShouldBe(PutOutcome.Conflict);
    }

    [Fact]
    public async Task Writes_AllCarryTheGenerationThatTheyAreMeantFor()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();

        await store.UpdateAsync(Path, there => there.With("x"u8), Token);
        await store.UpdateAsync(Path, there => there.With("x"u8), Token);
        await store.AppendLinesAsync("ledger.jsonl", "one\n"u8.ToArray(), Token);
        await store.PutIfAbsentAsync("large.bin", new byte[6 * 1024 * 1024], Token);
        await store.DeleteAsync(Path, Token);

        bench
            .Storage.Requests.Where(request =>
                request.Call is StorageCall.InsertMultipart or StorageCall.StartResumable or StorageCall.Delete
            )
            .ShouldAllBe(request => request.Query.ContainsKey("ifGenerationMatch"));
    }

    [Fact]
    public async Task List_FollowsThePages_AndLeavesOutNamesThatAreNoArtifacts()
    {
        await using var bench = await BucketBench.StartAsync();
        bench.Storage.PageSize = 2;
        var store = bench.Open();
        foreach (var name in new[] { "a.json", "b/c.json", "b/d.json", "e/f.json", "b//g", "h/", ".hidden/i" })
            bench.Storage.Put(BucketBench.Bucket, $"{BucketBench.Prefix}/{name}", [1]);
        bench.Storage.Put(BucketBench.Bucket, $"{BucketBench.Prefix}-of-another/j.json", [1]);

        (await store.ListAsync("", Token)).ShouldBe(["a.json", "b/c.json", "b/d.json", "e/f.json"]);

        var lists = bench.Storage.Requests.Where(request => request.Call == StorageCall.List).ToList();
        lists.Count.ShouldBe(4);
        lists.Select(request => request.Query.ContainsKey("pageToken")).ShouldBe([false, true, true, true]);
        (await store.FoldersAsync("", Token)).ShouldBe(["b", "e", "h"]);
        bench.Storage.Requests[^1].Query["delimiter"].ShouldBe("/");
    }

    [Fact]
    public async Task Stamp_IsAskedForWithoutTheContent()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        (await store.StampAsync(Path, Token)).ShouldBeNull();
        await store.PutIfAbsentAsync(Path, "one"u8.ToArray(), Token);
        bench.Storage.ForgetRequests();

        var stamp = await store.StampAsync(Path, Token);
        await store.UpdateAsync(Path, there => there.With("x"u8), Token);

        bench.Storage.Requests[0].Call.ShouldBe(StorageCall.GetMetadata);
        stamp.ShouldNotBeNull();
        (await store.StampAsync(Path, Token)).ShouldNotBe(stamp);
    }

    [Fact]
    public async Task Lines_OfManyAtOnce_AreWrittenTogether()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        using var all = new ManualResetEventSlim();
        // The first look waits until all have come.
        bench.Storage.Script(new StorageFault(request => request.Call == StorageCall.GetContent && Waited(all), 503));

        var writers = Enumerable.Range(0, 20).Select(line => store.AppendLinesAsync("ledger.jsonl", Line(line), Token)).ToList();
        all.Set();
        await Task.WhenAll(writers);
        await store.AppendLinesAsync("ledger.jsonl", Line(20), Token);

        bench.Text("ledger.jsonl").ShouldBe(string.Concat(Enumerable.Range(0, 21).Select(line => $"{line}\n")));
        bench.Storage.Changes.Count.ShouldBe(2);
        // What this process wrote itself need not be read again.
        bench.Storage.Requests.Count(request => request is { Call: StorageCall.GetContent, Status: not 503 }).ShouldBe(1);

        static bool Waited(ManualResetEventSlim all)
        {
            all.Wait(Token);
            return true;
        }
        static byte[] Line(int number) => System.Text.Encoding.UTF8.GetBytes($"{number}\n");
    }

    [Fact]
    public async Task Lines_BehindThoseOfAnotherProcess_AreAllThere()
    {
        await using var bench = await BucketBench.StartAsync();
        var (one, other) = (bench.Open(), bench.Open());

        await one.AppendLinesAsync("ledger.jsonl", "1\n"u8.ToArray(), Token);
        await other.AppendLinesAsync("ledger.jsonl", "2\n"u8.ToArray(), Token);
        await one.AppendLinesAsync("ledger.jsonl", "3\n"u8.ToArray(), Token);

        bench.Text("ledger.jsonl").ShouldBe("1\n2\n3\n");
    }

    [Fact]
    public async Task Lines_ThatCannotBeStored_FailEachOfTheirWriters_AndTheNextOnesAreStored()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open();
        bench.Storage.Script(new StorageFault(request => request.Call == StorageCall.InsertMultipart, 403));

        await Should.ThrowAsync<ArtifactException>(() => store.AppendLinesAsync("ledger.jsonl", "1\n"u8.ToArray(), Token));
        await store.AppendLinesAsync("ledger.jsonl", "2\n"u8.ToArray(), Token);

        bench.Text("ledger.jsonl").ShouldBe("2\n");
    }

    [Fact]
    public async Task ReadAll_ReadsAgainOnlyWhatHasChanged()
    {
        await using var bench = await BucketBench.StartAsync();
        var (store, other) = (bench.Open(), bench.Open());
        foreach (var name in Enumerable.Range(1, 40).Select(race => $"tasks/{race:00}.json"))
            await other.PutIfAbsentAsync(name, "{}"u8.ToArray(), Token);

        (await store.ReadAllAsync("tasks/", Token)).Count.ShouldBe(40);
        bench.Count(StorageCall.GetContent).ShouldBe(40);
        await other.UpdateAsync("tasks/07.json", _ => "[]"u8.ToArray(), Token);
        await other.DeleteAsync("tasks/08.json", Token);
        bench.Storage.ForgetRequests();
        var all = await store.ReadAllAsync("tasks/", Token);

        all.Select(there => there.Path).ShouldBe(Enumerable.Range(1, 40).Where(race => race != 8).Select(race => $"tasks/{race:00}.json"));
        all.Single(there => there.Path == "tasks/07.json")
            .Artifact.ShouldBe(await store.GetAsync("tasks/07.json", Token), new SameArtifact());
        bench.Count(StorageCall.List).ShouldBe(1);
        bench.Storage.Requests.Count(request => request.Call == StorageCall.GetContent).ShouldBe(2, "one by the list, one by the test");
    }

    [Fact]
    public async Task OpenTasks_OfADay_NeedTwoRequestsOnceTheyAreKnown()
    {
        await using var bench = await BucketBench.StartAsync();
        var first = new ObjectTaskStore(bench.Open());
        var off = new DateTimeOffset(2026, 3, 14, 14, 0, 0, TimeSpan.Zero);
        foreach (var race in Enumerable.Range(1, 20))
            await first.AddAsync(InventedTasks.H5(off, race), Token);
        await first.EndAsync(InventedTasks.H5(off, 3).Name, new TaskEnd.Done(), off, Token);
        var store = new ObjectTaskStore(bench.Open());
        bench.Storage.ForgetRequests();

        (await store.OpenAsync(Token)).Count.ShouldBe(19);
        bench.Storage.Requests.Count.ShouldBe(2 + 20);
        bench.Storage.ForgetRequests();
        (await store.OpenAsync(Token)).Count.ShouldBe(19);
        (await store.OfDayAsync(InventedTasks.Day, Token)).Count.ShouldBe(20);

        bench.Storage.Requests.Select(request => request.Call).ShouldBe([StorageCall.List, StorageCall.List, StorageCall.List]);
    }

    [Fact]
    public async Task EmptyPrefix_IsTheBucketItself()
    {
        await using var bench = await BucketBench.StartAsync();
        var store = bench.Open(prefix: "");

        await store.PutIfAbsentAsync(Path, "one"u8.ToArray(), Token);

        bench.Storage.Content(BucketBench.Bucket, Path).ShouldBe("one"u8.ToArray());
        (await store.ListAsync("", Token)).ShouldBe([Path]);
    }

    private sealed class SameArtifact : IEqualityComparer<Artifact?>
    {
        public bool Equals(Artifact? x, Artifact? y) => x?.Version == y?.Version && x!.Content.Span.SequenceEqual(y!.Content.Span);

        public int GetHashCode(Artifact? there) => there?.Version.GetHashCode(StringComparison.Ordinal) ?? 0;
    }
}
