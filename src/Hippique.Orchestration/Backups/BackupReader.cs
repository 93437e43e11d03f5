using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Backups;

/// <summary>Reads a backup: nothing of it is used before it has been read to its end once and every entry was found as the list has it.</summary>
public sealed class BackupReader
{
    private readonly string _name;
    private readonly Stream _file;
    private readonly Dictionary<string, BackupEntry> _list;

    private BackupReader(string name, Stream file, BackupContents contents, Dictionary<string, BackupEntry> list) =>
        (_name, _file, Contents, _list) = (name, file, contents, list);

    /// <summary>What the backup holds.</summary>
    public BackupContents Contents { get; }

    /// <param name="name">For messages.</param>
    /// <param name="file">Can be read twice.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    /// <exception cref="UnreadableFileException">It is no backup, is cut off or damaged, or a newer version of the program made it.</exception>
    public static async Task<BackupReader> OpenAsync(string name, Stream file, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, BackupEntry>(StringComparer.Ordinal);
        BackupHeader? header = null;
        ReadOnlyMemory<byte>? list = null;
        var tasks = 0;
        await foreach (var (path, content) in EntriesAsync(name, file, cancellationToken).ConfigureAwait(false))
        {
            header ??= HeaderOf(name, path, content);
            if (path == BackupNames.Tasks)
                tasks = Lines(content).Count();
            if (path == BackupNames.List)
                list = content;
            else
                found[path] = EntryOf(path, content);
        }
        if (header is null || list is not { } whole)
            throw Broken(name, Problem.Of($"it has no end"));
        var listed = ReadList(name, whole);
        if (listed.Values.FirstOrDefault(entry => found.GetValueOrDefault(entry.Path) != entry) is { } other)
            throw Broken(name, Problem.Of($"{other.Path} is missing in it or is not as it was"));
        return new BackupReader(name, file, ContentsOf(header, listed, tasks, EntryOf("", whole).Sha256), listed);
    }

    /// <summary>The artifacts and counts of requests with their bytes, in the order of the file.</summary>
    internal async IAsyncEnumerable<(string Path, ReadOnlyMemory<byte> Content)> ArtifactsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var (path, content) in EntriesAsync(_name, _file, cancellationToken).ConfigureAwait(false))
        {
            if (
                path.StartsWith(BackupNames.ArtifactsFolder, StringComparison.Ordinal)
                && _list.GetValueOrDefault(path) == EntryOf(path, content)
            )
                yield return (path[BackupNames.ArtifactsFolder.Length..], content);
        }
    }

    /// <summary>A task a line.</summary>
    internal async Task<IReadOnlyList<ReadOnlyMemory<byte>>> TaskLinesAsync(CancellationToken cancellationToken)
    {
        await foreach (var (path, content) in EntriesAsync(_name, _file, cancellationToken).ConfigureAwait(false))
        {
            if (path == BackupNames.Tasks)
                return [.. Lines(content)];
        }
        return [];
    }

    private static async IAsyncEnumerable<(string Path, ReadOnlyMemory<byte> Content)> EntriesAsync(
        string name,
        Stream file,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        file.Position = 0;
        using var plain = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        using var tar = new TarReader(plain, leaveOpen: true);
        while (await NextAsync(name, tar, cancellationToken).ConfigureAwait(false) is { } entry)
            yield return entry;
    }

    private static async Task<(string Path, ReadOnlyMemory<byte> Content)?> NextAsync(
        string name,
        TarReader tar,
        CancellationToken cancellationToken
    )
    {
        try
        {
            if (await tar.GetNextEntryAsync(copyData: false, cancellationToken).ConfigureAwait(false) is not { } entry)
                return null;
            if (entry.EntryType is not (TarEntryType.RegularFile or TarEntryType.V7RegularFile) || !ArtifactPaths.IsSound(entry.Name))
                throw Broken(name, Problem.Of($"it has an entry {Quoted.Short(entry.Name)}"));
            using var content = new MemoryStream();
            if (entry.DataStream is { } data)
                await data.CopyToAsync(content, cancellationToken).ConfigureAwait(false);
            // The decompression takes a file that is cut off for one that ends there.
            if (content.Length != entry.Length)
                throw Broken(name, Problem.Of($"it is cut off in {entry.Name}"));
            return (entry.Name, content.ToArray());
        }
        // What the libraries say of bytes that are no compressed tar, or half of one.
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or FormatException or ArgumentException)
        {
            throw Broken(name, Problem.Of($"it cannot be unpacked"), broken);
        }
    }

    private static BackupHeader HeaderOf(string name, string path, ReadOnlyMemory<byte> content)
    {
        if (path != BackupNames.Header)
            throw Broken(name, Problem.Of($"it does not begin with {BackupNames.Header}"));
        var header = ArtifactJson.Read<BackupHeader>($"{name}, {path}", content);
        return header.Schema <= BackupHeader.Newest
            ? header
            : throw new UnreadableFileException(
                Problem.Of(
                    $"{name}: the backup has form {header.Schema}, this version knows {BackupHeader.Newest}: use version {header.Program} of the program"
                )
            );
    }

    private static Dictionary<string, BackupEntry> ReadList(string name, ReadOnlyMemory<byte> content) =>
        Lines(content)
            .Select(line => ArtifactJson.Read<BackupEntry>($"{name}, {BackupNames.List}", line))
            .ToDictionary(entry => entry.Path, StringComparer.Ordinal);

    private static BackupContents ContentsOf(BackupHeader header, Dictionary<string, BackupEntry> list, int tasks, string hash)
    {
        var artifacts = list.Values.Where(entry => entry.Path.StartsWith(BackupNames.ArtifactsFolder, StringComparison.Ordinal)).ToList();
        return new BackupContents
        {
            Header = header,
            Files = artifacts.Count,
            Bytes = artifacts.Sum(entry => entry.Bytes),
            Tasks = tasks,
            Days =
            [
                .. artifacts
                    .Select(entry => ArtifactPaths.DayOf(entry.Path[BackupNames.ArtifactsFolder.Length..]))
                    .OfType<DateOnly>()
                    .Distinct()
                    .Order(),
            ],
            Sha256 = hash,
        };
    }

    private static BackupEntry EntryOf(string path, ReadOnlyMemory<byte> content) =>
        new(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content.Span)));

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> content)
    {
        while (content.Span.IndexOf((byte)'\n') is var end and >= 0)
        {
            yield return content[..end];
            content = content[(end + 1)..];
        }
    }

    private static UnreadableFileException Broken(string name, Problem why, Exception? cause = null) =>
        new(Problem.Of($"{name}: no backup of this program, or a broken one: {why}"), cause);
}
