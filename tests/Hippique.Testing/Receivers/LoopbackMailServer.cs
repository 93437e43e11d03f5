using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hippique.Testing.Receivers;

/// <summary>
/// A mail server on a loopback port: as much of SMTP as a client needs that logs in and hands over a message (RFC 5321, AUTH PLAIN of RFC 4954), without TLS. What it says to a command is the
/// test's.
/// </summary>
public sealed class LoopbackMailServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Kept<string> _mails = new();
    private readonly Kept<string> _commands = new();
    private readonly Task _accepting;

    public LoopbackMailServer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Whole, headers included.</summary>
    public IReadOnlyList<string> Mails => _mails.All;

    public IReadOnlyList<string> Commands => _commands.All;

    /// <summary>To a command that begins so (<c>RCPT</c>; <c>.</c>: the end of the message), instead of the usual answer.</summary>
    public ConcurrentDictionary<string, string> Says { get; } = new();

    public async ValueTask DisposeAsync()
    {
        if (_accepting.IsCompleted)
            return;
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (OperationCanceledException)
        {
            // The server is closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { AutoFlush = true, NewLine = "\r\n" };
                await writer.WriteLineAsync("220 loopback.test");
                while (await reader.ReadLineAsync(_stop.Token) is { } command)
                {
                    _commands.Add(command);
                    await AnswerAsync(command, reader, writer);
                    if (command.StartsWith("QUIT", StringComparison.Ordinal))
                        return;
                }
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException)
            {
                // The client hung up, or the server is closed.
            }
        }
    }

    private async Task AnswerAsync(string command, StreamReader reader, StreamWriter writer)
    {
        var verb = command.Split(' ', ':')[0].ToUpperInvariant();
        if (Said(verb) is { } said)
        {
            await writer.WriteLineAsync(said);
            return;
        }
        switch (verb)
        {
            case "EHLO":
                await writer.WriteLineAsync("250-loopback.test\r\n250-8BITMIME\r\n250 AUTH PLAIN");
                break;
            case "AUTH":
                await writer.WriteLineAsync("235 welcome");
                break;
            case "DATA":
                await writer.WriteLineAsync("354 go on");
                var mail = await MailAsync(reader);
                if (Said(".") is null)
                    _mails.Add(mail);
                await writer.WriteLineAsync(Said(".") ?? "250 taken");
                break;
            case "QUIT":
                await writer.WriteLineAsync("221 bye");
                break;
            default:
                await writer.WriteLineAsync("250 fine");
                break;
        }
    }

    private string? Said(string verb) => Says.GetValueOrDefault(verb);

    private async Task<string> MailAsync(StreamReader reader)
    {
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
            mail.Append(line).Append('\n');
        return mail.ToString();
    }
}
