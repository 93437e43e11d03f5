using Hippique.Sources.Storage;

namespace Hippique.Sources.Tests.Storage;

/// <summary>A store that can neither be read nor written.</summary>
internal sealed class BrokenSourceStore : ISourceStore
{
    public int Calls { get; private set; }

    public Task<ReadOnlyMemory<byte>?> GetAsync(string path, CancellationToken cancellationToken) => FailAsync<ReadOnlyMemory<byte>?>();

    public Task PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken) => FailAsync<bool>();

    public Task AppendLinesAsync(string path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => FailAsync<bool>();

    public Task UpdateAsync(string path, Func<ReadOnlyMemory<byte>?, byte[]> next, CancellationToken cancellationToken) =>
        FailAsync<bool>();

    public Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken) => FailAsync<IReadOnlyList<string>>();

    private Task<T> FailAsync<T>()
    {
        Calls++;
        return Task.FromException<T>(new IOException("the disk is full"));
    }
}
