using System.Text.Json;
using Hippique.EndToEnd.Serving;
using Hippique.Testing;
using Hippique.Testing.Sources;

namespace Hippique.EndToEnd.Commands;

/// <summary><c>hippique backfill</c> as the real program, against a site that shows past days.</summary>
public sealed class BackfillVerbTests : IAsyncDisposable
{
    private const string Days = "--from 2025-03-13 --to 2025-03-14";
    private static readonly DateOnly First = new(2025, 3, 13);
    private static readonly DateOnly Second = new(2025, 3, 14);
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-backfill-").FullName;
    private readonly LoopbackSite _site = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Past_days_become_files_which_the_printed_lines_read()
    {
        Show(races: 3);
        using var fetched = Program($"backfill {Days}");
        (await fetched.ExitAsync()).ShouldBe(0, string.Join('\n', fetched.Error));

        fetched.Out.ShouldContain("2025-03-14: 3 races, 3 with dividends, 3 with stakes");
        fetched.Out.ShouldContain("2 days fetched, 0 known before, 0 left");
        string Printed(string verb) => fetched.Out.Single(line => line.StartsWith($"  hippique {verb}", StringComparison.Ordinal))[11..];
        using var judged = Program(Printed("evaluate") + " --json");
        (await judged.ExitAsync()).ShouldBe(0, string.Join('\n', judged.Error));
        string.Concat(judged.Out).ShouldContain("\"races\": 6");

        using var learned = Program(Printed("calibrate"));
        // Six races are read, and too few to fit on.
        (await learned.ExitAsync()).ShouldBe(1);
        learned.Error.ShouldHaveSingleItem().ShouldContain("fewer than 100 races");
    }

    [Fact]
    public async Task No_decision_can_read_them()
    {
        Show(races: 1);
        using var fetched = Program($"backfill {Days}");
        (await fetched.ExitAsync()).ShouldBe(0);
        using var replayed = Program("replay data/backfill/races/2025-03-14.jsonl --out replayed");

        (await replayed.ExitAsync()).ShouldBe(1);
        replayed.Error.ShouldHaveSingleItem().ShouldContain("after_close");
        Directory.Exists(Path.Combine(_folder, "replayed")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_killed_run_is_gone_on_with_by_its_name_alone()
    {
        var (_, second) = Show(races: 3);
        var third = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var below = second.Below(3, "participants" + PastPmuDay.Internet);
        _site.Answers(
            below,
            async (_, token) =>
            {
                third.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }
        );
        using (var killed = Program($"backfill {Days}"))
        {
            await third.Task.WaitAsync(BoundedWait.Longest, Token);
            await killed.KillAsync();
        }
        using var again = Program($"backfill {Days}");
        (await again.ExitAsync()).ShouldBe(1);
        again.Error.ShouldHaveSingleItem().ShouldContain("already has 1 day of these: --resume");

        second.Answers(3, "participants" + PastPmuDay.Internet, second.Participants(3, 9));
        var before = _site.Requests.Count;
        using var resumed = Program($"backfill {Days} --resume");
        (await resumed.ExitAsync()).ShouldBe(0, string.Join('\n', resumed.Error));
        _site.Paths.Skip(before).ShouldNotContain(path => path.StartsWith(second.Below(1, ""), StringComparison.Ordinal));
        _site.Paths.Skip(before).ShouldContain(below);
    }

    [Fact]
    public async Task The_answer_as_json_has_the_days_and_why_it_stopped()
    {
        var (first, _) = Show(races: 2);
        _site.Answers(first.Below(1, "rapports-definitifs" + PastPmuDay.Internet), 403);
        using var run = Program($"backfill {Days} --json");
        (await run.ExitAsync()).ShouldBe(1);

        using var answer = JsonDocument.Parse(string.Concat(run.Out));
        var root = answer.RootElement;
        root.GetProperty("left").GetInt32().ShouldBe(1);
        root.GetProperty("days").EnumerateArray().ShouldHaveSingleItem().GetProperty("stakes").GetInt32().ShouldBe(2);
        root.GetProperty("stopped").GetProperty("kind").GetString().ShouldBe("forbidden");
        run.Error.ShouldHaveSingleItem().ShouldContain("--resume");
    }

    [Fact]
    public async Task Ctrl_C_while_it_waits_for_a_site_that_fails_is_no_fault_and_loses_nothing()
    {
        var (_, second) = Show(races: 1);
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var below = second.Below(1, "rapports-definitifs" + PastPmuDay.Internet);
        _site.Answers(
            below,
            async (stream, token) =>
            {
                await stream.WriteAsync(LoopbackSite.Head(500, "Content-Length: 0"), token);
                failed.TrySetResult();
            }
        );
        using var run = Program($"backfill {Days}");
        await failed.Task.WaitAsync(BoundedWait.Longest, Token);
        (await run.SignalAsync("INT")).ShouldBe(130);
        run.Error.ShouldBeEmpty();

        second.Answers(1, "rapports-definitifs" + PastPmuDay.Internet, PastPmuDay.Dividends);
        using var resumed = Program($"backfill {Days} --resume");
        (await resumed.ExitAsync()).ShouldBe(0, string.Join('\n', resumed.Error));
    }

    [Fact]
    public async Task Requests_are_counted_apart_and_end_the_run_when_they_are_spent()
    {
        Show(races: 3);
        using var run = Program($"backfill {Days}", ("BACKFILL_REQUESTS_PER_DAY", "7"));
        (await run.ExitAsync()).ShouldBe(1);

        run.Error.ShouldHaveSingleItem().ShouldContain("BACKFILL_REQUESTS_PER_DAY");
        _site.Requests.Count.ShouldBe(7);
        var count = await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(_folder, "data", "hosts"), "*.json").Single(), Token);
        count.ShouldContain("\"requests\":0");
        count.ShouldContain("\"past_day_requests\":7");
        // What was fetched is there.
        using var resumed = Program($"backfill {Days} --resume");
        (await resumed.ExitAsync()).ShouldBe(0, string.Join('\n', resumed.Error));
    }

    private (PastPmuDay First, PastPmuDay Second) Show(int races) => (new(_site, First, races), new(_site, Second, races));

    private HippiqueProcess Program(string line, params (string, string)[] variables) =>
        new(
            _folder,
            line,
            [("SOURCES__PMU__BASE_URL", _site.Address.ToString()), ("REQUESTS_PER_SECOND", "1000"), ("DATA_DIR", "data"), .. variables]
        );
}
