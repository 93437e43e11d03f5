using System.Buffers;
using System.Text;

namespace Hippique.Orchestration.Phases.Module;

/// <summary>The last characters of one or more streams, in the order in which they came; everything before is forgotten, however much it was.</summary>
internal sealed class OutputTail(int characters)
{
    private const int Chunk = 64 * 1024;
    private readonly Lock _gate = new();
    private readonly char[] _ring = new char[characters];
    private long _seen;

    /// <summary>Reads UTF-8 to the end of the stream, or until it breaks.</summary>
    public async Task DrainAsync(Stream stream, CancellationToken cancellationToken)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = ArrayPool<byte>.Shared.Rent(Chunk);
        var text = ArrayPool<char>.Shared.Rent(Encoding.UTF8.GetMaxCharCount(Chunk));
        try
        {
            int read;
            while ((read = await stream.ReadAsync(bytes.AsMemory(0, Chunk), cancellationToken).ConfigureAwait(false)) > 0)
                Add(text.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, read), text, flush: false)));
        }
        catch (IOException)
        {
            // The writer died in the middle: what came before counts.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
            ArrayPool<char>.Shared.Return(text);
        }
    }

    public override string ToString()
    {
        lock (_gate)
        {
            var length = (int)Math.Min(_seen, _ring.Length);
            var start = (int)((_seen - length) % _ring.Length);
            var text = string.Create(
                length,
                (_ring, start),
                static (span, from) =>
                {
                    for (var i = 0; i < span.Length; i++)
                        span[i] = from._ring[(from.start + i) % from._ring.Length];
                }
            );
            // The cut may have halved a character outside the basic plane.
            return length > 0 && char.IsLowSurrogate(text[0]) ? text[1..] : text;
        }
    }

    private void Add(ReadOnlySpan<char> text)
    {
        lock (_gate)
        {
            var kept = text.Length > _ring.Length ? text[^_ring.Length..] : text;
            _seen += text.Length - kept.Length;
            var at = (int)(_seen % _ring.Length);
            var first = Math.Min(kept.Length, _ring.Length - at);
            kept[..first].CopyTo(_ring.AsSpan(at));
            kept[first..].CopyTo(_ring);
            _seen += kept.Length;
        }
    }
}
