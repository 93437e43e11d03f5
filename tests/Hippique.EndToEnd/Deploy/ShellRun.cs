using System.Diagnostics;

namespace Hippique.EndToEnd.Deploy;

/// <summary>What a command printed, and its exit code.</summary>
internal sealed record ShellRun(int Code, string Out, string Error)
{
    public static async Task<ShellRun> OfAsync(
        string program,
        IEnumerable<string> arguments,
        string folder,
        IReadOnlyDictionary<string, string?> variables,
        string input = ""
    )
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        // It ended without having read what it was given.
        catch (IOException) { }
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new ShellRun(process.ExitCode, await output, await error);
    }

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}
