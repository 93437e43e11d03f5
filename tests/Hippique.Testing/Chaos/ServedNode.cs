using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Hippique.Testing.Chaos;

/// <summary>One service of a rehearsal in a process of its own, which is killed, stopped and started again.</summary>
/// <param name="name">Of the node.</param>
/// <param name="start">How it is started.</param>
/// <param name="log">A file to which all that it says is added.</param>
public sealed partial class ServedNode(string name, Func<ProcessStartInfo> start, string log) : IDisposable
{
    private readonly Lock _writing = new();

    private const string Serving = "hippique serves on";
    private readonly Kept<string> _ended = new();
    private readonly Kept<string> _said = new();
    private TaskCompletionSource _answers = new();
    private Process? _process;

    public string Name => name;

    /// <summary>Names of the tasks whose ends it told, one for each time, over all its lives.</summary>
    public IReadOnlyList<string> Ended => _ended.All;

    /// <summary>The warnings and what stands on stderr, over all its lives.</summary>
    public IReadOnlyList<string> Said => _said.All;

    /// <summary>Done once this life answers requests and its queue is open.</summary>
    public Task Answers => _answers.Task;

    public bool IsRunning => _process is { HasExited: false };

    /// <exception cref="InvalidOperationException">It runs.</exception>
    public void Start()
    {
        if (IsRunning)
            throw new InvalidOperationException($"{name} runs");
        _answers = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var answers = _answers;
        _process = Process.Start(start())!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not { Length: > 0 } said)
                return;
            Keep(said);
            _said.Add(said);
            if (said.StartsWith(Serving, StringComparison.Ordinal))
                answers.TrySetResult();
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGKILL; its last lines are here when it returns.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await ExitAsync();
    }

    /// <summary>SIGSTOP.</summary>
    public Task StopAsync() => SignalAsync("STOP");

    /// <summary>SIGCONT.</summary>
    public Task ContinueAsync() => SignalAsync("CONT");

    /// <summary>SIGTERM, then the exit code.</summary>
    public async Task<int> TerminateAsync()
    {
        await SignalAsync("TERM");
        await ExitAsync();
        return _process!.ExitCode;
    }

    public void Dispose()
    {
        if (IsRunning)
            _process!.Kill();
        _process?.Dispose();
    }

    private Task ExitAsync() => _process!.WaitForExitAsync().WaitAsync(BoundedWait.Longest);

    private void Hear(string? line)
    {
        if (line is null)
            return;
        Keep(line);
        if (EndLine().Match(line) is { Success: true } end)
            _ended.Add(end.Groups[1].Value);
        else if (!line.Contains("\"severity\":\"INFO\"", StringComparison.Ordinal))
            _said.Add(line);
    }

    private void Keep(string line)
    {
        lock (_writing)
            File.AppendAllText(log, line + "\n");
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process!.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    [GeneratedRegex(@"""message"":""(\S+) ended: ")]
    private static partial Regex EndLine();
}
