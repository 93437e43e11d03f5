using Hippique.Embedded;
using Hippique.Embedded.Storage;
using Hippique.EndToEnd.Serving;
using Hippique.Orchestration.Tasks;
using Hippique.Rehearsal;

namespace Hippique.EndToEnd.Rehearsal;

/// <summary>A working folder in which rehearsals are run by the real program.</summary>
internal sealed class RehearsalBench : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("hippique-rehearsal-").FullName;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public HippiqueProcess Serve(string arguments) => new(Folder, $"serve {arguments}", ("PORT", "0"));

    /// <summary>The anchor of the only rehearsal; null before it has begun.</summary>
    public RehearsalAnchor? Anchor => Place is { } place ? RehearsalAnchor.Find(place) : null;

    /// <summary>The folder of the only rehearsal.</summary>
    public string? Place => Directory.GetDirectories(Folder, "rehearsal-*") is [var only] ? only : null;

    /// <param name="date">Null: the first rehearsed day.</param>
    public async Task<IReadOnlyList<TaskRecord>> TasksAsync(DateOnly? date = null)
    {
        await using var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = Place! }.DatabasePath);
        return await table.OfDayAsync(date ?? Anchor!.Date, Token);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
