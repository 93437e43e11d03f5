using System.Text.Json;
using Hippique.EndToEnd.Serving;

namespace Hippique.EndToEnd.Commands;

/// <summary>The real program with <c>--json</c>: stdout is exactly one JSON value, whatever goes wrong (issue 10).</summary>
public sealed class JsonAnswerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-json-").FullName;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("prise --json", "did you mean price")]
    [InlineData("--json", "a command is missing")]
    [InlineData("kelly --json --odds 4,5", "--p is missing")]
    [InlineData("serve --json --port 80", "--port")]
    [InlineData("tickets --json --data nowhere", "nowhere")]
    [InlineData("plan --json", "no source is in use")]
    [InlineData("schedule --json", "no source is in use")]
    [InlineData("link --json", "start hippique serve")]
    [InlineData("nodes --json", "only QUEUE=postgres has nodes")]
    public async Task A_failure_is_one_value_with_the_exit_code_that_it_has_without(string line, string sentence)
    {
        var answer = await FailureAsync(line);
        answer.ShouldContain(error => error.Contains(sentence, StringComparison.Ordinal));

        if (line == "--json")
            return;
        using var text = new HippiqueProcess(_folder, line.Replace(" --json", "", StringComparison.Ordinal));
        (await text.ExitAsync()).ShouldBe(1);
        text.Out.ShouldBeEmpty();
    }

    [Fact]
    public async Task Wrong_configuration_is_one_sentence_a_variable()
    {
        var errors = await FailureAsync("plan --json", ("BANKROLL", "much"), ("PORT", "front"));
        errors.Count.ShouldBe(2);
        errors.ShouldContain(error => error.Contains("BANKROLL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task So_is_a_data_folder_that_is_a_file()
    {
        var file = Path.Combine(_folder, "data.txt");
        await File.WriteAllTextAsync(file, "", Token);

        (await FailureAsync("schedule --json", ("DATA_DIR", file))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task So_is_a_broken_queue_file()
    {
        var data = Directory.CreateDirectory(Path.Combine(_folder, "data")).FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "queue.db"), new string('x', 8192), Token);

        (await FailureAsync("schedule --json --date 2025-11-22", ("DATA_DIR", data))).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Tables_that_are_brought_up_are_one_value_with_their_versions()
    {
        using var check = new HippiqueProcess(_folder, "migrate --check --json");
        (await check.ExitAsync()).ShouldBe(1);
        One(check).GetProperty("up_to_date").GetBoolean().ShouldBeFalse();
        using var migrate = new HippiqueProcess(_folder, "migrate --json");
        (await migrate.ExitAsync()).ShouldBe(0);

        var answer = One(migrate);
        (answer.GetProperty("before").GetInt32(), answer.GetProperty("version").GetInt32()).ShouldBe((0, 3));
        answer.GetProperty("database").GetString()!.ShouldEndWith("queue.db");
    }

    [Fact]
    public async Task A_day_served_by_the_mirror_is_one_value_with_its_address()
    {
        var file = Path.Combine(_folder, "day.jsonl");
        await File.WriteAllTextAsync(
            file,
            """{"at_utc":"2026-03-10T11:00:00Z","path":"programme/10032026","body":{"programme":{}}}""" + "\n",
            Token
        );
        using var mirror = new HippiqueProcess(_folder, $"mirror --json {file} --at 12:30");
        await mirror.SaysAsync("Ctrl-C");
        (await mirror.TerminateAsync()).ShouldBe(0);

        var answer = One(mirror);
        answer.GetProperty("address").GetString()!.ShouldStartWith("http://127.0.0.1:");
        answer.GetProperty("date").GetString().ShouldBe("2026-03-10");
        answer.GetProperty("speed").GetDouble().ShouldBe(0);
    }

    /// <summary>A service has no one answer: each line of its log is an object, also on a terminal, and so is why it could not start.</summary>
    [Fact]
    public async Task Serve_writes_one_object_a_line()
    {
        using var serve = new HippiqueProcess(_folder, "serve --json", ("PORT", "0"));
        await serve.SaysAsync("/session?code=");

        using var second = new HippiqueProcess(_folder, "serve --json", ("PORT", "0"));
        (await second.ExitAsync()).ShouldBe(1);
        One(second).GetProperty("errors").GetArrayLength().ShouldBe(1);

        (await serve.TerminateAsync()).ShouldBe(0);
        serve.Out.ShouldNotBeEmpty();
        serve.Out.ShouldAllBe(line => JsonDocument.Parse(line, default).RootElement.ValueKind == JsonValueKind.Object);
    }

    private async Task<List<string>> FailureAsync(string line, params (string, string)[] variables)
    {
        using var process = new HippiqueProcess(_folder, line, variables);
        (await process.ExitAsync()).ShouldBe(1);
        var answer = One(process);
        answer.GetProperty("ok").GetBoolean().ShouldBeFalse();
        return [.. answer.GetProperty("errors").EnumerateArray().Select(error => error.GetString()!)];
    }

    /// <summary>Parses all that is there, so that nothing else can be.</summary>
    private static JsonElement One(HippiqueProcess process) => JsonDocument.Parse(string.Join('\n', process.Out)).RootElement;
}
