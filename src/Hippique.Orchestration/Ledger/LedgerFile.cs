using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Ledger;

/// <summary>
/// One file of the ledger as it was read: a line for each entry, chained by hash, and last the seal, <c>{"seal":12,"hash":"…"}</c>, with the number of entries and the hash of the
/// last one, so that lines that are missing at the end are missed too.
/// </summary>
public sealed class LedgerFile
{
    private const int HashLength = 64;
    private static readonly byte[] HashStart = ",\"hash\":\""u8.ToArray();
    private static readonly byte[] HashEnd = "\"}"u8.ToArray();

    /// <summary>The bytes of the entries, without the seal.</summary>
    private readonly ReadOnlyMemory<byte> _body;

    private LedgerFile(string path, ReadOnlyMemory<byte> body, IReadOnlyList<LedgerEntry> entries, IReadOnlyList<LedgerFault> faults) =>
        (Path, _body, Entries, Faults) = (path, body, entries, faults);

    public string Path { get; }

    /// <summary>Those that read, in the order of the file.</summary>
    public IReadOnlyList<LedgerEntry> Entries { get; }

    /// <summary>What shows that something else than this program has changed it; empty: nothing has.</summary>
    public IReadOnlyList<LedgerFault> Faults { get; }

    /// <summary>The entries read together.</summary>
    public LedgerBook Book => field ??= LedgerBook.Of(Entries);

