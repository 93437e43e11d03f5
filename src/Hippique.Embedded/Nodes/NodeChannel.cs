using System.Threading.Channels;
using Hippique.Embedded.Postgres;
using Hippique.Orchestration.Artifacts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hippique.Embedded.Nodes;

/// <summary>
/// Carries short texts from each node of an installation to all others, by the database's notifications. Whoever says something waits for nothing: it is sent in the background, from a queue
/// that drops its oldest when it is full. Nothing is heard twice; what may be lost is told as such to those who did not hear it.
/// </summary>
/// <remarks>It is stopped after everything else, so that the last ends of a service are heard too.</remarks>
public sealed partial class NodeChannel : IHostedLifecycleService, IAsyncDisposable
{
    /// <summary>More than the planning of a day tells.</summary>
    private const int Waiting = 1024;

    /// <summary>In one transaction.</summary>
    private const int AtOnce = 100;

    private readonly PostgresDatabase _database;
    private readonly string _owner;
    private readonly NodeChannelOptions _options;
    private readonly ILogger<NodeChannel> _logger;
    private readonly Channel<(NodeMessageKind Kind, string Text)> _queue;
    private readonly CancellationTokenSource _over = new();
    private Task _sending = Task.CompletedTask;
    private Task _hearing = Task.CompletedTask;
    private volatile INodeListener? _listener;
    private volatile bool _isConnected;
    private volatile bool _lost;
    private bool _isAway;
    private long _last;

