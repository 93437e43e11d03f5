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

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("read asynchronously");

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            Copy(buffer.Span[..count]);
            // An empty buffer reads nothing and says nothing about the end.
            if (count == 0 && !buffer.IsEmpty)
                await ReportAsync(_overflowed).ConfigureAwait(false);
            return count;
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

    public override async ValueTask DisposeAsync()
    {
        await ReportAsync(cut: true).ConfigureAwait(false);
        await inner.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // The report handles its own failures.
            _ = ReportAsync(cut: true);
            inner.Dispose();
            _copy.Dispose();
        }
        base.Dispose(disposing);
    }

    private void Copy(ReadOnlySpan<byte> read)
    {
        var room = (int)Math.Min(read.Length, largest - _copy.Length);
        if (room > 0)
            _copy.Write(read[..room]);
        _overflowed |= room < read.Length;
    }

    private Task ReportAsync(bool cut)
    {
        if (_reported)
            return Task.CompletedTask;
        _reported = true;
        return read(_copy.GetBuffer().AsMemory(0, (int)_copy.Length), cut, _failure);
    }
}
