using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hippique.Testing;

/// <summary>
/// A site on a loopback port that answers byte by byte what a test tells it, whole or broken: the cut connections, endless bodies and lies that a well-behaved server cannot
/// be made to send. One connection a request.
/// </summary>
public sealed class LoopbackSite : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, Func<Stream, CancellationToken, Task>> _paths = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    public LoopbackSite()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>Heads of the requests in the order in which they came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Paths of the requests, with their queries.</summary>
    public IEnumerable<string> Paths => Requests.Select(PathOf);

    public LoopbackSite Answers(string path, Func<Stream, CancellationToken, Task> answer)
    {
        _paths[path] = answer;
        return this;
    }

    /// <summary>A whole answer.</summary>
    public LoopbackSite Answers(string path, int status, string body = "", params string[] headers) =>
        Answers(path, status, Encoding.UTF8.GetBytes(body), headers);

    public LoopbackSite Answers(string path, int status, byte[] body, params string[] headers) =>
        Answers(
            path,
            async (stream, token) =>
            {
                await stream.WriteAsync(Head(status, [$"Content-Length: {body.Length}", .. headers]), token);
                await stream.WriteAsync(body, token);
            }
        );

    public static byte[] Head(int status, params string[] headers) =>
        Encoding.Latin1.GetBytes(
            $"HTTP/1.1 {status} Said\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n"
        );

    public async ValueTask DisposeAsync()
    {
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
            // The site is closed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                var head = await HeadAsync(stream);
                Requests.Enqueue(head);
                var answer = _paths.GetValueOrDefault(PathOf(head)) ?? _paths.GetValueOrDefault("*");
                if (answer is null)
                    await stream.WriteAsync(Head(404, "Content-Length: 0"), _stop.Token);
                else
                    await answer(stream, _stop.Token);
            }
            catch (Exception gone) when (gone is IOException or OperationCanceledException or SocketException)
            {
                // The client hung up, or the site is closed.
            }
        }
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var buffer = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(buffer, _stop.Token) > 0)
            head.Append((char)buffer[0]);
        return head.ToString();
    }

    private static string PathOf(string head) => head.Split(' ') is [_, var path, ..] ? path : "";
}
