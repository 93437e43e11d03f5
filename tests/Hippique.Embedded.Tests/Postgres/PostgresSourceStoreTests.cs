using System.Globalization;
using System.Text;
using Hippique.Embedded.Postgres;
using Hippique.Orchestration.Artifacts;
using Hippique.Testing.Postgres;

namespace Hippique.Embedded.Tests.Postgres;

public sealed class PostgresSourceStoreTests(SharedPostgres shared) : PostgresTest(shared)
{
    private const string Path = "hosts/site.example.json";

    [Fact]
    public async Task Counts_of_several_nodes_add_up()
    {
        PostgresSourceStore[] nodes = [Store("a"), Store("b"), Store("c")];

        await Task.WhenAll(
            Enumerable.Range(0, 30).Select(turn => nodes[turn % nodes.Length].UpdateAsync(Path, there => Written(Read(there) + 1), Token))
        );

        Read(await nodes[0].GetAsync(Path, Token)).ShouldBe(30);
        (await nodes[1].ListAsync("hosts/", Token)).ShouldBe([Path]);
    }

    [Fact]
    public async Task What_is_no_count_lies_where_it_did()
    {
        var rest = new MemoryArtifactStore();
        var store = new PostgresSourceStore(new ArtifactSourceStore(rest), Database());

        await store.PutIfAbsentAsync("2026-03-14/pages/a.html", "a"u8.ToArray(), Token);
        await store.PutIfAbsentAsync(Path, "1"u8.ToArray(), Token);
        await store.PutIfAbsentAsync(Path, "2"u8.ToArray(), Token);

        (await rest.ListAsync("", Token)).ShouldBe(["2026-03-14/pages/a.html"]);
        Read(await store.GetAsync(Path, Token)).ShouldBe(1);
        (await store.GetAsync("hosts/other.json", Token)).ShouldBeNull();
    }

    private PostgresSourceStore Store(string node) => new(new ArtifactSourceStore(new MemoryArtifactStore()), Database(node));

    private static int Read(ReadOnlyMemory<byte>? there) =>
        there is { } known ? int.Parse(Encoding.ASCII.GetString(known.Span), CultureInfo.InvariantCulture) : 0;

    private static byte[] Written(int count) => Encoding.ASCII.GetBytes(count.ToString(CultureInfo.InvariantCulture));
}
