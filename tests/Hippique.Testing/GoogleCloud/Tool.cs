using System.Diagnostics;

namespace Hippique.Testing.GoogleCloud;

/// <summary>A program of this machine that a test runs.</summary>
public static class Tool
{
    /// <summary>Where it lies on the path; null if nowhere.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Runs it to its end; a cancelled run is killed with all that it has started.</summary>
    /// <param name="name">On the path.</param>
    /// <param name="arguments">As they are, without a shell.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="cancellationToken">Of the test.</param>
    /// <param name="environment">Beside this process's own.</param>
    public static async Task<ToolRun> RunAsync(
        string name,
        IReadOnlyList<string> arguments,
        string folder,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null
    )
    {
        var start = new ProcessStartInfo(Find(name) ?? throw new InvalidOperationException($"{name} is absent"), arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var error = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return new ToolRun(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}

/// <param name="ExitCode">0: well.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed as errors.</param>
public sealed record ToolRun(int ExitCode, string Output, string Error);
