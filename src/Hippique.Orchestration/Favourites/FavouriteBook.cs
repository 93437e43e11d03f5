using System.Globalization;
using System.Text.Json;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Favourites;

/// <summary>Keeps the favourites of each source at H-5, one line a race and one file a month, and counts how often a source agrees with PMU over the last 200 races.</summary>
public sealed partial class FavouriteBook(IArtifactStore store, ILogger<FavouriteBook> logger)
{
    /// <summary>The source that the others are compared with.</summary>
    public const string Reference = "pmu";

    /// <summary>Races of the window.</summary>
    public const int Window = 200;

    private const string Folder = "favourites/";
    private static readonly JsonSerializerOptions Json = new(ArtifactJson.Options) { WriteIndented = false };

    private readonly Lock _gate = new();

    /// <summary>What was read once, the newest last; null: not read yet.</summary>
    private Dictionary<RaceId, FavouriteLine>? _lines;

    /// <summary>Nothing if fewer than two sources name a favourite. A file that cannot be written costs the line, and no look.</summary>
    public async Task NoteAsync(
        RaceId race,
        IReadOnlyDictionary<string, IReadOnlyList<string>> favourites,
        CancellationToken cancellationToken
    )
    {
        if (favourites.Count < 2 || !favourites.ContainsKey(Reference))
            return;
        var line = new FavouriteLine { Race = race, Sources = favourites };
        try
        {
            byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, Json), (byte)'\n'];
            await store.AppendLinesAsync(PathOf(race.Date), bytes, cancellationToken).ConfigureAwait(false);
        }
        // The boundary to the disk: the phase has its prices, whatever becomes of this count.
        catch (IOException unwritable)
        {
            NotKept(logger, race, unwritable.Message);
            return;
        }
        lock (_gate)
        {
            if (_lines is not null)
                _lines[race] = line;
        }
    }

    /// <summary>By source; none if nothing was ever compared.</summary>
    /// <exception cref="IOException">The files cannot be read.</exception>
    public async Task<IReadOnlyList<FavouriteAgreement>> AgreementsAsync(CancellationToken cancellationToken)
    {
        List<FavouriteLine> lines;
        var known = _lines ?? await LoadAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _lines ??= known;
            lines = [.. _lines.Values.OrderByDescending(line => line.Race.Date)];
        }
        return
        [
            .. lines
                .SelectMany(line => line.Sources.Keys)
                .Where(source => source != Reference)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal)
                .Select(source => Of(source, lines)),
        ];
    }

    private static FavouriteAgreement Of(string source, List<FavouriteLine> newestFirst)
    {
        var compared = newestFirst.Select(line => line.Agree(Reference, source)).OfType<bool>().Take(Window).ToList();
        return new FavouriteAgreement(source, compared.Count, compared.Count(same => same));
    }

    /// <summary>The last two months: at sixty races a day more than the window of any source that is asked every day.</summary>
    private async Task<Dictionary<RaceId, FavouriteLine>> LoadAsync(CancellationToken cancellationToken)
    {
        var lines = new Dictionary<RaceId, FavouriteLine>();
        foreach (var path in (await store.ListAsync(Folder, cancellationToken).ConfigureAwait(false)).TakeLast(2))
        {
            if (await store.GetAsync(path, cancellationToken).ConfigureAwait(false) is not { } there)
                continue;
            foreach (var line in Read(there.Content.Span))
                lines[line.Race] = line;
        }
        return lines;
    }

    private static List<FavouriteLine> Read(ReadOnlySpan<byte> content)
    {
        var lines = new List<FavouriteLine>();
        foreach (var range in content.Split((byte)'\n'))
        {
            try
            {
                if (!content[range].IsEmpty && JsonSerializer.Deserialize<FavouriteLine>(content[range], Json) is { } line)
                    lines.Add(line);
            }
            // A line that a person changed counts for nothing.
            catch (JsonException) { }
        }
        return lines;
    }

    private static string PathOf(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{date:yyyy-MM}.jsonl");

    [LoggerMessage(1, LogLevel.Warning, "{Race}: the favourites cannot be kept: {Why}")]
    private static partial void NotKept(ILogger logger, RaceId race, string why);
}
