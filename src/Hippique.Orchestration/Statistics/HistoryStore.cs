using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;

namespace Hippique.Orchestration.Statistics;

/// <summary>How many races an import added and how many were there already.</summary>
public readonly record struct HistoryImport(int New, int Known)
{
    public static HistoryImport operator +(HistoryImport a, HistoryImport b) => new(a.New + b.New, a.Known + b.Known);
}

/// <summary>
/// The program's own record of past races, one file a day (<c>history/2025-11-22.jsonl</c>, one race a line, by race). Races are only added; importing twice changes nothing.
/// </summary>
public sealed class HistoryStore(IArtifactStore artifacts)
{
    private const string Folder = "history/";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NewLine = "\n",
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Adds the races that are not yet there.</summary>
    /// <exception cref="ArtifactBusyException">Others changed the same day at every try.</exception>
    public async Task<HistoryImport> ImportAsync(IEnumerable<PastRace> races, CancellationToken cancellationToken)
    {
        var total = default(HistoryImport);
        foreach (var day in races.GroupBy(race => race.Date).OrderBy(day => day.Key))
            total += await ImportDayAsync(day.Key, [.. day], cancellationToken);
        return total;
    }

    /// <summary>Everything that is recorded.</summary>
    /// <exception cref="UnreadableFileException">A file was changed by hand and no longer reads; it is named.</exception>
    public async Task<RaceHistory> LoadAsync(CancellationToken cancellationToken)
    {
        var races = new List<PastRace>();
        foreach (var path in await artifacts.ListAsync(Folder, cancellationToken))
        {
            if (await artifacts.GetAsync(path, cancellationToken) is { } day)
                races.AddRange(Read(path, day.Content.Span));
        }
        return new RaceHistory(races);
    }

    /// <summary>What tells whether the record has changed since the last look.</summary>
    public Task<IReadOnlyList<StampedArtifact>> StampsAsync(CancellationToken cancellationToken) =>
        artifacts.StampsAsync(Folder, cancellationToken);

    /// <summary>A file of this record that lies elsewhere; null if it is another kind of file.</summary>
    /// <exception cref="IOException">It cannot be opened, or was changed by hand and no longer reads.</exception>
    public static IReadOnlyList<PastRace>? TryReadFile(string path)
    {
        if (!path.EndsWith(".jsonl", StringComparison.Ordinal) || !File.Exists(path))
            return null;
        // A recorded race has a discipline; only this record reduces it to the family.
        if (File.ReadLines(path).FirstOrDefault()?.Contains("\"family\":", StringComparison.Ordinal) != true)
            return null;
        try
        {
            return Read(path, File.ReadAllBytes(path));
        }
        catch (UnreadableFileException broken)
        {
            throw new FileRefusedException(broken.Problem, broken);
        }
    }

    /// <summary>Numbers (<c>R1C3</c>) of the races of a day that are recorded.</summary>
    /// <exception cref="UnreadableFileException">The day's file was changed by hand and no longer reads; it is named.</exception>
    public async Task<IReadOnlySet<string>> RacesAsync(DateOnly date, CancellationToken cancellationToken)
    {
        var path = PathOf(date);
        return await artifacts.GetAsync(path, cancellationToken) is { } day
            ? Read(path, day.Content.Span).Select(race => race.Race).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>();
    }

    private static string PathOf(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{Folder}{date:yyyy-MM-dd}.jsonl");

    private async Task<HistoryImport> ImportDayAsync(DateOnly date, List<PastRace> races, CancellationToken cancellationToken)
    {
        var path = PathOf(date);
        var outcome = default(HistoryImport);
        await artifacts.UpdateAsync(
            path,
            there =>
            {
                var all = there is null ? [] : Read(path, there.Content.Span);
                var names = all.Select(race => race.Race).ToHashSet(StringComparer.Ordinal);
                var added = races.Where(race => names.Add(race.Race)).ToList();
                outcome = new HistoryImport(added.Count, races.Count - added.Count);
                return added.Count == 0 ? null : Write(all.Concat(added));
            },
            cancellationToken
        );
        return outcome;
    }

    private static List<PastRace> Read(string path, ReadOnlySpan<byte> content)
    {
        var races = new List<PastRace>();
        try
        {
            foreach (var range in content.Split((byte)'\n'))
            {
                var line = content[range];
                if (!line.IsEmpty)
                    races.Add(JsonSerializer.Deserialize<PastRace>(line, Options) ?? throw new JsonException("null"));
            }
        }
        catch (JsonException broken)
        {
            throw new UnreadableFileException(
                Problem.Of($"{path}:{races.Count + 1}: no past race: {Problem.Verbatim(broken.Message)}"),
                broken
            );
        }
        return races;
    }

    private static byte[] Write(IEnumerable<PastRace> races)
    {
        var text = new StringBuilder();
        foreach (var race in races.OrderBy(race => race.Race, StringComparer.Ordinal))
            text.Append(JsonSerializer.Serialize(race, Options)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
