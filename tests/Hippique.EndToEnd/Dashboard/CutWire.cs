using System.Net;
using System.Net.Sockets;

namespace Hippique.EndToEnd.Dashboard;

/// <summary>Between a browser and the service; it can be cut, as a tunnel cuts a phone off.</summary>
internal sealed class CutWire : IAsyncDisposable
{
    private readonly Uri _service;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _gate = new();
    private readonly List<Socket> _open = [];
    private readonly Task _accepting;
    private bool _isCut;

    public CutWire(Uri service)
    {
        _service = service;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>Of the browser's end.</summary>
    public Uri Address { get; }

    public void Cut()
    {
        lock (_gate)
        {
            _isCut = true;
            foreach (var socket in _open)
                socket.Dispose();
            _open.Clear();
        }
    }

    public void Mend()
    {
        lock (_gate)
            _isCut = false;
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await _ended.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = CarryAsync(await _listener.AcceptSocketAsync(_ended.Token));
        }
        // The end of the test.
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException) { }
    }

    private async Task CarryAsync(Socket near)
    {
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        lock (_gate)
        {
            if (_isCut)
            {
                near.Dispose();
                far.Dispose();
                return;
            }
            _open.AddRange([near, far]);
        }
        try
        {
            await far.ConnectAsync(IPAddress.Loopback, _service.Port, _ended.Token);
            await using var here = new NetworkStream(near, ownsSocket: true);
            await using var there = new NetworkStream(far, ownsSocket: true);
            await Task.WhenAny(here.CopyToAsync(there, _ended.Token), there.CopyToAsync(here, _ended.Token));
        }
        // Either end has gone.
        catch (Exception gone) when (gone is OperationCanceledException or IOException or SocketException or ObjectDisposedException) { }
    }
}
