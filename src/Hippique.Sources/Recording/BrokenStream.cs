namespace Hippique.Sources.Recording;

/// <summary>The bytes that came, and then the failure that cut them off.</summary>
internal sealed class BrokenStream(byte[] came, Exception failure) : MemoryStream(came, writable: false)
{
    public override int Read(byte[] buffer, int offset, int count) =>
        base.Read(buffer, offset, count) is > 0 and var read ? read : throw failure;

    public override int Read(Span<byte> buffer) => base.Read(buffer) is > 0 and var read ? read : throw failure;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        new(Task.FromResult(Read(buffer.Span)));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        Task.FromResult(Read(buffer, offset, count));
}
