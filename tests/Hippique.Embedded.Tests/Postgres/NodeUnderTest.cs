using Hippique.Embedded.Postgres;
using Hippique.Orchestration;
using Hippique.Orchestration.Opening;
using Hippique.Orchestration.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Hippique.Embedded.Tests.Postgres;

/// <summary>A node on the machine's own clock, as it runs in a service.</summary>
internal sealed class NodeUnderTest : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ServiceProvider _services;

    public NodeUnderTest(PostgresOptions options)
    {
        Handler = new RecordingHandler(TimeProvider.System);
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning));
        services.AddSingleton<ITaskHandler>(Handler);
        services.AddHippiquePostgres(options);
        services.AddHippiqueTasks(EmbeddedServices.Store, EmbeddedServices.Timer);
        services.AddHippiqueEmbedded(
            new EmbeddedOptions
            {
                DataFolder = Path.GetTempPath(),
                Postgres = options,
                UpkeepEvery = TimeSpan.FromSeconds(1),
            }
        );
        _services = services.BuildServiceProvider();
        Queue = _services.GetRequiredService<TaskQueue>();
    }

    public RecordingHandler Handler { get; }
    public TaskQueue Queue { get; }
    public ITaskTimer Timer => _services.GetRequiredService<ITaskTimer>();
    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private ServiceOpening Opening => _services.GetRequiredService<ServiceOpening>();

    public async Task StartAsync()
    {
        await Opening.StartedAsync(TestContext.Current.CancellationToken);
        await Opening.WaitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Waits for the task's end, however busy the machine is.</summary>
    public async Task<TaskEnd> EndedAsync(PlannedTask task)
    {
        using var enough = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await Queue.FindAsync(task.Name, enough.Token) is { End: { } end })
                return end;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, enough.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Handler.Release();
        await Opening.StoppingAsync(CancellationToken.None);
        await Opening.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
