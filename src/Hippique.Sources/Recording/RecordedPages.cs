using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hippique.Sources.Recording;

/// <summary>The recorded exchanges of one day, in the order of their time.</summary>
public sealed partial class RecordedPages
{
    private readonly string _pages;
    private readonly Dictionary<string, List<RecordedExchange>> _byUrl = new(StringComparer.Ordinal);

    private RecordedPages(string pages, List<RecordedExchange> all, int unreadable)
    {
        (_pages, All, Unreadable) = (pages, all, unreadable);
        foreach (var exchange in all)
        {
            if (!_byUrl.TryGetValue(exchange.Url, out var list))
                _byUrl.Add(exchange.Url, list = []);
            list.Add(exchange);
        }
    }

    public IReadOnlyList<RecordedExchange> All { get; }

    /// <summary>Lines that could not be read; a process that was killed leaves at most one.</summary>
    public int Unreadable { get; }

    /// <summary>Reads the index of a day's folder.</summary>
    /// <param name="dayFolder">The day's folder, or its <c>pages</c>.</param>
    /// <exception cref="InvalidDataException">There is no index, or nothing in it can be read.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static RecordedPages Load(string dayFolder)
    {
        var pages = Path.Combine(dayFolder, PageArchive.FolderName);
        if (!Directory.Exists(pages))
            pages = dayFolder;
        var index = Path.Combine(pages, PageArchive.IndexName);
        if (!File.Exists(index))
            throw new InvalidDataException($"{dayFolder} has no recorded pages ({PageArchive.FolderName}/{PageArchive.IndexName})");
        var all = new List<RecordedExchange>();
        var unreadable = 0;
        foreach (var line in File.ReadLines(index))
        {
            if (Line(line) is { } exchange)
                all.Add(exchange);
            else if (line.Length > 0)
                unreadable++;
        }
        if (all.Count == 0)
            throw new InvalidDataException($"{index} holds no exchange that can be read");
        // Stable: exchanges of one moment stay in the order in which they were written.
        return new RecordedPages(pages, [.. all.OrderBy(exchange => exchange.At)], unreadable);
    }

    /// <summary>When the first programme of a day was fetched; null where none was.</summary>
    public DateTimeOffset? FirstProgramme =>
        All.FirstOrDefault(exchange => exchange.Status == 200 && ProgrammePage().IsMatch(exchange.Url))?.At;

    /// <summary>The exchanges of one address, in the order of their time.</summary>
    public IReadOnlyList<RecordedExchange> Of(string url) => _byUrl.TryGetValue(url, out var list) ? list : [];

    /// <summary>The bytes of a body as they came.</summary>
    /// <exception cref="InvalidDataException">The body is missing or corrupt.</exception>
    public byte[] Body(RecordedExchange exchange)
    {
        if (exchange.Body is not { Length: 64 } hash || !hash.All(char.IsAsciiHexDigitLower))
            return [];
        var path = Path.Combine(_pages, PageArchive.BodyName(hash));
        if (!File.Exists(path))
            throw new InvalidDataException($"the recorded body of {exchange.Url} is missing ({path})");
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var body = new MemoryStream();
        gzip.CopyTo(body);
        return body.Length == exchange.Length
            ? body.ToArray()
            : throw new InvalidDataException($"the recorded body of {exchange.Url} is corrupt ({path})");
    }

    /// <summary>
    /// What an exchange stands for: itself, or, where the site answered "not modified", the last whole answer of that address before it.
    /// </summary>
    public RecordedExchange? Whole(RecordedExchange exchange) =>
        exchange.Status == 304
            ? Of(exchange.Url)
                // In the order of the file, since a clock that stands gives several exchanges one time.
                .TakeWhile(earlier => !ReferenceEquals(earlier, exchange))
                .LastOrDefault(earlier => earlier.Status == 200 && !earlier.Cut)
            : exchange;

    private static RecordedExchange? Line(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<RecordedExchange>(line, PageArchive.Json);
        }
        // Half a line, or one of another version: counted, and the others stand.
        catch (JsonException)
        {
            return null;
        }
    }

    // Programmes of ZEturf, PMU, Geny and Boturfers; pages of single races lie deeper.
    [GeneratedRegex(@"^https?://[^/]+(/rest/client/[0-9]+|/fr)?/programme[^/?]*(/[^/?]+)?/?(\?.*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProgrammePage();
}
