using System.Collections.Concurrent;
using Hippique.Orchestration.Artifacts;
using Hippique.Racing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Statistics;

/// <summary>
/// The published figures of the day as the service uses them: read at the start, with each change, and before a decision if another process has added to them.
/// </summary>
public sealed partial class CurrentFigures(FigureStore store, FigureCollector collector, TimeProvider clock, ILogger<CurrentFigures> logger)
    : IHostedService,
        IKeptReading
{
    private readonly ConcurrentDictionary<DateOnly, FigureRound> _rounds = new();
    private volatile DayBook? _now;

    /// <summary>What is published for the races of a day, as far as it was collected.</summary>
    public FigureBook Of(DateOnly date) => _now is { } now && now.Date == date ? now.Book : FigureBook.Empty;

    /// <summary>
    /// Collects a part of a day's figures; null if there is no more to collect, else after what time to go on. A process that takes up what another one began knows its figures, not
    /// which pages it found unreadable.
    /// </summary>
    /// <inheritdoc cref="FigureCollector.GoOnAsync" path="/param[@name='part']"/>
    /// <inheritdoc cref="FigureCollector.OpenAsync" path="/exception"/>
    public async Task<TimeSpan?> CollectAsync(DateOnly date, TimeSpan part, CancellationToken cancellationToken)
    {
        if (!_rounds.TryGetValue(date, out var round))
        {
            if (await collector.OpenAsync(date, () => RefreshAsync(date, CancellationToken.None), cancellationToken) is not { } opened)
                return null;
            round = _rounds.GetOrAdd(date, opened);
        }
        var rest = await collector.GoOnAsync(round, part, cancellationToken);
        if (rest is null)
            _rounds.TryRemove(date, out _);
        return rest;
    }

    public Task StartAsync(CancellationToken cancellationToken) => LookAsync(ParisTime.ProgrammeOf(clock.GetUtcNow()), cancellationToken);

    public async Task LookAsync(DateOnly date, CancellationToken cancellationToken)
    {
        try
        {
            var stamp = await store.StampAsync(date, cancellationToken);
            if (_now is not { } known || known.Date != date || known.Stamp != stamp)
                await RefreshAsync(date, cancellationToken);
        }
        // The boundary to files and disk: the races are analysed without the newest figures, and the analysis says what it does not know.
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            NotRead(logger, broken.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RefreshAsync(DateOnly date, CancellationToken cancellationToken)
    {
        // Before the figures themselves: what is added while they are read is read the next time.
        var stamp = await store.StampAsync(date, cancellationToken);
        _now = new DayBook(date, stamp, new FigureBook(await store.LoadAsync(date, cancellationToken)));
    }

    private sealed record DayBook(DateOnly Date, string? Stamp, FigureBook Book);

    [LoggerMessage(1, LogLevel.Error, "published figures could not be read: {Why}")]
    private static partial void NotRead(ILogger logger, string why);
}
