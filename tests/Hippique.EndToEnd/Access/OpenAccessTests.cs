using System.Net;
using System.Text.Json;
using Hippique.EndToEnd.Serving;

namespace Hippique.EndToEnd.Access;

/// <summary>The real program with access open to all: refused on Cloud Run, told loudly in a container, as before on one machine.</summary>
public sealed class OpenAccessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-open-").FullName;
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_old_recipe_of_a_container_works_and_is_warned_of_on_stderr_and_in_the_log()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, ".env"),
            "PROJECT_ID=my-project\nSERVICE_URL=http://localhost:8080\nSERVICE_ACCOUNT_EMAIL=hippique@my-project.iam.gserviceaccount.com\n",
            Cancelled
        );
        using var serve = new HippiqueProcess(
            _folder,
            "serve",
            ("PORT", "0"),
            ("REQUIRE_AUTH", "false"),
            ("DOTNET_RUNNING_IN_CONTAINER", "true")
        );
        using var http = new HttpClient { BaseAddress = new Uri((await serve.SaysAsync("serves on")).Split(' ')[^1]) };
        await serve.SaysAsync("REQUIRE_AUTH is off and the service listens on all addresses");

        (await http.GetAsync("/openapi/v1.json", Cancelled)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await serve.TerminateAsync()).ShouldBe(0);

        serve.Error.Count(line => line.StartsWith("!!!!", StringComparison.Ordinal)).ShouldBe(2);
        serve.Error.ShouldAllBe(line => line.Length <= 80);
        serve
            .Out.Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("message").GetString()!.StartsWith("REQUIRE_AUTH is off", StringComparison.Ordinal))
            .ShouldHaveSingleItem()
            .GetProperty("severity")
            .GetString()
            .ShouldBe("WARNING");
    }

    [Fact]
    public async Task On_Cloud_Run_it_is_refused_at_the_start()
    {
        using var serve = new HippiqueProcess(_folder, "serve", ("PORT", "0"), ("REQUIRE_AUTH", "false"), ("K_SERVICE", "hippique"));

        (await serve.ExitAsync()).ShouldBe(1);
        serve.Error.ShouldHaveSingleItem().ShouldStartWith("hippique: REQUIRE_AUTH: false is refused on Cloud Run");
        serve.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_one_machine_it_is_one_line()
    {
        using var serve = new HippiqueProcess(_folder, "serve", ("PORT", "0"), ("REQUIRE_AUTH", "false"));

        await serve.SaysAsync("whoever reaches this address may use it");
        (await serve.TerminateAsync()).ShouldBe(0);

        serve.Error.ShouldNotContain(line => line.StartsWith("!!!!", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_platform_that_is_not_there_is_told_at_the_start_and_the_service_runs()
    {
        using var serve = new HippiqueProcess(_folder, "serve", ("PORT", "0"), ("AUTH_PLATFORM", "cloud-run-iam"));

        await serve.SaysAsync("AUTH_PLATFORM=cloud-run-iam holds on Cloud Run alone");
        (await serve.TerminateAsync()).ShouldBe(0);

        serve.Out.ShouldContain(line => line.Contains("tokens without a signature are refused", StringComparison.Ordinal));
    }
}
