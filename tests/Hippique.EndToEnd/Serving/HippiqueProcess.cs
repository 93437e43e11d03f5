using System.Diagnostics;
using Hippique.Testing;

namespace Hippique.EndToEnd.Serving;

/// <summary>The real program in a process of its own, with nothing of this process's configuration.</summary>
internal sealed class HippiqueProcess : IDisposable
{
    private readonly Process _process;
    private readonly Kept<string> _out = new();
    private readonly Kept<string> _error = new();

    public HippiqueProcess(string workingFolder, string arguments, params (string Name, string Value)[] variables)
        : this(workingFolder, arguments, umask: null, variables) { }

    /// <param name="workingFolder">Where it is started.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="umask">The mode bits that its files lack unless it says otherwise, in octal digits; null: as in this process.</param>
    /// <param name="variables">Added to the environment.</param>
    public HippiqueProcess(string workingFolder, string arguments, string? umask, params (string Name, string Value)[] variables)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "hippique");
        // Whoever runs the tests in the background of a shell has them ignore Ctrl-C, and the program would inherit it.
        var start = umask is null
            ? new ProcessStartInfo("env", $"--default-signal=INT {program} {arguments}")
            : new ProcessStartInfo("/bin/sh", ["-c", $"umask {umask}; exec \"$0\" {arguments}", program]);
        Configure(start, workingFolder, variables);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(_out, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Out => _out.All;
    public IReadOnlyList<string> Error => _error.All;

    public bool HasExited => _process.HasExited;

    /// <summary>Waits until a line on stderr holds <paramref name="text"/>; fails when the process ends first.</summary>
    public Task<string> SaysAsync(string text) => WaitAsync(() => Error, text);

    /// <summary>The same on stdout.</summary>
    public Task<string> LogsAsync(string text) => WaitAsync(() => Out, text);

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, then the exit code.</summary>
    public Task<int> TerminateAsync(TimeSpan? limit = null) => SignalAsync("TERM", limit);

    /// <summary>A signal that asks it to stop (<c>INT</c>, <c>TERM</c>), then the exit code.</summary>
    public async Task<int> SignalAsync(string signal, TimeSpan? limit = null)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        return await ExitAsync(limit);
    }

    /// <summary>The exit code, once all that was printed is here.</summary>
    /// <param name="limit">How long it may take before the test fails; null: five minutes.</param>
    public async Task<int> ExitAsync(TimeSpan? limit = null)
    {
        await _process.WaitForExitAsync().WaitAsync(limit ?? TimeSpan.FromMinutes(5));
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task<string> WaitAsync(Func<IReadOnlyList<string>> lines, string text)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromMinutes(5); )
        {
            if (lines().FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) is { } line)
                return line;
            if (_process.HasExited)
                break;
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
        throw new InvalidOperationException($"never said '{text}': {string.Join(" | ", Error)} | {string.Join(" | ", Out)}");
    }

    private static void Configure(ProcessStartInfo start, string workingFolder, IEnumerable<(string Name, string Value)> variables)
    {
        start.WorkingDirectory = workingFolder;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        ProgramEnvironment.Clear(start);
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
    }

    private static void Keep(Kept<string> lines, string? line)
    {
        if (!string.IsNullOrEmpty(line))
            lines.Add(line);
    }
}
