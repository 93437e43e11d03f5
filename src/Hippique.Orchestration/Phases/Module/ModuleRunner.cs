using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
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
    private const string Mark = "HIPPIQUE_MODULE_RUN";
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>How long the output may stay open after the command has ended; then somebody it left behind holds it.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    /// <summary>Once all of them are dead the output ends by itself, on a busy machine a little later; it is given up only if somebody could not be found.</summary>
    private static readonly TimeSpan GiveUp = TimeSpan.FromSeconds(15);

    /// <exception cref="OperationCanceledException">Asked to stop; the command and everything it started has been killed.</exception>
    public async Task<ModuleResult> RunAsync(ModuleOrder order, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        if (order.Command.Find() is not { } program)
            return new ModuleResult.NotStarted($"'{Quoted.Short(order.Command.Program)}' does not exist");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(program) & Executable) == 0)
            return new ModuleResult.NotStarted($"'{Quoted.Short(order.Command.Program)}' is not executable");
        var mark = Guid.NewGuid().ToString("N");
        using var process = new Process { StartInfo = StartInfo(order, program, mark) };
        try
        {
            process.Start();
        }
        catch (Win32Exception refused)
        {
            return new ModuleResult.NotStarted($"'{Quoted.Short(order.Command.Program)}' cannot be started: {refused.Message}");
        }
        process.StandardInput.Close();
        return await WatchAsync(process, new ProcessTree(process, $"{Mark}={mark}"), order, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ModuleResult> WatchAsync(Process process, ProcessTree tree, ModuleOrder order, CancellationToken cancellationToken)
    {
        var tail = new OutputTail(TailCharacters);
        using var abandoned = new CancellationTokenSource();
        var drained = Task.WhenAll(
            tail.DrainAsync(process.StandardOutput.BaseStream, abandoned.Token),
            tail.DrainAsync(process.StandardError.BaseStream, abandoned.Token)
        );
        using var timeout = new CancellationTokenSource(order.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var timedOut = false;
        try
        {
            await process.WaitForExitAsync(either.Token).ConfigureAwait(false);
            await SettledAsync(drained, Settle).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            timedOut = true;
        }
        finally
        {
            // Also after its own end: what it left in the background would go on writing into the folder that is about to be read.
            await tree.KillAsync().ConfigureAwait(false);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            if (!await SettledAsync(drained, GiveUp).ConfigureAwait(false))
                await abandoned.CancelAsync().ConfigureAwait(false);
        }
        var files = ModuleFiles.In(order.Out);
        return timedOut
            ? new ModuleResult.TimedOut(order.Timeout) { OutputTail = tail.ToString(), Files = files }
            : new ModuleResult.Exited(process.ExitCode) { OutputTail = tail.ToString(), Files = files };
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

    private static ProcessStartInfo StartInfo(ModuleOrder order, string program, string mark)
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
        start.Environment[Mark] = mark;
        return start;
    }
}
