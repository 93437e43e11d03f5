using System.Net;
using System.Net.Sockets;

namespace Hippique.Testing.Chaos;

/// <summary>A way to a server on loopback that can be cut: what goes over it ends, and nothing new begins, until it is mended.</summary>
public sealed class SeverableLink : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _port;
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _open = [];
    private bool _cut;

    /// <param name="port">Of the server.</param>
    public SeverableLink(int port)
    {
        _port = port;
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Cut()
    {
        lock (_gate)
        {
            _cut = true;
            foreach (var socket in _open)
                socket.Dispose();
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate)
            _cut = false;
    }

    public void Dispose()
    {
        _listener.Dispose();
        Cut();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = RelayAsync(await _listener.AcceptSocketAsync());
        }
        // Disposed.
        catch (Exception over) when (over is SocketException or ObjectDisposedException) { }
    }

    private async Task RelayAsync(Socket near)
    {
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (!Add(near) || !Add(far))
                return;
            await far.ConnectAsync(IPAddress.Loopback, _port);
            await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
        }
        // Cut, or an end that has gone.
        catch (Exception over) when (over is SocketException or ObjectDisposedException or IOException) { }
        finally
        {
            Drop(near);
            Drop(far);
        }
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16384];
        while (await from.ReceiveAsync(buffer) is > 0 and var count)
        {
            for (var sent = 0; sent < count; )
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent));
        }
    }

    private bool Add(Socket socket)
    {
        lock (_gate)
            return !_cut && _open.Add(socket);
    }

    private void Drop(Socket socket)
    {
        lock (_gate)
            _open.Remove(socket);
        socket.Dispose();
    }
}
