using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Sources.Recording;

/// <summary>
/// A day of PMU API answers, or several days, a line each time one changed (<c>at_utc</c>, <c>path</c>, <c>body</c>): at any moment the state of a path is its last line at or before it.
/// </summary>
public sealed class RecordedApiDay
{
    private const string ProgrammePath = "programme/";
    private readonly Dictionary<string, List<(DateTimeOffset At, byte[] Packed)>> _states = new(StringComparer.Ordinal);

    private RecordedApiDay() { }

    public int Lines { get; private set; }

    /// <summary>The moments of the first and the last line.</summary>
    public DateTimeOffset From { get; private set; } = DateTimeOffset.MaxValue;
    public DateTimeOffset To { get; private set; } = DateTimeOffset.MinValue;

    /// <summary>The first and the last programme day of which the programme and a race were recorded; without one, the day of the last line.</summary>
    public DateOnly FirstDay => Days().DefaultIfEmpty(ParisTime.ProgrammeOf(To)).Min();
    public DateOnly LastDay => Days().DefaultIfEmpty(ParisTime.ProgrammeOf(To)).Max();

    /// <summary>
    /// Paths below the API's root, such as <c>programme/06122025/R1/C1/participants</c>, with their query where the recording keeps it
    /// (<c>…/citations?paris=&amp;specialisation=INTERNET</c>).
    /// </summary>
    public IEnumerable<string> Paths => _states.Keys;

    /// <exception cref="UnreadableFileException">The file is corrupt or cut, or a line is no such answer.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static RecordedApiDay Load(string file, CancellationToken cancellationToken)
    {
        var day = new RecordedApiDay();
        using var stream = File.OpenRead(file);
        foreach (var (number, line) in GzipLines.Read(stream, cancellationToken))
            day.Add(number, line);
        return day.Lines > 0 ? day : throw new UnreadableFileException(Problem.Of($"{file} holds no answers"));
    }

    /// <summary>The body of a path at a moment, as UTF-8 JSON; null where it had not been seen yet, or never was.</summary>
    public byte[]? At(string path, DateTimeOffset moment)
    {
        if (!_states.TryGetValue(path, out var states))
            return null;
        var last = states.FindLastIndex(state => state.At <= moment);
        return last < 0 ? null : Unpack(states[last].Packed);
    }

    // The programme of the next day alone may have been looked at in the evening.
    private IEnumerable<DateOnly> Days() =>
        _states
            .Keys.Where(path => path.StartsWith(ProgrammePath, StringComparison.Ordinal))
            .Select(path => path[ProgrammePath.Length..].Split('/', 2))
            .Where(parts => parts.Length == 2 && _states.ContainsKey(ProgrammePath + parts[0]))
            .Select(parts => DateOnly.TryParseExact(parts[0], "ddMMyyyy", null, DateTimeStyles.None, out var day) ? day : (DateOnly?)null)
            .OfType<DateOnly>();

    private void Add(int number, ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = 128 });
            var root = document.RootElement;
            var path = root.GetProperty("path").GetString() ?? "";
            var at = DateTimeOffset.Parse(
                root.GetProperty("at_utc").GetString() ?? "",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            );
            if (!_states.TryGetValue(path, out var states))
                _states.Add(path, states = []);
            if (states.Count > 0 && states[^1].At > at)
                throw new UnreadableFileException(Problem.Of($"line {number} is older than the one before it of {path}"));
            states.Add((at, Pack(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(root.GetProperty("body")))));
            (Lines, From, To) = (Lines + 1, at < From ? at : From, at > To ? at : To);
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or FormatException or InvalidOperationException)
        {
            throw new UnreadableFileException(
                Problem.Of($"line {number} is no recorded answer (at_utc, path, body): {Problem.Verbatim(wrong.Message)}"),
                wrong
            );
        }
    }

    // A day is 100 MB of JSON that says almost the same again and again.
    private static byte[] Pack(ReadOnlySpan<byte> body)
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest))
            deflate.Write(body);
        return packed.ToArray();
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var body = new MemoryStream();
        deflate.CopyTo(body);
        return body.ToArray();
    }
}
