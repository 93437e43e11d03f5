using System.Text;
using System.Text.Json;
using Hippique.Orchestration.Artifacts;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Storage;

namespace Hippique.GoogleCloud.Tests.Storage;

/// <summary>The loopback server and the store, checked by clients that nobody here wrote.</summary>
public sealed class GoogleClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NodeClient_AndTheStore_ReadWhatTheOtherWrote()
    {
        Assert.SkipUnless(NpmClients.Present, NpmClients.Absent);
        await using var bench = await BucketBench.StartAsync();
        bench.Storage.LimitsRate = false;
        var store = bench.Open();
        await store.PutIfAbsentAsync("2026-03-14/plan.json", "{\"dîner\":1}"u8.ToArray(), Token);
        await store.PutIfAbsentAsync("2026-03-14/R1C3/tickets.json", "[]"u8.ToArray(), Token);
        await store.AppendLinesAsync("ledger.jsonl", "one\n"u8.ToArray(), Token);
        await store.AppendLinesAsync("ledger.jsonl", "two\n"u8.ToArray(), Token);
        await store.PutIfAbsentAsync("large.bin", new byte[6 * 1024 * 1024], Token);

        var run = await NpmClients.RunAsync(
            "storage.mjs",
            [bench.Address.AbsoluteUri.TrimEnd('/'), BucketBench.Bucket, BucketBench.Prefix + "/"],
            Token
        );

        run.ExitCode.ShouldBe(0, run.Error);
        var said = JsonDocument.Parse(run.Output).RootElement;
        Strings(said, "listed").ShouldBe(["2026-03-14/R1C3/tickets.json", "2026-03-14/plan.json", "large.bin", "ledger.jsonl"]);
        said.GetProperty("pages").GetInt32().ShouldBe(2);
        Strings(said, "folders").ShouldBe(["2026-03-14/"]);
        var read = said.GetProperty("read");
        read.GetProperty("2026-03-14/plan.json").GetString().ShouldBe("{\"dîner\":1}");
        read.GetProperty("ledger.jsonl").GetString().ShouldBe("one\ntwo\n");
        read.GetProperty("large.bin").GetInt32().ShouldBe(6 * 1024 * 1024);
        (Code("stale"), Code("used"), Code("absent"), Code("noBucket")).ShouldBe((412, 412, 404, 404));
        (Code("deletedStale"), Code("deleted"), Code("deletedAgain")).ShouldBe((412, 0, 404));

        (await store.ListAsync("by-node/", Token)).ShouldBe(["by-node/chunked.bin", "by-node/large.bin", "by-node/small.json"]);
        var small = (await store.GetAsync("by-node/small.json", Token))!;
        Encoding.UTF8.GetString(small.Content.Span).ShouldBe("{\"by\":\"node\"}");
        (await store.GetAsync("by-node/large.bin", Token))!.Content.Span.Count((byte)7).ShouldBe(6 * 1024 * 1024);
        (await store.GetAsync("by-node/chunked.bin", Token))!.Content.Span.Count((byte)9).ShouldBe(1024 * 1024);
        (await store.PutIfUnchangedAsync("by-node/small.json", "{}"u8.ToArray(), small.Version, Token)).ShouldBe(PutOutcome.Written);
        bench.Count(StorageCall.ResumableChunk).ShouldBeGreaterThan(5);

        int Code(string what) => said.GetProperty(what).GetInt32();
    }

    [Fact]
    public async Task Gcloud_AndTheStore_ReadWhatTheOtherWrote()
    {
        Assert.SkipUnless(GcloudStorage.Present, GcloudStorage.Absent);
        await using var bench = await BucketBench.StartAsync();
        bench.Storage.RequiresToken = false;
        using var gcloud = new GcloudStorage(bench.Address);
        var store = bench.Open();
        await store.PutIfAbsentAsync("2026-03-14/plan.json", "{\"dîner\":1}"u8.ToArray(), Token);
        await store.PutIfAbsentAsync("2026-03-14/R1C3/tickets.json", "[]"u8.ToArray(), Token);
        const string Day = $"gs://{BucketBench.Bucket}/{BucketBench.Prefix}/2026-03-14/";

        (await OutputAsync("ls", Day)).ShouldBe($"{Day}plan.json\n{Day}R1C3/\n");
        (await OutputAsync("cat", Day + "plan.json")).ShouldBe("{\"dîner\":1}");
        await File.WriteAllTextAsync(Path.Combine(gcloud.Folder, "note.json"), "{\"by\":\"gcloud\"}", Token);
        await OutputAsync("cp", "note.json", Day + "note.json");
        await OutputAsync("cp", Day + "R1C3/tickets.json", "tickets.json");

        Encoding.UTF8.GetString((await store.GetAsync("2026-03-14/note.json", Token))!.Content.Span).ShouldBe("{\"by\":\"gcloud\"}");
        (await File.ReadAllTextAsync(Path.Combine(gcloud.Folder, "tickets.json"), Token)).ShouldBe("[]");
        (await gcloud.RunAsync(Token, "cat", Day + "nothing")).ExitCode.ShouldNotBe(0);

        async Task<string> OutputAsync(params string[] arguments)
        {
            var run = await gcloud.RunAsync(Token, arguments);
            run.ExitCode.ShouldBe(0, $"{run.Error}\n{string.Join('\n', bench.Storage.Requests)}");
            return run.Output;
        }
    }

    private static IEnumerable<string?> Strings(JsonElement said, string name) =>
        said.GetProperty(name).EnumerateArray().Select(one => one.GetString());
}
