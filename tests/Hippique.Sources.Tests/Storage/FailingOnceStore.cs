using Hippique.Sources.Storage;

namespace Hippique.Sources.Tests.Storage;

/// <summary>A store whose first call fails, as a bucket's may.</summary>
internal sealed class FailingOnceStore(ISourceStore inner) : ISourceStore
{
    private int _calls;

    public Task<ReadOnlyMemory<byte>?> GetAsync(string path, CancellationToken cancellationToken) =>
        Fails() ? Task.FromException<ReadOnlyMemory<byte>?>(Failure) : inner.GetAsync(path, cancellationToken);

    public Task PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) =>
        Fails() ? Task.FromException(Failure) : inner.PutIfAbsentAsync(path, content, cancellationToken);

    public Task AppendLinesAsync(string path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) =>
        Fails() ? Task.FromException(Failure) : inner.AppendLinesAsync(path, lines, cancellationToken);

    public Task UpdateAsync(string path, Func<ReadOnlyMemory<byte>?, byte[]> next, CancellationToken cancellationToken) =>
        Fails() ? Task.FromException(Failure) : inner.UpdateAsync(path, next, cancellationToken);

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) =>
        Fails() ? Task.FromException<IReadOnlyList<string>>(Failure) : inner.ListAsync(prefix, cancellationToken);

    private static IOException Failure => new("Cloud Storage answered 503");

    private bool Fails() => Interlocked.Increment(ref _calls) == 1;
}
