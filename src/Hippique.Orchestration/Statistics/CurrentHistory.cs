using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Statistics;

/// <summary>
/// The record of past races as the service uses it: read at the start, with the results of a day, which is when a new day becomes the past, and before a decision if another process has
/// added to it.
/// </summary>
public sealed partial class CurrentHistory(IArtifactStore artifacts, ILogger<CurrentHistory> logger) : IHostedService, IKeptReading
{
    private readonly HistoryStore _store = new(artifacts);
    private RaceHistory _now = RaceHistory.Empty;
    private IReadOnlyList<StampedArtifact>? _stamps;

    public RaceHistory Now => Volatile.Read(ref _now);

    public async Task LookAsync(DateOnly date, CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken);
        }
        // The boundary to the store: a race is decided with what was read before.
        catch (IOException away)
        {
            Broken(logger, away.Message);
        }
    }

    /// <summary>Reads it, unless it is as it was when it was last read.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            // Before the record itself: what is added while it is read is read the next time.
            var stamps = await _store.StampsAsync(cancellationToken);
            if (Volatile.Read(ref _stamps) is { } known && known.SequenceEqual(stamps))
                return;
            Volatile.Write(ref _now, await _store.LoadAsync(cancellationToken));
            Volatile.Write(ref _stamps, stamps);
            Loaded(logger, Now.Races);
        }
        // The boundary to files that a person may have changed: the day goes on with what was read before, and the analysis says what it does not know.
        catch (UnreadableFileException broken)
        {
            Broken(logger, broken.Message);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => RefreshAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1, LogLevel.Information, "record of past races: {Races}")]
    private static partial void Loaded(ILogger logger, int races);

    [LoggerMessage(2, LogLevel.Error, "the record of past races cannot be read: {Why}")]
    private static partial void Broken(ILogger logger, string why);
}
