using System.Diagnostics;
using System.Runtime.CompilerServices;
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

    /// <summary>What it holds of the machine's memory, in megabytes.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1e6;
        }
    }

    /// <summary>Waits until a line on stderr holds <paramref name="text"/>; fails when the process ends first.</summary>
    public Task<string> SaysAsync(string text) => WaitAsync(() => Error, text);

    /// <summary>The same on stdout.</summary>
    public Task<string> LogsAsync(string text) => WaitAsync(() => Out, text);

    /// <summary>Waits until a condition holds; fails with what it said when it ends first or when that lasts too long.</summary>
    public Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        UntilAsync(() => Task.FromResult(condition()), what);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string)"/>
    public async Task UntilAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var ended = false;
        try
        {
            await BoundedWait.UntilAsync(async () => await condition() || (ended = _process.HasExited), what: what);
        }
        catch (TimeoutException late)
        {
            throw new InvalidOperationException($"{late.Message}: {Said}", late);
        }
        if (ended && !await condition())
            throw new InvalidOperationException($"it ended before {what}: {Said}");
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
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
        await _process.WaitForExitAsync().WaitAsync(limit ?? BoundedWait.Longest);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private string Said => string.Join(" | ", Error.Concat(Out));

    private async Task<string> WaitAsync(Func<IReadOnlyList<string>> lines, string text)
    {
        await UntilAsync(() => Line() is not null, $"'{text}'");
        return Line()!;

        string? Line() => lines().FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal));
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
