using System.Net;
using System.Runtime.ExceptionServices;
using Hippique.Api;
using Hippique.Commands;
using Hippique.Embedded.Nodes;
using Hippique.Embedded.Storage;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Opening;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hippique.Hosting.Serving;

/// <summary>Runs the service from start to stop: one process for API, queue and daily plan.</summary>
public static class ServeHost
{
    /// <summary>Returns when the service was stopped (0) or could not start (1, said in one line).</summary>
    /// <param name="settings">Checked.</param>
    /// <param name="screen">Where it says so.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="variant">What is other than on a real clock; null: nothing.</param>
    internal static async Task<int> RunAsync(
        HippiqueSettings settings,
        Screen screen,
        CancellationToken cancellationToken,
        ServeVariant? variant = null
    )
    {
        using var held = DataFolderLock.TryTake(settings.Data.OwnFolder);
        if (held is null)
            return screen.Fail(Texts.Get(settings.Postgres is null ? "serve_locked" : "serve_locked_node", settings.Data.OwnFolder));
        CloudNotice.Say(settings, screen);
        if (OwnerOnlyFiles.Tighten(settings.Data.Folder) is [var open, ..] all)
            Console.Error.WriteLine(Texts.Get("serve_files_open", all.Count, open));
        var token = settings.Access.HasOwnToken ? AccessToken.ReadOrMake(settings.Data.Folder) : AccessToken.None;
        var terminal = screen.IsTerminal;
        await using var app = ServeApp.Build(
            settings,
            token,
            terminal,
            services =>
            {
                services.AddHostedService<HeapRelease>();
                if (variant is null)
                    AddTerminal(services, terminal);
                else
                    variant.Change(services);
            },
            variant?.Queue
        );
        var logger = app.Services.GetRequiredService<ILogger<DataFolderLock>>();
        await KilledRunCleanup.RunAsync(held, settings.Data, app.Services, logger, cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException busy) when (busy.InnerException is AddressInUseException)
        {
            return screen.Fail(Texts.Get("serve_port_busy", settings.Server.Port));
        }
        StopDeadline.ComeFirst();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using var announced = RunningService.Announce(settings.Data.OwnFolder, address);
        if (app.Services.GetService<NodeAddress>() is { } node)
            node.Value = AmongNodes(announced.Address, settings.Server).ToString();
        // Stops everything in turn before it ends.
        var stopped = app.WaitForShutdownAsync(cancellationToken);
        var opening = app.Services.GetRequiredService<ServiceOpening>();
        await Task.WhenAny(opening.Settled, stopped);
        // Not before: a start that fails is one line.
        if (opening.State is OpeningState.Open)
            Greet(app.Services, settings.Server, announced.Address, token.Path);
        else
            app.Lifetime.StopApplication();
        await stopped;
        if (opening.State is OpeningState.Failed { Cause: var cause })
            ExceptionDispatchInfo.Throw(cause);
        return 0;
    }

    // On stderr: stdout is the log, and a log must not hold a link that opens a session.
    internal static void Greet(IServiceProvider services, ServerSettings server, Uri address, string tokenPath)
    {
        Console.Error.WriteLine(Texts.Get("serve_listening", address));
        var access = services.GetRequiredService<HippiqueSettings>().Access;
        if (server.RequireAuth && access.HasOwnToken)
        {
            var link = services.GetRequiredService<BrowserSessions>().NewLink();
            Console.Error.WriteLine(
                Texts.Get("serve_link", SessionEndpoint.LinkTo(address, link), BrowserSessions.LinkLifetime.TotalMinutes)
            );
            Console.Error.WriteLine(Texts.Get("serve_token", tokenPath));
        }
        AccessNotices.Say(services, services.GetRequiredService<HippiqueSettings>());
        if (services.GetRequiredService<HippiqueSettings>().Postgres is { } shared)
            Console.Error.WriteLine(Texts.Get("serve_node", shared.Node.Name, shared.Place));
        else if (Environment.GetEnvironmentVariable(PostgresReader.Url) is { Length: > 0 })
            Console.Error.WriteLine(Texts.Get("serve_database_unused"));
        Console.Error.WriteLine(ResponsibleGambling.Paragraph);
    }

    // Loopback is another machine's for whoever reads the list elsewhere.
    private static Uri AmongNodes(Uri address, ServerSettings server) =>
        IPAddress.IsLoopback(server.Bind) ? address : new UriBuilder(address) { Host = Environment.MachineName }.Uri;

    private static void AddTerminal(IServiceCollection services, bool terminal)
    {
        if (terminal)
            services.AddSingleton<IEventListener, TerminalDecisions>();
    }
}
