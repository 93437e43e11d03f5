using Hippique.Orchestration.Phases.Module;
using Hippique.Orchestration.Settings;
using Hippique.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Orchestration.Tests.Phases.Module;

/// <summary>
/// Real child processes, under a clock that only the test moves. One run at a time, since a process without a mark that may be another run's is left to that one.
/// </summary>
[Collection(nameof(ModuleRunnerTests))]
public sealed class ModuleRunnerTests
{
    private readonly FakeTimeProvider _clock = new();

    public ModuleRunnerTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), Script.NeedsBash);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Task<ModuleResult> RunAsync(Script script, double seconds = 600, CancellationToken? cancel = null) =>
        new ModuleRunner(_clock).RunAsync(script.Order(seconds), cancel ?? Cancel);

    [Fact]
    public async Task Run_Prints_ReportsBothStreamsAndIsGivenTheArguments()
    {
        using var script = new Script("""printf '%s|' "$@"; echo 'to the other' >&2; cat""");
        var exited = (await RunAsync(script)).ShouldBeOfType<ModuleResult.Exited>();
        exited.Code.ShouldBe(0);
        exited.OutputTail.ShouldContain(
            $"first|two words|--course-url|https://example.invalid/R1C3|--phase|H5|--date|2025-11-22|--out|{script.Out}|"
        );
        exited.OutputTail.ShouldContain("to the other\n");
        exited.Files.Paths.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_Fails_ReportsItsExitCode()
    {
        using var script = new Script("echo no data >&2; exit 42");
        var exited = (await RunAsync(script)).ShouldBeOfType<ModuleResult.Exited>();
        exited.ReturnCode.ShouldBe(42);
        exited.OutputTail.ShouldBe("no data\n");
    }

    [Theory]
    [InlineData("/nowhere/at-all", "does not exist")]
    [InlineData("no-such-command-anywhere", "does not exist")]
    [InlineData("plain text", "is not executable")]
    public async Task Run_CannotBeStarted_SaysWhy(string command, string why)
    {
        using var script = new Script("exit 0");
        await File.WriteAllTextAsync(Path.Combine(script.Out, "plain text"), "exit 0", Cancel);
        var path = command == "plain text" ? $"'{script.Out}/plain text'" : command;
        var order = script.Order() with { Command = ModuleCommand.Parse(path).Value };
        var not = (await new ModuleRunner(_clock).RunAsync(order, Cancel)).ShouldBeOfType<ModuleResult.NotStarted>();
        not.Why.ToString().ShouldContain(why);
        not.ReturnCode.ShouldBe(127);
    }

    [Fact]
    public async Task Run_Hangs_IsKilledAtItsTimeout()
    {
        using var script = new Script("""O="${10}"; echo begun; echo $$ > "$O"/.id; mv "$O"/.id "$O"/id; sleep 10000""");
        var run = RunAsync(script, seconds: 30);
        var id = await script.AppearedAsync("id", Cancel);
        _clock.Advance(TimeSpan.FromSeconds(29));
        run.IsCompleted.ShouldBeFalse();
        Script.Lives(id).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(1));
        var late = (await run).ShouldBeOfType<ModuleResult.TimedOut>();
        late.ReturnCode.ShouldBe(137);
        late.OutputTail.ShouldBe("begun\n");
        late.Files.Paths.ShouldBe(["id"]);
        Script.Lives(id).ShouldBeFalse();
    }

    [Theory]
    [InlineData("bash -c '{0}' & ")] // A child that hangs, in the group of its parent.
    [InlineData("setsid bash -c '{0}' & ")] // In a session of its own.
    [InlineData("(setsid bash -c '{0}' > /dev/null 2>&1 < /dev/null &) ; ")] // And without a parent: a daemon.
    [InlineData("(env -i PATH=\"$PATH\" O=\"$O\" bash -c '{0}' &) ; ")] // Without a parent and without the mark.
    [InlineData("(trap \"\" TERM HUP INT; setsid bash -c '{0}' &) ; ")] // Deaf to polite signals.
    [InlineData("(env -i PATH=\"$PATH\" O=\"$O\" setsid bash -c '{0}' > /dev/null 2>&1 < /dev/null &) ; ")] // A daemon without the mark.
    public async Task Run_ForksAChildThatHangs_NoneSurvivesTheTimeout(string child)
    {
        const string Hang = "echo $$ > $O/child.tmp; mv $O/child.tmp $O/child; sleep 10000";
        using var script = new Script("""export O="${10}"; """ + child.Replace("{0}", Hang, StringComparison.Ordinal) + "sleep 10000");
        var run = RunAsync(script, seconds: 30);
        var id = await script.AppearedAsync("child", Cancel);
        Script.Lives(id).ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(30));
        (await run).ShouldBeOfType<ModuleResult.TimedOut>();
        Script.Lives(id).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_TwoAtTheSameTime_EachTakesItsOwnDaemonsAlong()
    {
        const string Daemon =
            """O="${10}"; (env -i PATH="$PATH" O="$O" setsid bash -c 'echo $$ > $O/.d; mv $O/.d $O/daemon; sleep 10000' > /dev/null 2>&1 < /dev/null &); """;
        using var shorter = new Script(Daemon + "while [ ! -e $O/go ]; do sleep 0.02; done");
        using var longer = new Script(Daemon + "sleep 10000");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var first = RunAsync(shorter);
        var daemonOfFirst = await shorter.AppearedAsync("daemon", Cancel);
        var second = RunAsync(longer, cancel: stop.Token);
        var daemonOfSecond = await longer.AppearedAsync("daemon", Cancel);

        await File.WriteAllTextAsync(Path.Combine(shorter.Out, "go"), "go", Cancel);
        (await first).ShouldBeOfType<ModuleResult.Exited>().Code.ShouldBe(0);
        Script.Lives(daemonOfSecond).ShouldBeTrue();

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        // Who has no mark and cannot be told apart lives as long as the last run that may have started it.
        Script.Lives(daemonOfFirst).ShouldBeFalse();
        Script.Lives(daemonOfSecond).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_ADaemonEnds_ItsNumberBecomesFree()
    {
        using var script = new Script(
            """O="${10}"; (env -i PATH="$PATH" O="$O" setsid bash -c 'echo $$ > $O/.d; mv $O/.d $O/daemon' &); while [ ! -e $O/go ]; do sleep 0.02; done"""
        );
        var run = RunAsync(script);
        var id = await script.AppearedAsync("daemon", Cancel);
        await BoundedWait.UntilAsync(() => !Directory.Exists($"/proc/{id}"));
        await File.WriteAllTextAsync(Path.Combine(script.Out, "go"), "go", Cancel);
        (await run).ShouldBeOfType<ModuleResult.Exited>().Code.ShouldBe(0);
    }

    [Theory]
    [InlineData("trap 'echo bye; exit 0' TERM; ", "ended ")]
    [InlineData("trap '' TERM; ", "killed after 3 s")]
    public async Task Run_AskedToStop_SaysHowItEnded(string trap, string how)
    {
        using var script = new Script(trap + """echo $$ > "${10}"/id; while :; do sleep 0.05; done""");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var said = new List<string>();
        var run = new ModuleRunner(_clock).RunAsync(script.Order() with { Say = said.Add }, stop.Token);
        await script.AppearedAsync("id", Cancel);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => run);
        said.Count.ShouldBe(2);
        said[0].ShouldBe("asked to end");
        said[1].ShouldStartWith(how);
    }

    [Fact]
    public async Task Run_EndsAndLeavesAChildThatHoldsTheOutput_TheChildEndsWithIt()
    {
        using var script = new Script("""O="${10}"; setsid sleep 10000 & echo $! > $O/child; echo done; exit 3""");
        var exited = (await RunAsync(script)).ShouldBeOfType<ModuleResult.Exited>();
        (exited.Code, exited.OutputTail).ShouldBe((3, "done\n"));
        Script.Lives(await script.AppearedAsync("child", Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_AskedToStop_KillsItToo()
    {
        using var script = new Script("""echo $$ > "${10}"/id; sleep 10000""");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var run = RunAsync(script, cancel: stop.Token);
        var id = await script.AppearedAsync("id", Cancel);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => run);
        Script.Lives(id).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_FloodsForEver_IsKilledAtItsTimeout()
    {
        using var script = new Script("""echo $$ > "${10}"/id; yes""");
        var run = RunAsync(script, seconds: 30);
        var id = await script.AppearedAsync("id", Cancel);
        _clock.Advance(TimeSpan.FromSeconds(30));
        (await run).ShouldBeOfType<ModuleResult.TimedOut>();
        Script.Lives(id).ShouldBeFalse();
    }

    [Fact]
    public async Task Run_WritesFiles_ListsThemAndNothingFromElsewhere()
    {
        using var script = new Script(
            """
            cd "${10}"; mkdir -p deep/er .hidden
            echo '{"play":[3]}' > own.json; echo x > deep/er/table.csv; echo x > .hidden/a; echo x > 'c:d'
            ln -s /etc/passwd secret; ln -s /etc folder; mkfifo pipe
            truncate -s 65M large
            """
        );
        var files = (await RunAsync(script)).ShouldBeOfType<ModuleResult.Exited>().Files;
        files.Paths.ShouldBe(["deep/er/table.csv", "own.json", "pipe"]);
        files.Refused.Count.ShouldBe(3);
        // A pipe that nobody writes to must not be waited for.
        (await ModuleFiles.ReadAsync(script.Out, "pipe", Cancel)).ShouldBeEmpty();
    }
}
