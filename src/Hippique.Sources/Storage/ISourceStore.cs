namespace Hippique.Sources.Storage;

/// <summary>
/// Where sources keep what must outlive the process: pages, counts of requests, last reads. Paths are relative, with <c>/</c> (<c>hosts/www.zeturf.fr.json</c>). A write is
/// whole or absent. All methods throw <see cref="IOException"/> if the store cannot be read or written.
/// </summary>
public interface ISourceStore
{
    /// <summary>Null if nothing is there.</summary>
    Task<ReadOnlyMemory<byte>?> GetAsync(string path, CancellationToken cancellationToken);

    /// <summary>Writes where nothing is; what is already there stays.</summary>
    Task PutIfAbsentAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken);

    /// <summary>Adds whole lines, each with its line feed, at the end; of several writers each one's lines are there once and together.</summary>
    Task AppendLinesAsync(string path, ReadOnlyMemory<byte> lines, CancellationToken cancellationToken);

    /// <summary>Replaces what is there, also against writers in other processes.</summary>
    /// <param name="path">What.</param>
    /// <param name="next">The new content from what is there (null: nothing). Called again if another writer was faster.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    Task UpdateAsync(string path, Func<ReadOnlyMemory<byte>?, byte[]> next, CancellationToken cancellationToken);

    /// <summary>Paths that start with <paramref name="prefix"/>, in ordinal order.</summary>
    Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken);
}
