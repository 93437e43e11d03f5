using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Hippique.Orchestration.Processes;
using Hippique.Orchestration.Settings;
using Hippique.Racing;

namespace Hippique.Orchestration.Phases.Module;

/// <summary>
/// Starts the user's own analysis and sees it end: by itself, or killed with everything it started. Its output never fills a pipe and never more memory than the tail
/// that is reported.
/// </summary>
/// <param name="clock">Measures the timeout.</param>
public sealed class ModuleRunner(TimeProvider clock)
{
    public const int TailCharacters = 2000;
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>How long it is given to end by itself when the program is asked to stop.</summary>
    public static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(3);

    /// <summary>After that, at most: killing, and waiting for the kernel.</summary>
    public static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(1);

    /// <summary>How long the output may stay open after the command has ended; then somebody it left behind holds it.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    /// <summary>Whoever stops a whole control group tells the command and this program at the same time; the command may be quicker.</summary>
    private static readonly TimeSpan StopFollows = TimeSpan.FromMilliseconds(250);

    /// <summary>How often its processes are looked at while it runs.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan BetweenAskedLooks = TimeSpan.FromMilliseconds(25);

    /// <summary>Once all of them are dead the output ends by itself, on a busy machine a little later; it is given up only if somebody could not be found.</summary>
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(15);

    /// <exception cref="OperationCanceledException">Asked to stop; the command was asked to end, and after <see cref="EndGrace"/> it and everything it started was killed.</exception>
    public async Task<ModuleResult> RunAsync(ModuleOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Command.Find() is not { } program)
            return new ModuleResult.NotStarted(Problem.Of($"'{Quoted.Short(order.Command.Program)}' does not exist"));
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(program) & Executable) == 0)
            return new ModuleResult.NotStarted(Problem.Of($"'{Quoted.Short(order.Command.Program)}' is not executable"));
        using var process = new Process { StartInfo = StartInfo(order, program) };
        var tree = new ProcessTree(order.Mark);
        RunningTrees.Add(tree);
        try
        {
            process.Start();
            tree.Started(process);
            RunningTrees.Started(tree);
            process.StandardInput.Close();
            return await WatchAsync(process, tree, order, cancellationToken).ConfigureAwait(false);
        }
        catch (Win32Exception refused)
        {
            return new ModuleResult.NotStarted(Problem.Of($"'{Quoted.Short(order.Command.Program)}' cannot be started: {refused.Message}"));
        }
        finally
        {
            RunningTrees.Remove(tree);
        }
    }

    private async Task<ModuleResult> WatchAsync(Process process, ProcessTree tree, ModuleOrder order, CancellationToken cancellationToken)
    {
        var tail = new OutputTail(TailCharacters);
        using var abandoned = new CancellationTokenSource();
        var drained = Task.WhenAll(
            tail.DrainAsync(process.StandardOutput.BaseStream, abandoned.Token),
            tail.DrainAsync(process.StandardError.BaseStream, abandoned.Token)
        );
        using var over = new CancellationTokenSource();
        var looking = LookAsync(tree, order, over.Token);
        using var timeout = new CancellationTokenSource(order.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var timedOut = false;
        try
        {
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            await SettledAsync(drained, Settle).ConfigureAwait(false);
            await Task.Delay(StopFollows, TimeProvider.System, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            timedOut = true;
        }
        finally
        {
            if (cancellationToken.IsCancellationRequested)
                await StopAsync(tree, order).ConfigureAwait(false);
            // Also after its own end: what it left in the background would go on writing into the folder that is about to be read.
            var limit = cancellationToken.IsCancellationRequested ? EndLimit : GiveUp;
            await tree.KillAsync(limit).ConfigureAwait(false);
            await over.CancelAsync().ConfigureAwait(false);
            await looking.ConfigureAwait(false);
            var ended = Task.WhenAll(drained, process.WaitForExitAsync(CancellationToken.None));
            if (!await SettledAsync(ended, limit).ConfigureAwait(false))
                await abandoned.CancelAsync().ConfigureAwait(false);
        }
        var files = ModuleFiles.In(order.Out);
        return timedOut
            ? new ModuleResult.TimedOut(order.Timeout) { OutputTail = tail.ToString(), Files = files }
            : new ModuleResult.Exited(process.ExitCode) { OutputTail = tail.ToString(), Files = files };
    }

    /// <summary>Keeps account of its processes, so that one which loses its parent, or outlives a killed program, is known.</summary>
    private static async Task LookAsync(ProcessTree tree, ModuleOrder order, CancellationToken over)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var told = new HashSet<ProcessIdentity>();
        while (!over.IsCancellationRequested)
        {
            var added = tree.Look().Select(entry => entry.Identity).Where(told.Add).ToList();
            if (added.Count > 0)
                order.Seen(added);
            await Task.Delay(BetweenLooks, TimeProvider.System, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task StopAsync(ProcessTree tree, ModuleOrder order)
    {
        order.Say("asked to end");
        var since = TimeProvider.System.GetTimestamp();
        if (await EndedAsync(tree).ConfigureAwait(false))
            order.Say(
                string.Create(CultureInfo.InvariantCulture, $"ended {TimeProvider.System.GetElapsedTime(since).TotalSeconds:0.0} s later")
            );
        else
            order.Say(string.Create(CultureInfo.InvariantCulture, $"killed after {EndGrace.TotalSeconds:0} s"));
    }

    /// <summary>Whether all of them have ended before the grace is over.</summary>
    private static async Task<bool> EndedAsync(ProcessTree tree)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (tree.Ask())
        {
            if (TimeProvider.System.GetElapsedTime(since) >= EndGrace)
                return false;
            await Task.Delay(BetweenAskedLooks, TimeProvider.System).ConfigureAwait(false);
        }
        return true;
    }

    private static async Task<bool> SettledAsync(Task drained, TimeSpan within)
    {
        try
        {
            await drained.WaitAsync(within, TimeProvider.System).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static ProcessStartInfo StartInfo(ModuleOrder order, string program)
    {
        // A session of its own: a Ctrl-C meant for this program does not reach it, and what it leaves behind is found by the session's number.
        var leader = OperatingSystem.IsLinux() ? ModuleCommand.InPath("setsid") : null;
        var start = new ProcessStartInfo(leader ?? program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        IEnumerable<string> arguments =
        [
            .. leader is null ? Array.Empty<string>() : [program],
            .. order.Command.Arguments,
            "--course-url",
            order.CourseUrl,
            "--phase",
            order.Phase.ToString(),
            "--date",
            order.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "--out",
            order.Out,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment[ProcessTree.MarkName] = order.Mark;
        return start;
    }
}
