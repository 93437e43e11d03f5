using Hippique.Embedded.Nodes;
using Hippique.Testing;
using Hippique.Testing.Chaos;
using Hippique.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Hippique.EndToEnd.Cluster;

/// <summary>Two services of one installation in this process, on one database, one folder and one clock. The way of the second to the database can be cut.</summary>
internal sealed class NodesUnderTest : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-nodes-").FullName;

    private NodesUnderTest(SeverableLink link) => Link = link;

    public ServiceUnderTest First { get; private set; } = null!;
    public ServiceUnderTest Second { get; private set; } = null!;

    /// <summary>Of the second to the database.</summary>
    public SeverableLink Link { get; }

    /// <summary>Whether the second hears what any node says.</summary>
    public bool SecondHears => ChannelOf(Second).IsConnected;

    /// <summary>Two that hear each other; the test is skipped where there is no server.</summary>
    public static async Task<NodesUnderTest> StartAsync(SharedPostgres shared)
    {
        var server = await shared.ServerAsync();
        Assert.SkipWhen(server is null, SharedPostgres.Absent);
        var address = await server!.NewDatabaseAsync();
        var port = new Uri(address).Port;
        var clock = ServiceUnderTest.NoonClock();
        var nodes = new NodesUnderTest(new SeverableLink(port));
        var cuttable = address.Replace($":{port}/", $":{nodes.Link.Port}/", StringComparison.Ordinal);
        nodes.First = await ServiceUnderTest.StartAsync(Variables("first", address), clock, shared: nodes._folder);
        nodes.Second = await ServiceUnderTest.StartAsync(Variables("second", cuttable), clock, shared: nodes._folder);
        await BoundedWait.UntilAsync(() => ChannelOf(nodes.First).IsConnected && nodes.SecondHears);
        return nodes;
    }

    public async ValueTask DisposeAsync()
    {
        await Second.DisposeAsync();
        await First.DisposeAsync();
        Link.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static NodeChannel ChannelOf(ServiceUnderTest service) => service.Services.GetRequiredService<NodeChannel>();

    private static Dictionary<string, string> Variables(string name, string database) =>
        new()
        {
            ["QUEUE"] = "postgres",
            ["DATABASE_URL"] = database,
            ["NODE_NAME"] = name,
        };
}
