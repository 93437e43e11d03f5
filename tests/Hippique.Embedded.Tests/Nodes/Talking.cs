using Hippique.Embedded.Nodes;
using Hippique.Embedded.Postgres;
using Hippique.Testing;

namespace Hippique.Embedded.Tests.Nodes;

/// <summary>A node's channel, with all that it is told.</summary>
internal sealed class Talking : INodeListener, IAsyncDisposable
{
    private readonly Kept<string> _heard = new();
    private int _missed;

    public Talking(PostgresOptions options, NodeChannelOptions channel)
    {
        Options = options;
        Database = new PostgresDatabase(options);
        Channel = new NodeChannel(Database, options.Node, channel, Log);
        Channel.Listen(this);
    }

    public PostgresOptions Options { get; }
    public PostgresDatabase Database { get; }
    public NodeChannel Channel { get; }
    public LinesLogger<NodeChannel> Log { get; } = new();
    public IReadOnlyList<string> Heard => _heard.All;

    /// <summary>How often it was told that it may have missed something.</summary>
    public int Missed => Volatile.Read(ref _missed);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>One that hears what is said.</summary>
    public static async Task<Talking> StartAsync(PostgresOptions options)
    {
        var talking = new Talking(options, new NodeChannelOptions());
        await talking.Database.OpenAsync(Token);
        await talking.Channel.StartAsync(Token);
        await BoundedWait.UntilAsync(() => talking.Channel.IsConnected && talking.Missed > 0);
        return talking;
    }

    public void Said(string text) => _heard.Add(text);

    public void MayHaveMissed() => Interlocked.Increment(ref _missed);

    public async ValueTask DisposeAsync()
    {
        await Channel.StoppedAsync(CancellationToken.None);
        await Channel.DisposeAsync();
        await Database.DisposeAsync();
    }
}
