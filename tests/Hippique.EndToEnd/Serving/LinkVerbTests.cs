using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Hippique.EndToEnd.Serving;

public sealed class LinkVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-link-").FullName;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_new_link_of_the_running_service_opens_a_session()
    {
        using var serve = new HippiqueProcess(_folder, "serve", ("PORT", "0"));
        var first = (await serve.SaysAsync("/session?code=")).Split(' ')[^1];

        using var link = new HippiqueProcess(_folder, "link", ("HIPPIQUE_LANG", "fr"));
        using var json = new HippiqueProcess(_folder, "link --json");

        (await link.ExitAsync()).ShouldBe(0);
        (await json.ExitAsync()).ShouldBe(0);
        var line = link.Out.ShouldHaveSingleItem();
        line.ShouldStartWith("À ouvrir dans un navigateur");
        var url = JsonDocument.Parse(string.Join('\n', json.Out)).RootElement.GetProperty("url").GetString()!;
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
        foreach (var made in (string[])[first, line.Split(' ')[^1], url])
        {
            (await http.PostAsync(made, null, Token)).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
            (await http.PostAsync(made, null, Token)).StatusCode.ShouldBe(HttpStatusCode.Gone);
        }
    }

    [Fact]
    public async Task A_link_for_a_viewer_opens_a_session_that_reads_and_changes_nothing()
    {
        using var serve = new HippiqueProcess(_folder, "serve", ("PORT", "0"), ("SOURCES__ORDER", "none"));
        await serve.SaysAsync("/session?code=");

        using var link = new HippiqueProcess(_folder, "link --viewer", ("HIPPIQUE_LANG", "fr"));

        (await link.ExitAsync()).ShouldBe(0);
        var line = link.Out.ShouldHaveSingleItem();
        line.ShouldContain("en lecture seule");
        var url = new Uri(line.Split(' ')[^1]);
        using var http = new HttpClient { BaseAddress = new Uri(url.GetLeftPart(UriPartial.Authority)) };
        http.DefaultRequestHeaders.Add("Origin", http.BaseAddress.GetLeftPart(UriPartial.Authority));
        (await http.PostAsync(url, null, Token)).EnsureSuccessStatusCode();
        (await http.GetAsync("/api/queue", Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.PostAsync("/queue/pause", null, Token)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Without_a_service_it_says_so_in_one_line_and_shows_the_token_to_nobody()
    {
        // What a killed service left behind names a port that somebody else has by now.
        var data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        using var site = new TcpListener(IPAddress.Loopback, 0);
        site.Start();
        await File.WriteAllTextAsync(
            Path.Combine(data, "serve.json"),
            $"{{\"url\":\"http://127.0.0.1:{((IPEndPoint)site.LocalEndpoint).Port}/\"}}",
            Token
        );

        using var link = new HippiqueProcess(_folder, "link");

        (await link.ExitAsync()).ShouldBe(1);
        link.Error.ShouldHaveSingleItem().ShouldContain("start hippique serve");
        site.Pending().ShouldBeFalse();
    }
}
