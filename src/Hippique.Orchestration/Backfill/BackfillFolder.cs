using System.Globalization;
using System.Text;
using System.Text.Json;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Hippique.Sources.Pmu;

namespace Hippique.Orchestration.Backfill;

/// <summary>
/// Where past days are put. A day that is whole has a file each in <c>races/</c>, <c>dividends/</c> and <c>pools/</c>, if it has lines for it, and last one in <c>days/</c>, which says that
/// it is whole. Until then its races lie in <c>work/</c>, each in a file. A stop at any moment costs the race that was being asked for.
/// </summary>
/// <param name="store">Of the folder.</param>
public sealed class BackfillFolder(IArtifactStore store) : IUnreadAnswers
{
    public const string Races = "races";
    public const string Dividends = "dividends";
    public const string Pools = "pools";
    private const string Days = "days";
    private const string Work = "work";
    private const string Unread = "unread";

    /// <summary>What an earlier run left of these days: days that are whole, and days that it had begun.</summary>
    public async Task<IReadOnlySet<DateOnly>> KnownAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var whole = await WholeAsync(cancellationToken).ConfigureAwait(false);
        var begun = await store.FoldersAsync($"{Work}/", cancellationToken).ConfigureAwait(false);
        return whole.Concat(begun.Select(DayOf).OfType<DateOnly>()).Where(day => day >= from && day <= to).ToHashSet();
    }

    /// <summary>Days that are whole.</summary>
    public async Task<IReadOnlySet<DateOnly>> WholeAsync(CancellationToken cancellationToken)
    {
        var paths = await store.ListAsync($"{Days}/", cancellationToken).ConfigureAwait(false);
        return paths.Select(path => DayOf(Path.GetFileNameWithoutExtension(path))).OfType<DateOnly>().ToHashSet();
    }

    /// <summary>The races of a day that was begun.</summary>
    public async Task<IReadOnlyDictionary<RaceCode, BackfilledRace>> BegunAsync(DateOnly day, CancellationToken cancellationToken)
    {
        var kept = await store.ReadAllAsync(WorkOf(day), cancellationToken).ConfigureAwait(false);
        return kept.Select(file => JsonSerializer.Deserialize<BackfilledRace>(file.Artifact.Content.Span, ArtifactJson.Options))
            .OfType<BackfilledRace>()
            .ToDictionary(race => race.Race);
    }

    public async Task KeepAsync(DateOnly day, BackfilledRace race, CancellationToken cancellationToken) =>
        await store.PutIfAbsentAsync($"{WorkOf(day)}{race.Race}.json", ArtifactJson.Write(race), cancellationToken).ConfigureAwait(false);

    /// <summary>Writes the files of a day that is whole, the one that says so last.</summary>
    public async Task FinishAsync(BackfilledDay day, IReadOnlyList<BackfilledRace> races, CancellationToken cancellationToken)
    {
        var lines = races.OrderBy(race => race.Race).Select(race => race.Lines).ToList();
        await WriteAsync(Races, day.Date, lines.Select(race => race?.Race), cancellationToken).ConfigureAwait(false);
        await WriteAsync(Dividends, day.Date, lines.Select(race => race?.Dividends), cancellationToken).ConfigureAwait(false);
        await WriteAsync(Pools, day.Date, lines.Select(race => race?.Stakes), cancellationToken).ConfigureAwait(false);
        await store.PutIfAbsentAsync($"{Days}/{Name(day.Date)}.json", ArtifactJson.Write(day), cancellationToken).ConfigureAwait(false);
        foreach (var path in await store.ListAsync(WorkOf(day.Date), cancellationToken).ConfigureAwait(false))
            await store.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    async Task IUnreadAnswers.KeepAsync(Uri address, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var parts = address.Segments.Select(segment => segment.Trim('/')).SkipWhile(segment => segment != "programme").Skip(1);
        await store.PutIfAbsentAsync($"{Unread}/{string.Join('-', parts)}.json", body, cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteAsync(string folder, DateOnly day, IEnumerable<string?> lines, CancellationToken cancellationToken)
    {
        var (path, content) = (
            $"{folder}/{Name(day)}.jsonl",
            Encoding.UTF8.GetBytes(string.Concat(lines.OfType<string>().Select(line => line + "\n")))
        );
        // Whoever wants a day anew has deleted its mark alone; until that is back, what lies here is of no whole day.
        await store.DeleteAsync(path, cancellationToken).ConfigureAwait(false);
        // A file without a line is no file of races to those that read it.
        if (content.Length > 0)
            await store.PutIfAbsentAsync(path, content, cancellationToken).ConfigureAwait(false);
    }

    private static string WorkOf(DateOnly day) => $"{Work}/{Name(day)}/";

    private static string Name(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly? DayOf(string name) =>
        DateOnly.TryParseExact(name, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
