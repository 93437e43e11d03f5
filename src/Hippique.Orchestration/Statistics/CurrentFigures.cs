using System.Collections.Concurrent;
using Hippique.Racing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Statistics;

/// <summary>The published figures of the day as the service uses them: read at the start, and again with each change.</summary>
public sealed partial class CurrentFigures(FigureStore store, FigureCollector collector, TimeProvider clock, ILogger<CurrentFigures> logger)
    : IHostedService
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

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(ParisTime.ProgrammeOf(clock.GetUtcNow()), cancellationToken);
        }
        // The boundary to files and disk: the races are analysed without the newest figures, and the analysis says what it does not know.
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            NotRead(logger, broken.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RefreshAsync(DateOnly date, CancellationToken cancellationToken) =>
        _now = new DayBook(date, new FigureBook(await store.LoadAsync(date, cancellationToken)));

    private sealed record DayBook(DateOnly Date, FigureBook Book);

    [LoggerMessage(1, LogLevel.Error, "published figures could not be read: {Why}")]
    private static partial void NotRead(ILogger logger, string why);
}
