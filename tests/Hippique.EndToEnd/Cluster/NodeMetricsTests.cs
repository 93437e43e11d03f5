using System.Net.Http.Headers;
using Hippique.EndToEnd.Serving;
using Hippique.Testing.Chaos;
using Hippique.Testing.Postgres;

namespace Hippique.EndToEnd.Cluster;

/// <summary><c>/metrics</c> of a real service whose database is cut off and comes back.</summary>
public sealed class NodeMetricsTests(SharedPostgres shared) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-node-metrics-").FullName;
    private readonly HttpClient _http = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_database_that_is_cut_off_is_down_until_it_answers_again()
    {
        var server = await shared.ServerAsync();
        Assert.SkipWhen(server is null, SharedPostgres.Absent);
        var address = await server!.NewDatabaseAsync();
        var port = new Uri(address).Port;
        using var link = new SeverableLink(port);
        using var serve = new HippiqueProcess(
            _folder,
            "serve",
            ("PORT", "0"),
            ("QUEUE", "postgres"),
            ("DATABASE_URL", address.Replace($":{port}/", $":{link.Port}/", StringComparison.Ordinal)),
            ("NODE_NAME", "a"),
            ("SOURCES__ORDER", "none")
        );
        var page = new Uri((await serve.SaysAsync("hippique serves on ")).Split(' ')[^1] + "metrics");
        await serve.UntilAsync(async () => await ValueAsync(page, "hippique_database_up") == "1");
        // Both clocks are this machine's.
        double.Parse((await ValueAsync(page, "hippique_node_clock_ahead_seconds"))!, null).ShouldBeInRange(-5, 5);

        link.Cut();
        await serve.UntilAsync(async () => await ValueAsync(page, "hippique_database_up") == "0");
        (await ValueAsync(page, "hippique_state_readable")).ShouldBe("0");
        link.Mend();
        await serve.UntilAsync(async () => await ValueAsync(page, "hippique_database_up") == "1");
        await serve.UntilAsync(async () => await ValueAsync(page, "hippique_state_readable") == "1");
        (await serve.TerminateAsync()).ShouldBe(0);
    }

    /// <summary>Null: the page has no such number.</summary>
    private async Task<string?> ValueAsync(Uri address, string name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var token = await File.ReadAllTextAsync(Path.Combine(_folder, "data", "token"), Token);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Trim());
        using var answer = await _http.SendAsync(request, Token);
        answer.EnsureSuccessStatusCode();
        var page = await answer.Content.ReadAsStringAsync(Token);
        return page.Split('\n').FirstOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal))?.Split(' ')[1];
    }
}
