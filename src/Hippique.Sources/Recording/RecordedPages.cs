using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hippique.Racing;
using Hippique.Sources.Pages;

namespace Hippique.Sources.Recording;

/// <summary>The recorded exchanges of one day, in the order of their time.</summary>
public sealed partial class RecordedPages
{
    private readonly IReadOnlyList<string> _folders;
    private readonly Dictionary<string, List<RecordedExchange>> _byUrl = new(StringComparer.Ordinal);

    private RecordedPages(
        IReadOnlyList<string> folders,
        IReadOnlyList<RecordedExchange> all,
        IReadOnlyList<RecordedPlan> plans,
        int unreadable
    )
    {
        (_folders, All, Plans, Unreadable) = (folders, all, plans, unreadable);
        foreach (var exchange in all)
        {
            if (!_byUrl.TryGetValue(exchange.Url, out var list))
                _byUrl.Add(exchange.Url, list = []);
            list.Add(exchange);
        }
    }

    public IReadOnlyList<RecordedExchange> All { get; }

    /// <summary>When the day was planned, the first time first; empty in a recording of a version that did not keep it.</summary>
    public IReadOnlyList<RecordedPlan> Plans { get; }

    /// <summary>Lines that could not be read; a process that was killed leaves at most one.</summary>
    public int Unreadable { get; }

    /// <summary>Reads the index of a day's folder.</summary>
    /// <param name="dayFolder">The day's folder, or its <c>pages</c>.</param>
    /// <exception cref="UnreadableFileException">There is no index, or nothing in it can be read.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static RecordedPages Load(string dayFolder)
    {
        var pages = FolderOf(dayFolder);
        var index = Path.Combine(pages, PageArchive.IndexName);
        if (!File.Exists(index))
            throw new UnreadableFileException(
                Problem.Of($"{dayFolder} has no recorded pages ({PageArchive.FolderName}/{PageArchive.IndexName})")
            );
        var unreadable = 0;
        var all = Lines<RecordedExchange>(index, ref unreadable);
        if (all.Count == 0)
            throw new UnreadableFileException(Problem.Of($"{index} holds no exchange that can be read"));
        var plans = Lines<RecordedPlan>(Path.Combine(pages, PageArchive.PlansName), ref unreadable);
        // Stable: exchanges of one moment stay in the order in which they were written.
        return new RecordedPages([pages], [.. all.OrderBy(exchange => exchange.At)], [.. plans.OrderBy(plan => plan.At)], unreadable);
    }

    /// <summary>
    /// With the exchanges of the day before, in which the plan of the evening lies; as it is if that day was not recorded. The plans stay those of this day.
    /// </summary>
    /// <param name="dayBefore">That day's folder.</param>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public RecordedPages After(string dayBefore)
    {
        var pages = FolderOf(dayBefore);
        var index = Path.Combine(pages, PageArchive.IndexName);
        if (!File.Exists(index))
            return this;
        var unreadable = Unreadable;
        var before = Lines<RecordedExchange>(index, ref unreadable);
        return new RecordedPages([.. _folders, pages], [.. before.Concat(All).OrderBy(exchange => exchange.At)], Plans, unreadable);
    }

    private static string FolderOf(string day) =>
        Path.Combine(day, PageArchive.FolderName) is var pages && Directory.Exists(pages) ? pages : day;

    /// <summary>A process that was killed leaves half a line, and another version lines of another kind: they are counted, and the others stand.</summary>
    private static List<T> Lines<T>(string file, ref int unreadable)
        where T : class
    {
        var all = new List<T>();
        if (!File.Exists(file))
            return all;
        foreach (var line in File.ReadLines(file))
        {
            if (Line<T>(line) is { } read)
                all.Add(read);
            else if (line.Length > 0)
                unreadable++;
        }
        return all;
    }

    /// <summary>When the first programme of a day was fetched; null where none was.</summary>
    public DateTimeOffset? FirstProgramme =>
        All.FirstOrDefault(exchange => exchange.Status == 200 && ProgrammePage().IsMatch(exchange.Url))?.At;

    /// <summary>The exchanges of one address, in the order of their time.</summary>
    public IReadOnlyList<RecordedExchange> Of(string url) => _byUrl.TryGetValue(url, out var list) ? list : [];

    /// <summary>The bytes of a body as they came.</summary>
    /// <exception cref="UnreadableFileException">The body is missing or corrupt.</exception>
    public byte[] Body(RecordedExchange exchange)
    {
        if (exchange.Body is not { Length: 64 } hash || !hash.All(char.IsAsciiHexDigitLower))
            return [];
        var path = _folders.Select(folder => Path.Combine(folder, PageArchive.BodyName(hash))).FirstOrDefault(File.Exists);
        if (path is null)
            throw new UnreadableFileException(
                Problem.Of($"the recorded body of {exchange.Url} is missing ({Path.Combine(_folders[0], PageArchive.BodyName(hash))})")
            );
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var body = new MemoryStream();
        gzip.CopyTo(body);
        return body.Length == exchange.Length
            ? body.ToArray()
            : throw new UnreadableFileException(Problem.Of($"the recorded body of {exchange.Url} is corrupt ({path})"));
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

    private static T? Line<T>(string line)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(line, PageArchive.Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Programmes of ZEturf, PMU, Geny and Boturfers; pages of single races lie deeper.
    [GeneratedRegex(@"^https?://[^/]+(/rest/client/[0-9]+|/fr)?/programme[^/?]*(/[^/?]+)?/?(\?.*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ProgrammePage();
}
