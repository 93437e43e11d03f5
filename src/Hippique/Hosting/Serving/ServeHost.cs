using Hippique.Api;
using Hippique.Commands;
using Hippique.Embedded.Storage;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Events;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Hippique.Hosting.Serving;

/// <summary>Runs the service from start to stop: one process for API, queue and daily plan.</summary>
public static class ServeHost
{
    /// <summary>Returns when the service was stopped (0) or could not start (1, said in one line).</summary>
    public static async Task<int> RunAsync(HippiqueSettings settings, CancellationToken cancellationToken)
    {
        using var held = DataFolderLock.TryTake(settings.Data.Folder);
        if (held is null)
            return CommandOutput.Fail(Texts.Get("serve_locked", settings.Data.Folder));
        var token = AccessToken.ReadOrMake(settings.Data.Folder);
        var terminal = !Console.IsOutputRedirected;
        await using var app = ServeApp.Build(settings, token, terminal, services => AddTerminal(services, terminal));
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException busy) when (busy.InnerException is AddressInUseException)
        {
            return CommandOutput.Fail(Texts.Get("serve_port_busy", settings.Server.Port));
        }
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        using (var announced = RunningService.Announce(settings.Data.Folder, address))
        {
            Greet(app.Services, settings.Server, announced.Address, token.Path);
            // Stops everything in turn before it returns.
            await app.WaitForShutdownAsync(cancellationToken);
        }
        return 0;
    }

    // On stderr: stdout is the log, and a log must not hold a link that opens a session.
    internal static void Greet(IServiceProvider services, ServerSettings server, Uri address, string tokenPath)
    {
        Console.Error.WriteLine(Texts.Get("serve_listening", address));
        if (server.RequireAuth)
        {
            var code = services.GetRequiredService<BrowserSessions>().NewLink();
            Console.Error.WriteLine(Texts.Get("serve_link", new Uri(address, $"{SessionEndpoint.Path}?code={code}")));
            Console.Error.WriteLine(Texts.Get("serve_token", tokenPath));
        }
        else
            Console.Error.WriteLine(Texts.Get("serve_open"));
        Console.Error.WriteLine(ResponsibleGambling.Line);
    }

    private static void AddTerminal(IServiceCollection services, bool terminal)
    {
        if (terminal)
            services.AddSingleton<IEventListener, TerminalDecisions>();
    }
}
