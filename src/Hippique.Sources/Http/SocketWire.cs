using System.Net;

namespace Hippique.Sources.Http;

/// <summary>
/// Sockets as the client needs them: they neither follow redirections nor unpack bodies, and a request's bytes go out through its <see cref="RequestStart"/>. HTTP/1.1 only, for there
/// a request is one write in its own flow; HTTP/2 hands its frames to another one.
/// </summary>
internal sealed class SocketWire : DelegatingHandler
{
    private static readonly AsyncLocal<RequestStart?> Current = new();

    public SocketWire()
        : base(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                MaxResponseHeadersLength = 64,
                MaxConnectionsPerServer = 8,
                // A site is told nothing about our traces.
                ActivityHeadersPropagator = null,
                PlaintextStreamFilter = static (context, _) => ValueTask.FromResult<Stream>(new StartingStream(context.PlaintextStream)),
            }
        ) { }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        (request.Version, request.VersionPolicy) = (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact);
        Current.Value = RequestStart.Of(request);
        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A connection's stream, on which a request begins with its method.</summary>
    private sealed class StartingStream(Stream inner) : Stream
    {
        public override bool CanRead => inner.CanRead;
        public override bool CanSeek => false;
        public override bool CanWrite => inner.CanWrite;
        public override long Length => throw new NotSupportedException();
        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            Current.Value is { } start && buffer.Span.StartsWith("GET "u8)
                ? start.WriteAsync(
                    static call => call.inner.WriteAsync(call.buffer, call.cancellationToken),
                    (inner, buffer, cancellationToken)
                )
                : inner.WriteAsync(buffer, cancellationToken);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            inner.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            inner.ReadAsync(buffer, offset, count, cancellationToken);

        public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);

        // The client sends nothing but asynchronously: what came here would start without its turn.
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
