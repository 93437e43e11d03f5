using System.Threading.Channels;
using Hippique.Racing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Hippique.Orchestration.Statistics;

/// <summary>The published figures of the day as the service uses them; collected in the background after each plan.</summary>
public sealed partial class CurrentFigures(FigureStore store, FigureCollector collector, TimeProvider clock, ILogger<CurrentFigures> logger)
    : BackgroundService
{
    private readonly Channel<DateOnly> _planned = Channel.CreateBounded<DateOnly>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest }
    );
    private volatile DayBook? _now;

    /// <summary>What is published for the races of a day, as far as it was collected.</summary>
    public FigureBook Of(DateOnly date) => _now is { } now && now.Date == date ? now.Book : FigureBook.Empty;

    /// <summary>A day was planned: its figures are collected when the ones before are done.</summary>
    public void Planned(DateOnly date) => _planned.Writer.TryWrite(date);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var today = ParisTime.ProgrammeOf(clock.GetUtcNow());
        await GuardedAsync(() => RefreshAsync(today, cancellationToken), cancellationToken);
        Planned(today);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var date in _planned.Reader.ReadAllAsync(stoppingToken))
            await GuardedAsync(() => collector.CollectAsync(date, () => RefreshAsync(date, stoppingToken), stoppingToken), stoppingToken);
    }

    private async Task RefreshAsync(DateOnly date, CancellationToken cancellationToken) =>
        _now = new DayBook(date, new FigureBook(await store.LoadAsync(date, cancellationToken)));

    private async Task GuardedAsync(Func<Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work();
        }
        // The boundary to sites, files and disk: the races are analysed without the newest figures, and the analysis says what it does not know.
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            NotCollected(logger, broken.Message);
        }
    }

    private sealed record DayBook(DateOnly Date, FigureBook Book);

    [LoggerMessage(1, LogLevel.Error, "published figures could not be collected: {Why}")]
    private static partial void NotCollected(ILogger logger, string why);
}