    /// <summary>The keys that stand in it.</summary>
    internal IReadOnlySet<string> Keys => field ??= Entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);

    /// <summary>A file that is not there yet.</summary>
    public static LedgerFile Empty(string path) => new(path, default, [], []);

    /// <param name="path">Where it lies.</param>
    /// <param name="content">What lies there.</param>
    /// <param name="before">As it was read earlier: if these bytes only go on from there, what was read is not read again.</param>
    public static LedgerFile Read(string path, ReadOnlyMemory<byte> content, LedgerFile? before = null)
    {
        var known = before is { Faults.Count: 0 } && content.Span.StartsWith(before._body.Span) ? before : Empty(path);
        var lines = LinesOf(content[known._body.Length..]);
        var read = new ReadLine[lines.Count];
        // A month has some thousand lines; an imported one can have a hundred thousand.
        Parallel.For(0, lines.Count, number => read[number] = Parse(path, lines[number]));
        List<LedgerEntry> entries = [.. known.Entries];
        var faults = new List<LedgerFault>();
        var keys = entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        var previous = known.LastHash;
        var seal = read is [.., { Seal: { } last }] ? last : null;
        var first = entries.Count + 1;
        for (var i = 0; i < read.Length - (seal is null ? 0 : 1); i++)
        {
            var line = first + i;
            if (read[i].Entry is not { } entry)
            {
                faults.Add(new LedgerFault(line, LedgerFaultKind.Unreadable));
                continue;
            }
            if (!read[i].IsOwnHash)
                faults.Add(new LedgerFault(line, LedgerFaultKind.Changed));
            if (entry.Previous != previous || entry.Entry != line)
                faults.Add(new LedgerFault(line, LedgerFaultKind.OutOfChain));
            if (!keys.Add(entry.Key))
                faults.Add(new LedgerFault(line, LedgerFaultKind.KeyTwice));
            previous = entry.Hash ?? "";
            entries.Add(entry);
        }
        var end = first + read.Length - 1;
        if (seal is null || seal.Count != end - 1 || seal.Hash != previous)
            faults.Add(new LedgerFault(end, LedgerFaultKind.Seal));
        return new LedgerFile(path, content[..(seal is null ? content.Length : content.Length - lines[^1].Length - 1)], entries, faults);
    }

    /// <summary>The same with facts behind it, as the bytes to be written.</summary>
    /// <param name="added">What is added, each with its key; at least one.</param>
    public byte[] With(IReadOnlyList<NewEntry> added)
    {
        using var bytes = new MemoryStream();
        bytes.Write(_body.Span);
        var previous = LastHash;
        var number = Entries.Count;
        foreach (var one in added)
        {
            previous = Write(
                bytes,
                new LedgerEntry
                {
                    Entry = ++number,
                    Key = one.Key,
                    Corrects = one.Corrects,
                    Race = one.Race,
                    Ticket = one.Ticket,
                    Simulated = one.Simulated,
                    Fact = one.Fact,
                    Previous = previous,
                }
            );
        }
        bytes.Write(ArtifactJson.WriteLine(new LedgerSeal(number, previous)));
        return bytes.ToArray();
    }

    private string LastHash => Entries is [.., { Hash: { } last }] ? last : Start(Path);

    private static string Write(MemoryStream bytes, LedgerEntry entry)
    {
        var body = ArtifactJson.WriteLine(entry).AsSpan()[..^"}\n".Length];
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        bytes.Write(body);
        bytes.Write(HashStart);
        bytes.Write(Encoding.ASCII.GetBytes(hash));
        bytes.Write(HashEnd);
        bytes.WriteByte((byte)'\n');
        return hash;
    }

    private static ReadLine Parse(string path, ReadOnlyMemory<byte> line)
    {
        try
        {
            if (line.Span.StartsWith("{\"seal\":"u8))
                return new ReadLine(null, ArtifactJson.Read<LedgerSeal>(path, line), false);
            var entry = LedgerEntryReader.Read(line.Span);
            return new ReadLine(entry, null, IsOwn(line.Span));
        }
        // The boundary to a file that anybody may have changed: what does not read is a fault of its line.
        catch (Exception broken) when (broken is ArtifactException or JsonException or FormatException or InvalidOperationException)
        {
            return new ReadLine(null, null, false);
        }
    }

    private static bool IsOwn(ReadOnlySpan<byte> line)
    {
        var tail = HashStart.Length + HashLength + HashEnd.Length;
        if (line.Length <= tail || !line[^tail..].StartsWith(HashStart) || !line.EndsWith(HashEnd))
            return false;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> hex = stackalloc byte[HashLength];
        SHA256.HashData(line[..^tail], hash);
        return Convert.TryToHexStringLower(hash, hex, out _) && hex.SequenceEqual(line[^(HashLength + HashEnd.Length)..^HashEnd.Length]);
    }

    private static string Start(string path) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(path)));

    private static List<ReadOnlyMemory<byte>> LinesOf(ReadOnlyMemory<byte> content)
    {
        var lines = new List<ReadOnlyMemory<byte>>();
        while (content.Length > 0)
        {
            var end = content.Span.IndexOf((byte)'\n');
            lines.Add(end < 0 ? content : content[..end]);
            content = end < 0 ? default : content[(end + 1)..];
        }
        return lines;
    }

    private readonly record struct ReadLine(LedgerEntry? Entry, LedgerSeal? Seal, bool IsOwnHash);

    /// <param name="Count">Entries before it.</param>
    /// <param name="Hash">Of the last one.</param>
    private sealed record LedgerSeal([property: JsonPropertyName("seal")] int Count, string Hash);
}

/// <summary>A line of the ledger that is not as this program wrote it.</summary>
/// <param name="Line">Counted from 1; for <see cref="LedgerFaultKind.Seal"/> the last one.</param>
/// <param name="Kind">What shows it.</param>
public sealed record LedgerFault(int Line, LedgerFaultKind Kind);

public enum LedgerFaultKind
{
    /// <summary>It is no entry.</summary>
    Unreadable,

    /// <summary>Its hash is not that of what it says.</summary>
    Changed,

    /// <summary>It does not follow the entry before it: lines were removed, added or swapped.</summary>
    OutOfChain,

    /// <summary>Its key stands in an entry before it.</summary>
    KeyTwice,

    /// <summary>The seal is missing, or is of another number of entries: lines at the end were removed or added.</summary>
    Seal,
}

/// <summary>What is to be added.</summary>
public sealed record NewEntry
{
    public required string Key { get; init; }
    public string? Corrects { get; init; }
    public RaceId? Race { get; init; }
    public string? Ticket { get; init; }
    public bool Simulated { get; init; }
    public required LedgerFact Fact { get; init; }
}
