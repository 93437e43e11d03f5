using Hippique.Embedded.Planning;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Embedded.Tests;

/// <summary>The real queue on a real SQLite file, on a clock that only the test moves.</summary>
internal sealed class QueueUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly IHostedLifecycleService _service;
    private readonly bool _ownsFolder;

    public QueueUnderTest(
        DateTimeOffset now,
        string? folder = null,
        bool dailyPlan = false,
        int maxConcurrency = 16,
        TimeProvider? clock = null
    )
    {
        Clock = new FakeTimeProvider(now);
        _ownsFolder = folder is null;
        Folder = folder ?? Directory.CreateTempSubdirectory("hippique-queue-").FullName;
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton(clock ?? Clock);
        services.AddSingleton<ITaskHandler>(Handler);
        services.AddSingleton<IDailyPlan>(Plan);
        services.AddHippiqueEmbedded(
            new EmbeddedOptions
            {
                DataFolder = Folder,
                DailyPlan = dailyPlan,
                MaxConcurrency = maxConcurrency,
            }
        );
        _services = services.BuildServiceProvider();
        _service = _services.GetServices<IHostedService>().OfType<IHostedLifecycleService>().Single();
        Queue = _services.GetRequiredService<ITaskQueue>();
    }

    public FakeTimeProvider Clock { get; }
    public string Folder { get; }
    public RecordingHandler Handler { get; } = new();
    public RecordingPlan Plan { get; } = new();
    public ITaskQueue Queue { get; }

    public async Task StartAsync()
    {
        await _service.StartAsync(TestContext.Current.CancellationToken);
        await _service.StartedAsync(TestContext.Current.CancellationToken);
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
        (await Queue.ListAsync(date, TestContext.Current.CancellationToken)).Single(record => record.Task.Name == name);

    public async ValueTask DisposeAsync()
    {
        Handler.Release();
        // Quartz waits on the clock while it shuts down.
        var stopping = _service.StopAsync(CancellationToken.None);
        while (!stopping.IsCompleted)
        {
            Clock.Advance(TimeSpan.FromMilliseconds(250));
            await SettleAsync();
        }
        await stopping;
        await _services.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(Folder, recursive: true);
    }

    // The queue works on threads of its own; a moment of real time lets them come to rest on the new time.
    private static Task SettleAsync() => Task.Delay(TimeSpan.FromMilliseconds(8), TimeProvider.System);
}
