using System.Diagnostics;
using System.Globalization;
using Hippique.Embedded;
using Hippique.Embedded.Storage;
using Hippique.Orchestration.Tasks;
using Hippique.Testing;
using Hippique.Testing.Chaos;
using Hippique.Testing.Sources;

namespace Hippique.Wire;

/// <summary>
/// Memory of <c>serve</c> (<c>VmRSS</c>) over a month of invented days that it rehearses in one life, with all the memory of the machine or with a limit as a container has it. Its site is a process
/// of its own, outside of the limit.
/// </summary>
internal static class Month
{
    private const int RacesADay = 40;
    private static readonly TimeOnly First = new(11, 30);
    private static readonly TimeSpan Settled = TimeSpan.FromHours(11.5);

    /// <param name="days">How many.</param>
    /// <param name="speed">Virtual seconds in a real one.</param>
    /// <param name="limit">Of its memory, in megabytes; 0: none.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> RunAsync(int days, double speed, int limit, CancellationToken cancellationToken)
    {
        using var group = limit == 0 ? null : new MemoryGroup(limit);
        var folder = Directory.CreateTempSubdirectory("hippique-month-").FullName;
        var place = Path.Combine(folder, "rehearsal");
        var recording = RecordedPmuDay.WriteDays(folder, days, RecordedPmuDay.Every(First, 12, RacesADay));
        string[] arguments =
        [
            "serve",
            "--rehearse",
            recording,
            "--pool",
            "pmu_national",
            "--speed",
            speed.ToString(CultureInfo.InvariantCulture),
            "--into",
            place,
        ];
        var start = ProgramEnvironment.Of(ServedProcess.Program, folder, arguments);
        var limited = group?.Inside(start);
        if (limited is not null)
            await StartSiteAsync(start, place, cancellationToken);
        using var serve = Process.Start(limited ?? start)!;
        serve.BeginOutputReadLine();
        serve.BeginErrorReadLine();
        try
        {
            RehearsedFolder? rehearsed = null;
            await UntilAsync(() => (rehearsed = RehearsedFolder.Find(place)) is not null, serve, cancellationToken);
            for (var day = 0; day < days; day++)
            {
                // At eleven in the evening, when nothing is left to do.
                await UntilAsync(() => rehearsed!.Now >= EveningOf(day), serve, cancellationToken);
                if (day == 0 || (day + 1) % 5 == 0)
                    await SayAsync(place, day, serve.Id, group, cancellationToken);
            }
        }
        finally
        {
            using var kill = Process.Start("kill", ["-TERM", serve.Id.ToString(CultureInfo.InvariantCulture)]);
            await serve.WaitForExitAsync(CancellationToken.None);
        }
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static async Task UntilAsync(Func<bool> isReached, Process serve, CancellationToken cancellationToken)
    {
        while (!isReached())
        {
            if (serve.HasExited)
                throw new InvalidOperationException($"the service ended with {serve.ExitCode}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>A service that is killed leaves its site, which the next one uses: so nothing of the site is in the group.</summary>
    private static async Task StartSiteAsync(ProcessStartInfo start, string place, CancellationToken cancellationToken)
    {
        using var first = Process.Start(start)!;
        first.BeginOutputReadLine();
        first.BeginErrorReadLine();
        await UntilAsync(() => RehearsedFolder.Find(place) is not null, first, cancellationToken);
        first.Kill();
        await first.WaitForExitAsync(cancellationToken);
    }

    private static DateTimeOffset EveningOf(int day) => Racing.ParisTime.At(RecordedPmuDay.Day.AddDays(day), First) + Settled;

    private static async Task SayAsync(string place, int day, int process, MemoryGroup? group, CancellationToken cancellationToken)
    {
        await using var table = new SqlTaskStore(new EmbeddedOptions { DataFolder = place }.DatabasePath);
        var looks = new List<TaskRecord>();
        for (var number = 0; number <= day; number++)
            looks.AddRange(
                (await table.OfDayAsync(RecordedPmuDay.Day.AddDays(number), cancellationToken)).Where(task => task.Task.Kind.IsPhase())
            );
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"day {day + 1}: {ServedProcess.MegabytesOf(process):0.0} MB, of which {ServedProcess.MegabytesOf(process, "RssFile:"):0.0} are pages of mapped files; {looks.Count} looks: {looks.Count(look => look.End is TaskEnd.Done)} done, {looks.Count(look => look.End is TaskEnd.Late)} late, {looks.Count(look => look.End is TaskEnd.Missed)} missed, {looks.Count(look => look.End is null)} open"
        );
        if (group is not null)
            text += string.Create(CultureInfo.InvariantCulture, $"; counted {group.Megabytes:0.0} MB, {group.Ended} processes ended");
        Console.WriteLine(text);
    }
}
