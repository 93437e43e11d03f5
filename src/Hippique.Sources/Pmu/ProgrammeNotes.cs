using System.Text.Json;
using Hippique.Sources.Storage;

namespace Hippique.Sources.Pmu;

/// <summary>
/// Keeps, over restarts, for which moment the last programme of each day was read and from which answer, which lies among the recorded pages. If a note cannot be written or read, the
/// programme is asked for once more.
/// </summary>
internal sealed class ProgrammeNotes(ISourceStore store)
{
    /// <summary>Of the store.</summary>
    public const string Path = "sources/pmu_programmes.json";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Null where there is none.</summary>
    public async Task<ProgrammeNote?> OfAsync(DateOnly date, CancellationToken cancellationToken)
    {
        try
        {
            return Parse(await store.GetAsync(Path, cancellationToken).ConfigureAwait(false)).Find(note => note.Date == date);
        }
        catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>In place of the one before of the same day; days that were read longest ago give way.</summary>
    public Task NoteAsync(ProgrammeNote note, CancellationToken cancellationToken) =>
        ChangeAsync(
            notes => [.. notes.Where(other => other.Date != note.Date).OrderBy(other => other.At).TakeLast(DayCache.MaxDays - 1), note],
            cancellationToken
        );

    public Task ForgetAsync(DateOnly date, CancellationToken cancellationToken) =>
        ChangeAsync(notes => [.. notes.Where(note => note.Date != date)], cancellationToken);

    private async Task ChangeAsync(Func<List<ProgrammeNote>, List<ProgrammeNote>> change, CancellationToken cancellationToken)
    {
        try
        {
            await store
                .UpdateAsync(
                    Path,
                    there => [.. JsonSerializer.SerializeToUtf8Bytes(new File(change(Parse(there))), Json), (byte)'\n'],
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        // The programme has been read; that a later process will not know it must not cost it.
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException) { }
    }

    private static List<ProgrammeNote> Parse(ReadOnlyMemory<byte>? there)
    {
        try
        {
            return there is { } json && JsonSerializer.Deserialize<File>(json.Span, Json) is { Programmes: { } notes }
                ? [.. notes.Where(note => note is { Url: not null })]
                : [];
        }
        // Half a file after a crash: nothing is known.
        catch (JsonException)
        {
            return [];
        }
    }

    private sealed record File(List<ProgrammeNote> Programmes);
}

/// <summary>Which answer the last programme of a day was read from.</summary>
internal sealed record ProgrammeNote
{
    /// <summary>Programme day.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The moment for which it was fetched.</summary>
    public required DateTimeOffset For { get; init; }

    /// <summary>When it was answered.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The address that answered.</summary>
    public required string Url { get; init; }
}
