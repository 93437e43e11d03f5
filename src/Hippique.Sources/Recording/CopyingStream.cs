namespace Hippique.Sources.Recording;

/// <summary>Read-only; keeps a copy of what is read, up to a limit, and reports it once.</summary>
internal sealed class CopyingStream(Stream inner, int largest, BodyRead read) : Stream
{
    private readonly MemoryStream _copy = new();
    private bool _overflowed;
    private bool _reported;
    private Exception? _failure;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Keep(buffer.AsSpan(offset, count), inner.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Keep(buffer, inner.Read(buffer));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            return Keep(buffer.Span, count);
        }
        // For the record; it is the reader's to deal with.
        catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException)
        {
            _failure = broken;
            throw;
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Report(cut: true);
            inner.Dispose();
            _copy.Dispose();
        }
        base.Dispose(disposing);
    }

    private int Keep(ReadOnlySpan<byte> buffer, int count)
    {
        var room = (int)Math.Min(count, largest - _copy.Length);
        if (room > 0)
            _copy.Write(buffer[..room]);
        _overflowed |= room < count;
        // An empty buffer reads nothing and says nothing about the end.
        if (count == 0 && !buffer.IsEmpty)
            Report(_overflowed);
        return count;
    }

    private void Report(bool cut)
    {
        if (_reported)
            return;
        _reported = true;
        read(_copy.GetBuffer().AsSpan(0, (int)_copy.Length), cut, _failure);
    }
}
