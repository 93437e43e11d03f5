namespace Hippique.Sources.RaceArchive;

/// <summary>Two streams read one after the other, forward only.</summary>
internal sealed class JoinedStream(Stream first, Stream second) : Stream
{
    private bool _firstEnded;

    public JoinedStream(byte[] first, Stream second)
        : this(new MemoryStream(first), second) { }

    public JoinedStream(Stream first, byte[] second)
        : this(first, new MemoryStream(second)) { }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (!_firstEnded)
        {
            var read = first.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
                return read;
            _firstEnded = true;
        }
        return second.Read(buffer);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            first.Dispose();
            second.Dispose();
        }
        base.Dispose(disposing);
    }
}
