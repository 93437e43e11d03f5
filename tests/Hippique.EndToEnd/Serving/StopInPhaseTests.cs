using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Hippique.Embedded;
using Hippique.Embedded.Storage;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.EndToEnd.Serving;

/// <summary>
/// The real program is asked to stop while a phase is at work. Eight seconds are promised; the tests wait longer, since the machine may be busy, and see what was asked, what
/// was ended and what is left.
/// </summary>
public sealed class StopInPhaseTests(ITestOutputHelper output) : IAsyncDisposable
{
    /// <summary>Says that it lives and where, then works for ever.</summary>
    private const string Hang = "echo $$ > $F/$N.tmp; mv $F/$N.tmp $F/$N; while :; do sleep 1; done";
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-stop-").FullName;
    private readonly InventedPmuSite _site = new();
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private string Data => Path.Combine(_folder, "data");

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("trap 'echo asked > $F/asked; exit 0' TERM\n", false)]
    [InlineData("trap '' TERM INT HUP\n", true)]
    [InlineData(
        "trap 'echo asked > $F/asked; exit 0' TERM\n(setsid bash -c 'trap \"\" TERM; N=other; {0}' > /dev/null 2>&1 < /dev/null &)\n",
        true
    )]
    [InlineData("(env -i F=$F N=other PATH=$PATH setsid bash -c 'trap \"\" TERM; {0}' > /dev/null 2>&1 < /dev/null &)\n", true)]
    [InlineData("N=other; ({0}) & N=own; for i in {1..600}; do (sleep 60 &); sleep 0.02; done &\n", false)]
    public async Task Asked_to_stop_while_a_module_runs_it_ends_with_all_it_started_and_the_phase_stays_open(string body, bool isDeaf)
    {
        _site.Open();
        var module = Module(body.Replace("{0}", Hang, StringComparison.Ordinal));
        var others = body.Contains("other", StringComparison.Ordinal) ? 1 : 0;
        using (var serve = Serve(("GPI_MODULE", module)))
        {
            var ids = new List<string> { await AppearedAsync("own", serve) };
            if (others > 0)
                ids.Add(await AppearedAsync("other", serve));
            var since = Stopwatch.StartNew();
            (await serve.TerminateAsync()).ShouldBe(0, string.Join(Environment.NewLine, serve.Out));
            output.WriteLine($"stopped after {since.Elapsed.TotalSeconds:0.0} s");
            foreach (var id in ids)
                ProcessState.Lives(id).ShouldBeFalse();
            serve.Out.ShouldContain(line => line.Contains("asked to end", StringComparison.Ordinal));
            // One that listens may take longer on a busy machine, and is killed too.
            if (isDeaf)
                serve.Out.ShouldContain(line => line.Contains("killed after 3 s", StringComparison.Ordinal));
        }
        var log = await File.ReadAllTextAsync(Path.Combine(Data, ArtifactPaths.Log(_site.Race, Phase.H5)), Token);
        log.ShouldContain("asked to end");
        log.ShouldNotContain("failed");
        if (body.Contains("asked", StringComparison.Ordinal))
            File.Exists(Path.Combine(_folder, "asked")).ShouldBeTrue();
        await ShouldBeOpenAsync();
        ShouldBeSwept();

        using var again = Serve();
        await ShouldBeDoneAsync(again);
    }

    [Fact]
    public async Task Asked_to_stop_while_it_asks_a_site_the_phase_stays_open()
    {
        _site.Hang();
        using (var serve = Serve())
        {
            await serve.UntilAsync(() => _site.Looks > 0);
            var since = Stopwatch.StartNew();
            (await serve.TerminateAsync()).ShouldBe(0);
            output.WriteLine($"stopped after {since.Elapsed.TotalSeconds:0.0} s");
        }
        await ShouldBeOpenAsync();

        _site.Open();
        using var again = Serve();
        await ShouldBeDoneAsync(again);
    }

    [Fact]
    public async Task A_request_under_way_is_told_to_come_again()
    {
        var tomorrow = _site.Race.Date.AddDays(1);
        _site.HangProgramme(tomorrow);
        using var serve = Serve(("REQUIRE_AUTH", "false"));
        using var http = new HttpClient { BaseAddress = new Uri((await serve.SaysAsync("serves on")).Split(' ')[^1]) };
        var asked = http.PostAsJsonAsync("/schedule", new { date = $"{tomorrow:yyyy-MM-dd}", mode = "tasks" }, Token);
        await serve.UntilAsync(() => _site.AskedForProgramme(tomorrow));

        (await serve.TerminateAsync()).ShouldBe(0);

        using var answer = await asked;
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("is being stopped");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task The_command_line_that_works_on_the_folder_itself_ends_its_module_too(string signal)
    {
        _site.Open();
        using var run = Hippique($"run --phase H5 --url {Url}", ("GPI_MODULE", Module("")));
        var id = await AppearedAsync("own", run);

        (await run.SignalAsync(signal)).ShouldBe(130);

        ProcessState.Lives(id).ShouldBeFalse();
        run.Error.ShouldContain(line => line.Contains("asked to end", StringComparison.Ordinal));
        ShouldBeSwept();
    }

    private string Url => $"https://www.pmu.fr/turf/{_site.Race.Date:ddMMyyyy}/R1/C1";

    private string Module(string body)
    {
        var script = Path.Combine(_folder, "analysis");
        File.WriteAllText(script, $"export F='{_folder}' N=own\n{body}{Hang}\n");
        return $"/bin/bash {script}";
    }

    private HippiqueProcess Serve(params (string Name, string Value)[] variables) => Hippique("serve", variables);

    private HippiqueProcess Hippique(string arguments, params (string Name, string Value)[] variables) =>
        new(
            _folder,
            arguments,
            [
                ("PORT", "0"),
                ("OPERATORS", "pmu"),
                ("SOURCES__ORDER", "pmu"),
                ("SOURCES__PMU__BASE_URL", _site.Address.AbsoluteUri),
                .. variables,
            ]
        );

    private async Task<string> AppearedAsync(string name, HippiqueProcess serve)
    {
        var path = Path.Combine(_folder, name);
        await serve.UntilAsync(() => File.Exists(path));
        return (await File.ReadAllTextAsync(path, Token)).Trim();
    }

    private async Task ShouldBeOpenAsync()
    {
        await using var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = Data }.DatabasePath);
        var record = (await table.FindAsync(TaskName.Run(_site.Race, Phase.H5), Token)).ShouldNotBeNull();
        record.End.ShouldBeNull();
        record.Lease.ShouldBeNull();
    }

    private async Task ShouldBeDoneAsync(HippiqueProcess serve)
    {
        await using var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = Data }.DatabasePath);
        TaskEnd? end = null;
        await serve.UntilAsync(() =>
            (end = table.FindAsync(TaskName.Run(_site.Race, Phase.H5), Token).GetAwaiter().GetResult()!.End) is not null
        );
        end.ShouldBeOfType<TaskEnd.Late>();
        (await serve.TerminateAsync()).ShouldBe(0);
        ShouldBeSwept();
    }

    private void ShouldBeSwept()
    {
        Directory.GetFiles(Data, "*.tmp*", SearchOption.AllDirectories).ShouldBeEmpty();
        var modules = Path.Combine(Data, ".modules");
        (Directory.Exists(modules) ? Directory.GetFileSystemEntries(modules) : []).ShouldBeEmpty();
    }
}
