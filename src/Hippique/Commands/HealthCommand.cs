using System.CommandLine;
using System.Net;
using System.Text.Json;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Hosting.Serving;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Commands;

/// <summary>
/// <c>hippique health [--json]</c>: whether the service on this machine answers, with exit code 0 or 1. It is the health check of the container, whose image has neither a shell
/// nor curl.
/// </summary>
public static class HealthCommand
{
    public const string Verb = "health";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(4);

    public static Command Create()
    {
        var command = new Command(Verb, Texts.Get("cli_health"));
        command.SetAction((parsed, cancellationToken) => RunAsync(Screen.Of(parsed), cancellationToken));
        return command;
    }

    internal static async Task<int> RunAsync(Screen screen, CancellationToken cancellationToken)
    {
        var settings = SettingsReader.FromEnvironment();
        var address = RunningService.Find(settings.Data.OwnFolder) ?? Expected(settings.Server);
        using var http = new HttpClient { BaseAddress = address, Timeout = Limit };
        try
        {
            using var response = await http.GetAsync("/health", cancellationToken);
            if (!response.IsSuccessStatusCode)
                return screen.Fail(Texts.Get("health_refused", address, (int)response.StatusCode));
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            var answer = await JsonSerializer.DeserializeAsync<HealthAnswer>(content, ArtifactJson.Options, cancellationToken);
            if (answer is not { Status: "healthy" })
                return screen.Fail(Texts.Get("serve_no_answer", address));
            screen.Answer(answer, told => screen.Out.WriteLine(Texts.Get("health_answers", told.Service, told.Version, address)));
            return 0;
        }
        // The boundary to the other process: it may not run, hang, or be something else that has its port.
        catch (Exception silent)
            when (silent is HttpRequestException or JsonException
                || silent is TaskCanceledException && !cancellationToken.IsCancellationRequested
            )
        {
            return screen.Fail(Texts.Get("serve_no_answer", address));
        }
    }

    // A service whose folder this process does not see, such as one that has not announced itself yet.
    private static Uri Expected(ServerSettings server)
    {
        var host = server.Bind.Equals(IPAddress.Any) || server.Bind.Equals(IPAddress.IPv6Any) ? IPAddress.Loopback : server.Bind;
        return new UriBuilder(Uri.UriSchemeHttp, host.ToString(), server.Port).Uri;
    }
}
