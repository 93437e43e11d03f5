using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Orchestration.Backups;

/// <summary>Writes the entries of a backup one after the other; an entry may come again with newer bytes.</summary>
internal sealed class BackupWriter : IAsyncDisposable
{
    private readonly GZipStream _compressed;
    private readonly TarWriter _tar;
    private readonly DateTimeOffset _madeAt;
    private readonly SortedDictionary<string, BackupEntry> _entries = new(StringComparer.Ordinal);

    public BackupWriter(Stream file, DateTimeOffset madeAt)
    {
        _compressed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
        _tar = new TarWriter(_compressed, TarEntryFormat.Pax, leaveOpen: true);
        _madeAt = madeAt;
    }

    public async Task AddAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await WriteAsync(name, content, cancellationToken).ConfigureAwait(false);
        _entries[name] = new BackupEntry(name, content.Length, Convert.ToHexStringLower(SHA256.HashData(content.Span)));
    }

    /// <summary>An artifact that has gone meanwhile does not belong to the backup.</summary>
    public void LeaveOut(string name) => _entries.Remove(name);

    /// <summary>Writes the list; what the program was stopped before has none, and is no backup.</summary>
    public async Task FinishAsync(CancellationToken cancellationToken)
    {
        using var list = new MemoryStream();
        foreach (var entry in _entries.Values)
            list.Write(ArtifactJson.WriteLine(entry));
        await WriteAsync(BackupNames.List, list.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _tar.DisposeAsync().ConfigureAwait(false);
        await _compressed.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var data = new MemoryStream(content.ToArray(), writable: false);
        var entry = new PaxTarEntry(TarEntryType.RegularFile, name)
        {
            DataStream = data,
            Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            ModificationTime = _madeAt,
        };
        await _tar.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
    }
}
