using System.Net;

namespace Hippique.Sources.Recording;

/// <summary>Takes the bytes of a body, once: what was read, whether that is less than all, and what broke it where something did.</summary>
internal delegate Task BodyRead(ReadOnlyMemory<byte> body, bool cut, Exception? failure);

/// <summary>
/// A body that is handed on as it is read, and reported when its end is reached or it is left. Whoever disposes of it asynchronously knows that the report is through.
/// </summary>
internal sealed class CopiedContent : HttpContent, IAsyncDisposable
{
    private readonly HttpContent _inner;
    private readonly int _largest;
    private readonly BodyRead _read;
    private CopyingStream? _opened;
    private bool _reported;

    public CopiedContent(HttpContent inner, int largest, BodyRead read)
    {
        (_inner, _largest, _read) = (inner, largest, read);
        foreach (var (name, values) in inner.Headers.NonValidated)
            Headers.TryAddWithoutValidation(name, values.AsEnumerable());
    }

    protected override Task<Stream> CreateContentReadStreamAsync() => CreateContentReadStreamAsync(CancellationToken.None);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken)
    {
        var source = await _inner.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return _opened = new CopyingStream(source, _largest, _read);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var source = await CreateContentReadStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
            await source.CopyToAsync(stream, cancellationToken).ConfigureAwait(false);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _inner.Headers.ContentLength ?? 0;
        return _inner.Headers.ContentLength is not null;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // The report handles its own failures.
            _ = ReportAsync();
            _inner.Dispose();
        }
        base.Dispose(disposing);
    }

    public async ValueTask DisposeAsync()
    {
        await ReportAsync().ConfigureAwait(false);
        Dispose();
    }

    private async Task ReportAsync()
    {
        if (_reported)
            return;
        _reported = true;
        if (_opened is { } stream)
            await stream.DisposeAsync().ConfigureAwait(false);
        // An error whose body nobody wanted to see is an answer too.
        else
            await _read(default, cut: _inner.Headers.ContentLength != 0, failure: null).ConfigureAwait(false);
    }
}
