using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Statistics;

/// <summary>The record of past races as the service uses it: read at the start, and again with each plan of a day, which is when a new day becomes the past.</summary>
public sealed partial class CurrentHistory(IArtifactStore artifacts, ILogger<CurrentHistory> logger) : IHostedService
{
    private RaceHistory _now = RaceHistory.Empty;

    public RaceHistory Now => Volatile.Read(ref _now);

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            Volatile.Write(ref _now, await new HistoryStore(artifacts).LoadAsync(cancellationToken));
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
