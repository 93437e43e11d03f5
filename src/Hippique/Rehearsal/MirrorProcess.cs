using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hippique.Orchestration.Artifacts;

namespace Hippique.Rehearsal;

/// <summary>Starts the mirror of a rehearsal and speaks to it.</summary>
internal static class MirrorProcess
{
    private static readonly string User = Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Of a mirror on the same machine: one that takes longer hangs.</summary>
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Starts one; its answer, or why there is none, as it said it.</summary>
    /// <param name="day">The recording.</param>
    /// <param name="port">0: any free one.</param>
    /// <param name="cancellationToken">Ends the wait for its answer, and it.</param>
    public static async Task<MirrorStart> StartAsync(string day, int port, CancellationToken cancellationToken)
    {
        using var process = Process.Start(StartInfo(day, port))!;
        process.StandardInput.Close();
        try
        {
            var answer = await AnswerAsync(process, cancellationToken);
            using var json = JsonDocument.Parse(answer);
            return json.RootElement.TryGetProperty("errors", out var errors)
                ? new MirrorStart.Failed([.. errors.EnumerateArray().Select(error => error.GetString() ?? "")])
                : json.RootElement.Deserialize<MirrorStart.Serving>(ArtifactJson.Options)!;
        }
        // It ended without a word, or said something else than it should: a machine on which nothing starts, or a bug.
        catch (JsonException)
        {
            return new MirrorStart.Failed([(await process.StandardError.ReadToEndAsync(cancellationToken)).Trim()]);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>This process uses the rehearsal's mirror from now on. False if none answers there, or one that shows something else.</summary>
    public static async Task<bool> JoinAsync(RehearsalAnchor anchor, CancellationToken cancellationToken)
    {
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"&id={anchor.Id}&start={anchor.Start.UtcTicks}&started_at={anchor.StartedAt}&speed={anchor.Speed:R}"
        );
        try
        {
            return await Http.GetStringAsync(new Uri(Control(anchor.Mirror) + query), cancellationToken) == anchor.Id;
        }
        catch (Exception absent)
            when (absent is HttpRequestException || (absent is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    /// <summary>This process uses it no longer.</summary>
    public static async Task LeaveAsync(Uri mirror)
    {
        try
        {
            using var answer = await Http.DeleteAsync(Control(mirror), CancellationToken.None);
        }
        // It has ended before, which is what was wanted.
        catch (Exception gone) when (gone is HttpRequestException or TaskCanceledException) { }
    }

    private static Uri Control(Uri mirror) => new(mirror, $"{MirrorServer.Path}?by={User}");

    // The program itself, also where a developer runs it by "dotnet hippique.dll".
    private static ProcessStartInfo StartInfo(string day, int port)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "hippique.dll"));
        string[] arguments = ["mirror", day, "--json", "--port", port.ToString(CultureInfo.InvariantCulture), "--rehearsal"];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    /// <summary>One JSON value: of one line where it says why it does not serve, else up to the line that closes it.</summary>
    private static async Task<string> AnswerAsync(Process process, CancellationToken cancellationToken)
    {
        var answer = new StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(cancellationToken) is { } line)
        {
            answer.AppendLine(line);
            if (line == "}")
                break;
        }
        return answer.ToString();
    }
}

/// <summary>How a mirror started.</summary>
internal abstract record MirrorStart
{
    private MirrorStart() { }

    /// <param name="Address">Where.</param>
    /// <param name="Date">Programme day of the recording, of several the first.</param>
    /// <param name="Simulated">The races are invented.</param>
    /// <param name="At">The first recorded moment.</param>
    /// <param name="LastDate">The last of several; null: it is of one day.</param>
    public sealed record Serving(Uri Address, DateOnly Date, bool Simulated, DateTimeOffset At, DateOnly? LastDate = null) : MirrorStart;

    /// <param name="Errors">In the user's language.</param>
    public sealed record Failed(IReadOnlyList<string> Errors) : MirrorStart;
}
