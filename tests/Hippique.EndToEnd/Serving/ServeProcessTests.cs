using System.Diagnostics;
using System.Net.Sockets;
using System.Text.Json;
using Hippique.Embedded;
using Hippique.Embedded.Storage;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

namespace Hippique.EndToEnd.Serving;

/// <summary>The real program, started, killed and started again. The sources point at a port where nobody listens, so nothing leaves the machine.</summary>
public sealed class ServeProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-process-").FullName;
    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private string Data => Path.Combine(_folder, "data");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Doctor_beside_a_running_service_finds_it_and_without_one_says_what_to_do()
    {
        using var serving = Serve();
        await serving.SaysAsync("serves on");
        var beside = await QueueCheckAsync();
        (await serving.TerminateAsync()).ShouldBe(0);
        var alone = await QueueCheckAsync();
        // The lock is held, and nobody says where: a service that hangs in its start.
        using var held = DataFolderLock.TryTake(Data);
        var hung = await QueueCheckAsync();

        beside.ShouldBe(("ok", ""));
        alone.State.ShouldBe("warning");
        alone.Advice.ShouldContain("hippique serve");
        hung.State.ShouldBe("error");
    }

    private async Task<(string State, string Advice)> QueueCheckAsync()
    {
        using var doctor = new HippiqueProcess(_folder, "doctor --json", ("DATA_DIR", Data));
        // No source is set up here, which is an error of its own.
        (await doctor.ExitAsync()).ShouldBe(1);
        var checks = JsonDocument.Parse(string.Join('\n', doctor.Out)).RootElement.GetProperty("checks");
        var queue = checks.EnumerateArray().Single(check => check.GetProperty("name").GetString() == "queue");
        return (queue.GetProperty("state").GetString()!, queue.GetProperty("advice").GetString()!);
    }

    [Fact]
    public async Task After_a_kill_every_phase_has_one_end_or_its_trigger_within_five_seconds_of_the_restart()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        var gone = Phases(now.AddMinutes(-90), 1);
        var due = Phases(now.AddMinutes(4), 2);
        var ahead = Phases(now.AddHours(3), 3);
        await PutAsync([.. gone, .. due, .. ahead]);

        // Killed while it starts, again and again, then once while it runs.
        foreach (var delay in (int[])[150, 400, 800])
        {
            using var killed = Serve();
            await Task.Delay(TimeSpan.FromMilliseconds(delay), TimeProvider.System, Token);
            await killed.KillAsync();
        }
        using (var running = Serve())
        {
            await running.SaysAsync("serves on");
            await running.KillAsync();
        }
        var start = Stopwatch.StartNew();
        using var last = Serve();
        await last.SaysAsync("serves on");
        // Five seconds; on a machine that is too busy to start the program in two thirds of a second, as many times its start.
        var limit = TimeSpan.FromSeconds(Math.Max(5, 7.5 * start.Elapsed.TotalSeconds));
        var since = Stopwatch.StartNew();
        while ((await RecordsAsync()).Any(record => record.End is null && record.Task.DueAt <= now))
        {
            since.Elapsed.ShouldBeLessThan(limit, "an open task was left after the restart");
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Token);
        }

        var records = (await RecordsAsync()).ToDictionary(record => record.Task.Name);
        records.Count.ShouldBe(6);
        foreach (var phase in gone)
            records[phase.Name].End.ShouldBeOfType<TaskEnd.Missed>().Reason.ShouldContain("not started by");
        // H-5 of the race off in four minutes was within its grace: it was tried, and nobody knows the race.
        records[due[1].Name].End.ShouldBeOfType<TaskEnd.Failed>().Cause.ShouldContain("not in the plan");
        foreach (var phase in ahead)
            records[phase.Name].End.ShouldBeNull();
        (await last.TerminateAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_stop_is_clean_and_every_line_of_the_log_is_json_without_a_secret()
    {
        using var serve = Serve();
        var link = await serve.SaysAsync("/session?code=");
        var token = (await File.ReadAllTextAsync(Path.Combine(Data, "token"), Token)).Trim();
        using var http = new HttpClient { BaseAddress = new Uri((await serve.SaysAsync("serves on")).Split(' ')[^1]) };
        (await http.GetAsync("/healthz", Token)).EnsureSuccessStatusCode();
        File.Exists(Path.Combine(Data, "serve.json")).ShouldBeTrue();

        (await serve.TerminateAsync()).ShouldBe(0);

        File.Exists(Path.Combine(Data, "serve.json")).ShouldBeFalse();
        serve.Out.ShouldNotBeEmpty();
        foreach (var line in serve.Out)
        {
            var json = JsonDocument.Parse(line).RootElement;
            json.GetProperty("severity").GetString().ShouldNotBeNullOrEmpty();
            json.GetProperty("message").GetString().ShouldNotBeNull();
            json.GetProperty("timestamp").GetDateTimeOffset().Offset.ShouldBe(TimeSpan.Zero);
            line.ShouldNotContain(token);
            line.ShouldNotContain(link.Split("code=")[1]);
        }
        var said = string.Join(' ', serve.Error);
        said.ShouldContain("18+");
        said.ShouldContain("09 74 75 13 13");
    }

    [Fact]
    public async Task A_second_serve_on_the_same_folder_is_one_line_and_exit_code_1()
    {
        using var first = Serve();
        await first.SaysAsync("serves on");

        using var second = Serve();

        (await second.ExitAsync()).ShouldBe(1);
        second.Error.ShouldHaveSingleItem().ShouldContain("another hippique already works on");
    }

    [Fact]
    public async Task A_busy_port_is_one_line_and_exit_code_1()
    {
        using var taken = new TcpListener(System.Net.IPAddress.Loopback, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        using var serve = new HippiqueProcess(_folder, "serve", ("PORT", port));

        (await serve.ExitAsync()).ShouldBe(1);
        serve.Error.ShouldHaveSingleItem().ShouldContain($"port {port} is already in use");
    }

    [Fact]
    public async Task Every_wrong_variable_is_named_at_once_and_the_environment_wins_over_the_file()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, ".env"), "PORT=0\nBUDGET_PER_RACE=9\nQUEUE=embedded\n", Token);

        using var serve = new HippiqueProcess(_folder, "serve", ("QUEUE", "sqlite"), ("REQUIRE_AUTH", "perhaps"));

        (await serve.ExitAsync()).ShouldBe(1);
        serve.Error.Count.ShouldBe(3);
        foreach (var name in (string[])["QUEUE", "REQUIRE_AUTH", "BUDGET_PER_RACE"])
            serve.Error.ShouldContain(line => line.StartsWith($"hippique: {name}:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_one_line_and_exit_code_1()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "", Token);

        using var serve = new HippiqueProcess(_folder, "serve", ("PORT", "0"), ("DATA_DIR", "file/data"));

        (await serve.ExitAsync()).ShouldBe(1);
        serve.Error.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_queue_file_that_is_none_is_one_line_and_stays_as_it_was()
    {
        Directory.CreateDirectory(Data);
        var path = Path.Combine(Data, "queue.db");
        await File.WriteAllTextAsync(path, new string('x', 5000), Token);

        using var serve = Serve();

        (await serve.ExitAsync()).ShouldBe(1);
        serve.Error.ShouldHaveSingleItem().ShouldContain("queue.db");
        (await File.ReadAllTextAsync(path, Token)).ShouldBe(new string('x', 5000));
    }

    [Fact]
    public async Task The_command_line_speaks_to_the_service_that_holds_the_folder()
    {
        using var serve = Serve();
        await serve.SaysAsync("serves on");

        using var run = new HippiqueProcess(
            _folder,
            "run --phase H5 --url https://www.zeturf.fr/fr/course/2025-11-22/R1C3-x --date 2025-11-21",
            ("PORT", "0")
        );
        using var schedule = new HippiqueProcess(_folder, "schedule --date 2025-11-22", ("PORT", "0"), ("HIPPIQUE_LANG", "en"));

        (await run.ExitAsync()).ShouldBe(1);
        run.Error.ShouldHaveSingleItem().ShouldContain("2025-11-21");
        (await schedule.ExitAsync()).ShouldBe(1);
        schedule.Error.ShouldHaveSingleItem().ShouldContain("(HTTP ");
    }

    private HippiqueProcess Serve() =>
        new(
            _folder,
            "serve",
            ("PORT", "0"),
            ("SOURCES__ZETURF__BASE_URL", "http://127.0.0.1:9/"),
            ("SOURCES__PMU__BASE_URL", "http://127.0.0.1:9/")
        );

    private static PlannedTask[] Phases(DateTimeOffset off, int race)
    {
        var id = new RaceId(ParisTime.ProgrammeOf(off), new RaceCode(7, race));
        return [PlanSchedule.TaskOf(id, Phase.H30, off), PlanSchedule.TaskOf(id, Phase.H5, off)];
    }

    private async Task PutAsync(IReadOnlyList<PlannedTask> tasks)
    {
        await using var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = Data }.DatabasePath);
        foreach (var task in tasks)
            await table.AddAsync(task, Token);
    }

    private async Task<IReadOnlyList<TaskRecord>> RecordsAsync()
    {
        await using var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = Data }.DatabasePath);
        var today = ParisTime.ProgrammeOf(TimeProvider.System.GetUtcNow());
        var days = new List<TaskRecord>();
        for (var day = today.AddDays(-1); day <= today.AddDays(1); day = day.AddDays(1))
            days.AddRange((await table.OfDayAsync(day, Token)).Where(record => record.Task.Kind.IsPhase()));
        return days;
    }
}
