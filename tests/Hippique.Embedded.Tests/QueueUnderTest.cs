using System.Diagnostics;
using Hippique.Embedded.Storage;
using Hippique.Orchestration;
using Hippique.Orchestration.Opening;
using Hippique.Orchestration.Tasks;
using Hippique.Testing;
using Hippique.Testing.Clocks;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hippique.Embedded.Tests;

/// <summary>The real queue on a real SQLite file, on a clock that only the test moves.</summary>
internal sealed class QueueUnderTest : IAsyncDisposable
{
    private const int Loops = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private readonly ServiceProvider _services;
    private readonly ServiceOpening _service;
    private readonly bool _ownsFolder;
    private readonly string _database;
    private readonly int _places;

    public QueueUnderTest(DateTimeOffset now, string? folder = null, int maxConcurrency = 16)
    {
        Clock = new CountedClock(now);
        Handler = new RecordingHandler(Clock);
        _ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("hippique-queue-").FullName;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton<TimeProvider>(Clock);
        services.AddSingleton<ITaskHandler>(Handler);
        var options = new EmbeddedOptions { DataFolder = Folder, MaxConcurrency = maxConcurrency };
        services.AddHippiqueTasks(EmbeddedServices.Store, EmbeddedServices.Timer);
        services.AddHippiqueEmbedded(options);
        (_database, _places) = (options.DatabasePath, maxConcurrency);
        _services = services.BuildServiceProvider();
        _service = _services.GetRequiredService<ServiceOpening>();
        Queue = _services.GetRequiredService<TaskQueue>();
        Timer = _services.GetRequiredService<ITaskTimer>();
    }

    public CountedClock Clock { get; }
    public string Folder { get; }
    public RecordingHandler Handler { get; }
    public TaskQueue Queue { get; }
    public ITaskTimer Timer { get; }

    public async Task StartAsync()
    {
        await _service.StartedAsync(TestContext.Current.CancellationToken);
        await _service.WaitAsync(TestContext.Current.CancellationToken);
        await SettleAsync();
    }

    /// <summary>Lets the clock run in steps of a quarter second until the condition holds; fails after <paramref name="atMost"/> of its time.</summary>
    public async Task RunUntilAsync(Func<bool> condition, TimeSpan atMost)
    {
        var end = Clock.GetUtcNow() + atMost;
        while (!condition())
        {
            Clock.GetUtcNow().ShouldBeLessThan(end, "the condition did not come to hold");
            Clock.Advance(TimeSpan.FromMilliseconds(250));
            await SettleAsync();
        }
    }

    /// <summary>Moves the clock at once, as a machine does that was asleep, and lets the queue see it.</summary>
    public async Task LeapAsync(TimeSpan by)
    {
        Clock.Advance(by);
        await SettleAsync();
    }

    public async Task<TaskRecord> RecordAsync(string name, DateOnly date) =>
        (await Queue.OfDayAsync(date, TestContext.Current.CancellationToken)).Single(record => record.Task.Name == name);

    public async ValueTask DisposeAsync()
    {
        Handler.Release();
        // Quartz waits on the clock while it shuts down.
        var stopping = StopAsync();
        await BoundedWait.EndAsync(stopping, () => Clock.Advance(TimeSpan.FromMilliseconds(250)));
        await _services.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    private async Task StopAsync()
    {
        await _service.StoppingAsync(CancellationToken.None);
        await _service.StopAsync(CancellationToken.None);
    }

    /// <summary>
    /// Until the queue has come to rest on the new time, however busy the machine is: both loops of Quartz (what is due, what was missed) and the upkeep wait on the clock again, and no job
    /// is at work but those that the test holds.
    /// </summary>
    private async Task SettleAsync()
    {
        var since = Stopwatch.StartNew();
        do
        {
            since.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), "the queue does not come to rest");
            await Task.Delay(Pause, TimeProvider.System);
        } while (!LoopsRest || JobsAtWork() > Handler.Held);
    }

    // A job that the test holds waits on the clock to renew its lease. With every place taken by such a job, what is due waits for a place and not for the clock.
    private bool LoopsRest => Clock.Waiting - Handler.Held >= Loops || Handler.Held == _places;

    private int JobsAtWork()
    {
        using var connection = new SqliteConnection(SqlTaskStore.ConnectionString(_database));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM QRTZ_FIRED_TRIGGERS WHERE STATE = 'EXECUTING'";
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }
}