    /// <param name="database">Of the nodes.</param>
    /// <param name="node">This one.</param>
    /// <param name="options">How it deals with a database that is away.</param>
    /// <param name="logger">Told when the channel is away, and when it is back.</param>
    public NodeChannel(PostgresDatabase database, NodeIdentity node, NodeChannelOptions options, ILogger<NodeChannel> logger)
    {
        (_database, _owner, _options, _logger) = (database, node.Owner, options, logger);
        _queue = Channel.CreateBounded<(NodeMessageKind, string)>(
            new BoundedChannelOptions(Waiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => _lost = true
        );
    }

    /// <summary>Whether what is said by any node is heard here, as far as is known: this one hears itself.</summary>
    public bool IsConnected => _isConnected;

    /// <summary>Whether what a process says over this database comes back to it; the nodes are told nothing by it.</summary>
    /// <exception cref="DatabaseException">The database cannot be used.</exception>
    public static Task<bool> IsHeardAsync(PostgresDatabase database, TimeSpan within, CancellationToken cancellationToken)
    {
        var asked = new NodeMessage($"asks-{Guid.NewGuid():N}", 1, NodeMessageKind.Greeting, "");
        return database.RetriedAsync(
            async token =>
            {
                var heard = false;
                await using var connection = await database.OpenListenerAsync(token);
                connection.Notification += (_, notification) => heard |= NodeMessage.Parse(notification.Payload) == asked;
                await NodeNotifications.ListenAsync(connection, token);
                await NodeNotifications.SendAsync(database, [asked.ToPayload()], token);
                while (!heard && await connection.WaitAsync(within, token)) { }
                return heard;
            },
            cancellationToken
        );
    }

    /// <summary>Who is told from now on.</summary>
    public void Listen(INodeListener listener) => _listener = listener;

    /// <summary>Says it to all other nodes, and returns at once.</summary>
    public void Say(string text) => _queue.Writer.TryWrite((NodeMessageKind.Said, text));

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _sending = Task.Run(() => SendAsync(_over.Token), CancellationToken.None);
        _hearing = Task.Run(() => Task.WhenAll(HearAsync(_over.Token), RemindAsync(_over.Token)), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        // On the machine's clock, as everything here: what is waited for is a server.
        await Task.WhenAny(_sending, Task.Delay(_options.LastWord, TimeProvider.System, cancellationToken));
        await EndAsync();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _over.Dispose();
    }

    private async Task EndAsync()
    {
        await _over.CancelAsync();
        await Task.WhenAll(_sending, _hearing);
        _isConnected = false;
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_lost || await _queue.Reader.WaitToReadAsync(cancellationToken))
                await SendNextAsync(cancellationToken);
        }
        // The channel is over, whatever the driver makes of that.
        catch (Exception) when (cancellationToken.IsCancellationRequested) { }
    }

    private async Task SendNextAsync(CancellationToken cancellationToken)
    {
        var batch = new List<string>();
        if (_lost)
        {
            // Before the queue is read: what is dropped from now on is lost after this message.
            _lost = false;
            batch.Add(Payload(NodeMessageKind.Lost, ""));
        }
        while (batch.Count < AtOnce && _queue.Reader.TryRead(out var next))
            batch.Add(Payload(next.Kind, next.Text));
        try
        {
            await NodeNotifications.SendAsync(_database, batch, cancellationToken);
        }
        // The boundary of a sending: whether it took effect nobody knows, so it is not made again but told to be lost.
        catch (Exception away) when (!cancellationToken.IsCancellationRequested)
        {
            _lost = true;
            Away(away.Message);
            await Task.Delay(_options.RetryAfter, TimeProvider.System, cancellationToken);
        }
    }

    private string Payload(NodeMessageKind kind, string text) => new NodeMessage(_owner, ++_last, kind, text).ToPayload();

    private async Task HearAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await HearOverOneConnectionAsync(cancellationToken);
            }
            // The boundary of a connection: the next one is opened.
            catch (Exception lost)
            {
                if (!cancellationToken.IsCancellationRequested)
                    Away(lost.Message);
            }
            _isConnected = false;
            await Task.Delay(_options.RetryAfter, TimeProvider.System, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task HearOverOneConnectionAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenListenerAsync(cancellationToken);
        connection.Notification += (_, notification) => Take(notification.Payload);
        await NodeNotifications.ListenAsync(connection, cancellationToken);
        _queue.Writer.TryWrite((NodeMessageKind.Greeting, ""));
        while (true)
        {
            // Until it hears itself it may be deaf: behind a pooler that gives each transaction another session nothing ever comes.
            var within = _isConnected ? Timeout.InfiniteTimeSpan : _options.GreetingWithin;
            if (!await connection.WaitAsync(within, cancellationToken) && !_isConnected)
                throw new IOException("no notification comes back, as behind a pooler in transaction mode");
        }
    }

    private void Take(string payload)
    {
        var message = NodeMessage.Parse(payload);
        if (message?.From == _owner)
            Connected();
        // Another version's is not understood.
        else if (message is null or { Kind: NodeMessageKind.Lost })
            _listener?.MayHaveMissed();
        else if (message is { Kind: NodeMessageKind.Said, Text: var text })
            _listener?.Said(text);
    }

    /// <summary>This node has heard itself, so that both directions stand. What was said before that was not heard.</summary>
    private void Connected()
    {
        if (Interlocked.Exchange(ref _isAway, false))
            Back(_logger);
        if (_isConnected)
            return;
        _isConnected = true;
        _listener?.MayHaveMissed();
    }

    private async Task RemindAsync(CancellationToken cancellationToken)
    {
        using var turns = new PeriodicTimer(_options.ReminderEvery, TimeProvider.System);
        try
        {
            while (await turns.WaitForNextTickAsync(cancellationToken))
            {
                if (!_isConnected)
                    _listener?.MayHaveMissed();
            }
        }
        // The channel is over.
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested) { }
    }

    private void Away(string reason)
    {
        // Once for all that is lost together.
        if (!Interlocked.Exchange(ref _isAway, true))
            IsAway(_logger, reason);
    }

    [LoggerMessage(
        1,
        LogLevel.Warning,
        "the events of the other nodes are not heard at once, nor those of this one by them; pages look again every few seconds until they are: {Reason}"
    )]
    private static partial void IsAway(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Information, "the events of the other nodes are heard again")]
    private static partial void Back(ILogger logger);
}
