using System.Text;
using Hippique.Sources.Storage;

namespace Hippique.Sources.Tests.Storage;

/// <summary>What every store of the sources does.</summary>
public abstract class SourceStoreContract
{
    private const string Path = "2026-03-10/pages/index.jsonl";

    /// <summary>The same store as another process opens it.</summary>
    protected abstract ISourceStore Open();

    [Fact]
    public async Task What_was_never_written_is_null()
    {
        (await Open().GetAsync(Path, Token)).ShouldBeNull();
        (await Open().ListAsync("", Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task First_content_stays()
    {
        await Open().PutIfAbsentAsync(Path, Bytes("first"), Token);
        await Open().PutIfAbsentAsync(Path, Bytes("second"), Token);

        (await TextAsync(Path)).ShouldBe("first");
    }

    [Fact]
    public async Task Lines_follow_each_other()
    {
        await Open().AppendLinesAsync(Path, Bytes("one\n"), Token);
        await Open().AppendLinesAsync(Path, Bytes("two\nthree\n"), Token);

        (await TextAsync(Path)).ShouldBe("one\ntwo\nthree\n");
    }

    [Fact]
    public async Task Lines_of_many_writers_are_all_there_and_whole()
    {
        var stores = Enumerable.Range(0, 4).Select(_ => Open()).ToArray();

        await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(line => Task.Run(() => stores[line % 4].AppendLinesAsync(Path, Bytes($"line {line:00}\n"), Token)))
        );

        (await TextAsync(Path))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Order(StringComparer.Ordinal)
            .ShouldBe(Enumerable.Range(0, 40).Select(line => $"line {line:00}"));
    }

    [Fact]
    public async Task Update_sees_what_is_there()
    {
        var seen = new List<string?>();
        for (var turn = 0; turn < 3; turn++)
            await Open().UpdateAsync("hosts/a.json", there => Next(there, seen), Token);

        seen.ShouldBe([null, "+", "++"]);
        (await TextAsync("hosts/a.json")).ShouldBe("+++");
    }

    [Fact]
    public async Task No_update_of_many_writers_is_lost()
    {
        var stores = Enumerable.Range(0, 3).Select(_ => Open()).ToArray();

        await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(turn => Task.Run(() => stores[turn % 3].UpdateAsync("hosts/a.json", there => Next(there, []), Token)))
        );

        (await TextAsync("hosts/a.json")).ShouldBe(new string('+', 30));
    }

    [Fact]
    public async Task List_has_the_paths_below_a_prefix_in_order()
    {
        foreach (var path in new[] { "hosts/b.json", "sources/pmu.json", "hosts/a.json", "2026-03-10/pages/ab/abc.gz" })
            await Open().PutIfAbsentAsync(path, Bytes("x"), Token);

        (await Open().ListAsync("hosts/", Token)).ShouldBe(["hosts/a.json", "hosts/b.json"]);
        (await Open().ListAsync("2026-03-10/", Token)).ShouldBe(["2026-03-10/pages/ab/abc.gz"]);
    }

    [Theory]
    [InlineData("../hosts/a.json")]
    [InlineData("/hosts/a.json")]
    [InlineData("hosts/.a.json")]
    [InlineData("")]
    public async Task Path_that_leaves_the_store_is_refused(string path)
    {
        await Should.ThrowAsync<ArgumentException>(() => Open().GetAsync(path, Token));
        await Should.ThrowAsync<ArgumentException>(() => Open().PutIfAbsentAsync(path, Bytes("x"), Token));
        await Should.ThrowAsync<ArgumentException>(() => Open().AppendLinesAsync(path, Bytes("x\n"), Token));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Next(ReadOnlyMemory<byte>? there, List<string?> seen)
    {
        var text = there is { } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;
        seen.Add(text);
        return Bytes(text + "+");
    }

    private async Task<string> TextAsync(string path) =>
        Encoding.UTF8.GetString((await Open().GetAsync(path, Token)).ShouldNotBeNull().Span);
}
