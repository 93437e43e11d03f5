using System.IO.Compression;
using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>
/// The lines of a gzip or plain text file, one at a time. <see cref="GZipStream"/> takes a file that was cut for one that ended, so a member of our own is
/// read after the file: only a file that is whole leads the decompressor to it.
/// </summary>
internal static class GzipLines
{
    private const int LongestLine = 8 * 1024 * 1024;
    private static readonly byte[] Seal = "\nhippique: the file ended here\n"u8.ToArray();
    private static readonly byte[] SealMember = Compress(Seal);

    /// <summary>
    /// Numbered lines, from 1, without their line ends; empty lines are counted and left out. The memory is overwritten by the next line.
    /// </summary>
    /// <exception cref="UnreadableFileException">The file is corrupt, cut, or has a line that no race needs.</exception>
    public static IEnumerable<(int Number, ReadOnlyMemory<byte> Line)> Read(Stream file, CancellationToken cancellationToken)
    {
        var first = file.ReadByte();
        if (first < 0)
            throw new UnreadableFileException(Problem.Of($"the file is empty"));
        Stream whole = new JoinedStream([(byte)first], file);
        var packed = first == 0x1f;
        if (packed)
            whole = new GZipStream(new JoinedStream(whole, SealMember), CompressionMode.Decompress);

        using (whole)
        {
            foreach (var line in Split(whole, packed, cancellationToken))
                yield return line;
        }
    }

    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Line)> Split(
        Stream text,
        bool sealedEnd,
        CancellationToken cancellationToken
    )
    {
        var buffer = new byte[1 << 16];
        int start = 0,
            end = 0,
            number = 0;
        var ended = !sealedEnd;
        while (true)
        {
            var length = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            if (length < 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (buffer, start, end) = MakeRoom(buffer, start, end);
                var read = text.Read(buffer, end, buffer.Length - end);
                if (read == 0)
                    break;
                end += read;
                continue;
            }

            number++;
            var line = Trim(buffer.AsMemory(start, length));
            start += length + 1;
            if (sealedEnd && line.Span.SequenceEqual(Seal.AsSpan()[1..^1]))
                ended = true;
            else if (!line.IsEmpty)
                yield return (number, line);
        }

        if (!ended)
            throw new UnreadableFileException(Problem.Of($"the file is cut short, or more follows its end"));
        var rest = Trim(buffer.AsMemory(start, end - start));
        if (!rest.IsEmpty)
            yield return (number + 1, rest);
    }

    private static (byte[] Buffer, int Start, int End) MakeRoom(byte[] buffer, int start, int end)
    {
        var kept = end - start;
        if (kept > LongestLine)
            throw new UnreadableFileException(Problem.Of($"a line is longer than {LongestLine / 1024 / 1024} MB"));
        var target = kept > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
        Buffer.BlockCopy(buffer, start, target, 0, kept);
        return (target, 0, kept);
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> line)
    {
        var span = line.Span;
        var from = 0;
        var to = span.Length;
        while (from < to && span[from] is (byte)' ' or (byte)'\t')
            from++;
        while (to > from && span[to - 1] is (byte)' ' or (byte)'\t' or (byte)'\r')
            to--;
        return line[from..to];
    }

    private static byte[] Compress(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
            gzip.Write(content);
        return target.ToArray();
    }
}
