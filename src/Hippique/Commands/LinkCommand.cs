using System.CommandLine;
using Hippique.Api;
using Hippique.Embedded.Storage;
using Hippique.Hosting;
using Hippique.Hosting.Auth;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;

namespace Hippique.Commands;

/// <summary><c>hippique link [--viewer] [--json]</c>: a new link that opens a browser session of the service that works on the data folder.</summary>
public static class LinkCommand
{
    public static Command Create()
    {
        var viewer = new Option<bool>("--viewer") { Description = Texts.Get("link_viewer") };
        var command = new Command("link", Texts.Get("cli_link")) { viewer };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(viewer), Screen.Of(parsed), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(bool viewer, Screen screen, CancellationToken cancellationToken)
    {
        var data = SettingsReader.FromEnvironment().Data;
        var folder = data.OwnFolder;
        if (!IsServed(folder))
            return screen.Fail(Texts.Get("link_no_service", folder));
        if (RunningService.Find(folder) is not { } address)
            return screen.Fail(Texts.Get("serve_not_found", folder));
        using var service = new ServiceClient(address, AccessToken.Read(data.Folder)?.Value);
        var path = viewer ? SessionLinkEndpoint.ViewerPath : SessionLinkEndpoint.Path;
        var answer = await service.PostAsync<SessionLinkAnswer>(path, new { }, cancellationToken);
        if (!answer.TryGet(out var link))
            return screen.Fail(answer.Error);
        var text = viewer ? "link_viewer_made" : "serve_link";
        screen.Answer(link, told => screen.Out.WriteLine(Texts.Get(text, told.Url, BrowserSessions.LinkLifetime.TotalMinutes)));
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
