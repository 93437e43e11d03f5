using System.Net;
using System.Net.Sockets;

namespace Hippique.EndToEnd.Serving;

public sealed class HealthVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-health-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Beside_a_running_service_it_says_so_with_exit_code_0_and_after_its_end_1()
    {
        using var serve = new HippiqueProcess(_folder, "serve", ("PORT", "0"), ("SERVICE_NAME", "my-races"));
        await serve.SaysAsync("serves on");

        using var beside = new HippiqueProcess(_folder, "health");
        (await beside.ExitAsync()).ShouldBe(0);
        beside.Out.ShouldHaveSingleItem().ShouldStartWith("my-races 3.");

        using var json = new HippiqueProcess(_folder, "health --json");
        (await json.ExitAsync()).ShouldBe(0);
        string.Join('\n', json.Out).ShouldContain("\"status\": \"healthy\"");

        (await serve.TerminateAsync()).ShouldBe(0);
        using var alone = new HippiqueProcess(_folder, "health", ("PORT", FreePort()), ("HIPPIQUE_LANG", "fr"));
        (await alone.ExitAsync()).ShouldBe(1);
        alone.Error.ShouldHaveSingleItem().ShouldContain("ne répond pas");
    }

    /// <summary>A program of somebody else that has the port, and one that accepts calls and never answers them.</summary>
    [Fact]
    public async Task What_answers_no_health_check_is_not_healthy()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;

        using var health = new HippiqueProcess(_folder, "health", ("PORT", $"{port}"));

        (await health.ExitAsync()).ShouldBe(1);
        health.Error.ShouldHaveSingleItem().ShouldContain($"127.0.0.1:{port}");
    }

    private static string FreePort()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        return $"{((IPEndPoint)taken.LocalEndpoint).Port}";
    }
}
