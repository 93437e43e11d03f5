using Hippique.Embedded.Storage;
using Hippique.Hosting;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Logging;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Actions;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Backups;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Statistics;
using Hippique.Rehearsal;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hippique.Commands;

/// <summary>
/// How a verb reaches the handlers: if a service holds the data folder, over HTTP with its token, since only one process of a machine works on a folder; else in this process.
/// </summary>
internal sealed class LocalWork : IAsyncDisposable
{
    private readonly DataFolderLock? _held;
    private readonly ServiceProvider? _services;

    private LocalWork(DataFolderLock? held, ServiceProvider? services, ServiceClient? service) =>
        (_held, _services, Service) = (held, services, service);

    /// <summary>The service that holds the folder; null if this process does.</summary>
    public ServiceClient? Service { get; }

    /// <param name="settings">Checked.</param>
    /// <param name="screen">Of a verb that changes something, which is told where; null: it only looks.</param>
    /// <exception cref="ConfigurationException">The folder is held, but nobody answers there or the token cannot be read.</exception>
    public static async Task<LocalWork> OpenAsync(HippiqueSettings settings, Screen? screen = null)
    {
        var folder = settings.Data.OwnFolder;
        if (RehearsalAnchor.Find(settings.Data.Folder) is not null)
        {
            // On the clock of today, what this process did there would be of another day than all the rest.
            return RehearsalNodes.FindRunning(settings.Data.Folder, folder) is { } running
                ? Of(running, settings)
                : throw new ConfigurationException([Texts.Said("rehearsal_own_clock", settings.Data.Folder)]);
        }
        if (DataFolderLock.TryTake(folder) is { } held)
        {
            if (screen is not null)
                CloudNotice.Say(settings, screen);
            var services = Compose(settings);
            await UnfinishedRestore.RefuseAsync(services.GetRequiredService<IArtifactStore>(), CancellationToken.None);
            var logger = services.GetRequiredService<ILogger<DataFolderLock>>();
            await KilledRunCleanup.RunAsync(held, settings.Data, services, logger, CancellationToken.None);
            return new LocalWork(held, services, null);
        }
        return Of(folder, settings);
    }

    private static LocalWork Of(string folder, HippiqueSettings settings)
    {
        var address = RunningService.Find(folder) ?? throw new ConfigurationException([Texts.Said("serve_not_found", folder)]);
        return new LocalWork(null, null, new ServiceClient(address, AccessToken.Read(settings.Data.Folder)?.Value));
    }

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>Records in the action log what a verb does in this process.</summary>
    /// <param name="action">What is asked for.</param>
    /// <param name="subject">The name of a task or of the work; null: the whole installation.</param>
    /// <param name="act">Carries it out.</param>
    /// <param name="result">What came of it.</param>
    /// <param name="cancellationToken">Stopped by the user.</param>
    /// <exception cref="IOException">The log cannot be written: nothing was done.</exception>
    public Task<T> RecordAsync<T>(
        ActionKind action,
        string? subject,
        Func<Task<T>> act,
        Func<T, ActionResult> result,
        CancellationToken cancellationToken
    ) =>
        Get<ActionLog>()
            .RecordAsync(
                new ActionOrder
                {
                    Action = action,
                    Subject = subject,
                    Who = User,
                    From = new ActionOrigin(null, ActionClient.Cli),
                    CorrelationId = subject ?? Correlation,
                },
                act,
                result,
                cancellationToken
            );

    /// <summary>The correlation id of what has no name of its own.</summary>
    public const string Correlation = "cli";

    /// <summary>Who acts in this process.</summary>
    public static Actor User { get; } = new(ActorWay.Machine, Environment.UserName);

    /// <summary>What carries out a phase, with the record of past races, which a service reads at its start.</summary>
    /// <exception cref="IOException">The record cannot be read from the disk.</exception>
    public async Task<RunRaceHandler> RunnerAsync(CancellationToken cancellationToken)
    {
        await Get<CurrentHistory>().RefreshAsync(cancellationToken);
        return Get<RunRaceHandler>();
    }

    public async ValueTask DisposeAsync()
    {
        Service?.Dispose();
        if (_services is not null)
            await _services.DisposeAsync();
        _held?.Dispose();
    }

    /// <summary>The program's parts. The queue is not started: what is put into it waits for the next <c>serve</c>.</summary>
    public static ServiceProvider Compose(HippiqueSettings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddHippiqueLogging(!Console.IsErrorRedirected, toStandardError: true));
        services.AddHippique(settings);
        services.RemoveAll<IHostedService>();
        return services.BuildServiceProvider();
    }
}
