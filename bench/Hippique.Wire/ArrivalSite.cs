using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Hippique.Wire;

/// <summary>
/// A site on a loopback port that notes when each request came, by the clock of the kernel: see <see cref="KernelClock"/>.
/// </summary>
internal sealed class ArrivalSite : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _gate = new();
    private readonly List<long> _arrivals = [];
    private readonly byte[] _answer;

    public ArrivalSite(string body = "page")
    {
        _answer = Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        _listener.Start(512);
        new Thread(Accept) { IsBackground = true }.Start();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    /// <summary>In nanoseconds since 1970, in the order of their time.</summary>
    public IReadOnlyList<long> Arrivals
    {
        get
        {
            lock (_gate)
                return [.. _arrivals.Order()];
        }
    }

    public void Dispose() => _listener.Stop();

    private void Accept()
    {
        try
        {
            while (true)
            {
                var socket = _listener.AcceptSocket();
                socket.NoDelay = true;
                KernelClock.Ask(socket);
                new Thread(() => Serve(socket)) { IsBackground = true }.Start();
            }
        }
        catch (SocketException)
        {
            // The site is closed.
        }
    }

    private void Serve(Socket socket)
    {
        var buffer = new byte[8192];
        using (socket)
        {
            // The client sends a request as one write, and no second one on a connection before it has the answer to the first.
            while (KernelClock.Receive(socket, buffer) is { Read: > 0 } came)
            {
                lock (_gate)
                    _arrivals.Add(came.At);
                if (!buffer.AsSpan(0, came.Read).EndsWith("\r\n\r\n"u8))
                    throw new InvalidDataException("a request came in more than one piece");
                try
                {
                    socket.Send(_answer);
                }
                catch (SocketException)
                {
                    // The client hung up.
                    return;
                }
            }
        }
    }
}
