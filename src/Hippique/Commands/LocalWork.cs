using Hippique.Embedded.Storage;
using Hippique.Hosting;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Logging;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;
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
        if (DataFolderLock.TryTake(folder) is { } held)
        {
            if (RehearsalAnchor.Find(folder) is not null)
            {
                // On the clock of today, what is done there would be of another day than all the rest.
                held.Dispose();
                throw new ConfigurationException([Texts.Said("rehearsal_own_clock", folder)]);
            }
            if (screen is not null)
                CloudNotice.Say(settings, screen);
            var services = Services(settings);
            var logger = services.GetRequiredService<ILogger<DataFolderLock>>();
            await KilledRunCleanup.RunAsync(held, settings.Data, services, logger, CancellationToken.None);
            return new LocalWork(held, services, null);
        }
        var address = RunningService.Find(folder) ?? throw new ConfigurationException([Texts.Said("serve_not_found", folder)]);
        return new LocalWork(null, null, new ServiceClient(address, AccessToken.Read(settings.Data.Folder)?.Value));
    }

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

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

    // The queue is not started: what is put into it waits for the next serve.
    private static ServiceProvider Services(HippiqueSettings settings)
    {
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.AddHippiqueLogging(!Console.IsErrorRedirected, toStandardError: true));
        services.AddHippique(settings);
        services.RemoveAll<IHostedService>();
        return services.BuildServiceProvider();
    }
}
