using System.CommandLine;
using Hippique.Api;
using Hippique.Embedded.Storage;
using Hippique.Hosting;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;

namespace Hippique.Commands;

/// <summary><c>hippique link [--json]</c>: a new link that opens a browser session of the service that works on the data folder.</summary>
public static class LinkCommand
{
    public static Command Create()
    {
        var command = new Command("link", Texts.Get("cli_link"));
        command.SetAction((parsed, cancellationToken) => RunAsync(Screen.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(Screen screen, CancellationToken cancellationToken)
    {
        var data = SettingsReader.FromEnvironment().Data;
        var folder = data.OwnFolder;
        if (!IsServed(folder))
            return screen.Fail(Texts.Get("link_no_service", folder));
        if (RunningService.Find(folder) is not { } address)
            return screen.Fail(Texts.Get("serve_not_found", folder));
        using var service = new ServiceClient(address, AccessToken.Read(data.Folder)?.Value);
        var answer = await service.PostAsync<SessionLinkAnswer>(SessionLinkEndpoint.Path, new { }, cancellationToken);
        if (!answer.TryGet(out var link))
            return screen.Fail(answer.Error);
        screen.Answer(link, told => screen.Out.WriteLine(Texts.Get("serve_link", told.Url, BrowserSessions.LinkLifetime.TotalMinutes)));
        return 0;
    }

    // An announcement that a killed service left behind may name a port that is somebody else's by now, who must not be shown the token.
    private static bool IsServed(string folder)
    {
        if (!Directory.Exists(folder))
            return false;
        using var held = DataFolderLock.TryTake(folder);
        return held is null;
    }
}
