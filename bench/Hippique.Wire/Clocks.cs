using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing;
using Hippique.Testing.Chaos;

namespace Hippique.Wire;

/// <summary>
/// <c>serve</c> works while the clock under it is set (libfaketime, which leaves the monotonic clock alone, as setting a machine's clock does). Each look must have one end: in time or late
/// where the clock was right within its grace, missed where the machine slept through it.
/// </summary>
internal static partial class Clocks
{
    private const int AtATime = 4;
    private static readonly string[] Libraries =
    [
        "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
        "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
    ];

    /// <param name="named">One of <see cref="ClockScene.All"/>; null: all, a few at a time.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> RunAsync(string? named, CancellationToken cancellationToken)
    {
        var library = Array.Find(Libraries, File.Exists);
        if (library is null)
            throw new InvalidOperationException("libfaketime is missing: apt-get install faketime");
        var isRight = true;
        // A few at a time: each asks what time it is through the library, and all together keep the machine from its work.
        foreach (var scenes in ClockScene.All.Where(scene => named is null || scene.Name == named).Chunk(AtATime))
        {
            foreach (var report in await Task.WhenAll(scenes.Select(scene => SceneAsync(scene, library, cancellationToken))))
            {
                foreach (var line in report.Lines)
                    Console.WriteLine(line);
                isRight &= report.IsRight;
            }
        }
        return isRight ? 0 : 1;
    }

    private static async Task<(IReadOnlyList<string> Lines, bool IsRight)> SceneAsync(
        ClockScene scene,
        string library,
        CancellationToken cancellationToken
    )
    {
        var due = scene.Due().ToList();
        await using var site = new KillSite(ParisTime.ProgrammeOf(due[0]), [.. due.Select(at => at.AddMinutes(5))]);
        await using var home = new KillHome.OnDisk();
        var offset = Path.Combine(Path.GetTempPath(), $"hippique-clock-{Guid.NewGuid():N}");
        var ends = new Kept<string>();
        var started = Stopwatch.GetTimestamp();
        ServedProcess? serve = null;
        var basis = scene.Begin - TimeProvider.System.GetUtcNow();
        try
        {
            Set(offset, basis);
            serve = Start();
            await UntilAsync(started, scene.From, cancellationToken);
            Set(offset, basis + scene.Leap);
            if (scene.Killed is { } killed)
            {
                await UntilAsync(started, killed, cancellationToken);
                serve.Dispose();
                serve = Start();
            }
            if (scene.Back is { } back)
            {
                await UntilAsync(started, back, cancellationToken);
                Set(offset, basis);
            }
            var right = await RightAsync(scene, home, site.Day, started, cancellationToken);
            while (scene.Right(Stopwatch.GetElapsedTime(started)) < scene.End)
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
            serve.Terminate();
            return Judge(scene, await home.TasksAsync(site.Day, cancellationToken), due.Count, right, ends.All);
        }
        finally
        {
            serve?.Dispose();
            File.Delete(offset);
        }

        ServedProcess Start() =>
            ServedProcess.Serve(
                home.Folder(),
                line =>
                {
                    if (EndLine().Match(line) is { Success: true } end)
                        ends.Add(end.Groups[1].Value);
                },
                ("LD_PRELOAD", library),
                ("FAKETIME_TIMESTAMP_FILE", offset),
                ("FAKETIME_CACHE_DURATION", "1"),
                ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
                ("SOURCES__ORDER", "pmu"),
                ("SOURCES__PMU__BASE_URL", site.Address.AbsoluteUri),
                ("OPERATORS", "pmu"),
                ("REQUESTS_PER_SECOND", "200"),
                ("REQUESTS_PER_DAY", "100000")
            );
    }

    /// <summary>From the moment at which the clock is right: how long until nothing is without an end that should have one.</summary>
    private static async Task<TimeSpan> RightAsync(
        ClockScene scene,
        KillHome home,
        DateOnly day,
        long started,
        CancellationToken cancellationToken
    )
    {
        var since = Stopwatch.GetElapsedTime(started);
        var now = scene.Right(since);
        while (TaskCheck.Overdue(await home.TasksAsync(day, cancellationToken), now).Any())
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        return Stopwatch.GetElapsedTime(started) - since;
    }

    private static (IReadOnlyList<string> Lines, bool IsRight) Judge(
        ClockScene scene,
        IReadOnlyList<TaskRecord> tasks,
        int looks,
        TimeSpan right,
        IReadOnlyList<string> ends
    )
    {
        var phases = tasks.Where(task => task.Task.Kind == TaskKind.H5 && task.Stands).ToList();
        List<string> faults =
        [
            .. phases.Count == looks ? (string[])[] : [$"{phases.Count} looks of {looks}"],
            .. phases
                .Where(phase => !IsRight(scene, phase))
                .Select(phase => $"{phase.Task.Name}, due {phase.Task.DueAt:HH:mm:ss}: {phase.End}"),
            .. TaskCheck.Doubled(ends),
        ];
        var states = phases.GroupBy(phase => phase.End?.State ?? "open").OrderBy(state => state.Key, StringComparer.Ordinal);
        return (
            [
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{scene.Name}: {looks} looks: {string.Join(", ", states.Select(state => $"{state.Count()} {state.Key}"))}; right after {right.TotalSeconds:0.0} s; {faults.Count} faults"
                ),
                .. faults.Select(fault => $"  {fault}"),
            ],
            faults.Count == 0
        );
    }

    /// <summary>Only a machine that slept may have missed something, and only what nobody could look at in its grace.</summary>
    private static bool IsRight(ClockScene scene, TaskRecord phase)
    {
        var (slept, woke) = (scene.Begin + scene.From, scene.Begin + scene.From + scene.Leap);
        var isSlept =
            scene is { Back: null }
            && phase.Task.DueAt >= slept
            && phase.Task.GraceUntil < woke + ClockWatch.Doubt + TimeSpan.FromSeconds(5);
        return phase.End switch
        {
            TaskEnd.Done => true,
            TaskEnd.Late => scene.Leap != TimeSpan.Zero,
            TaskEnd.Missed => isSlept,
            _ => false,
        };
    }

    private static Task UntilAsync(long started, TimeSpan after, CancellationToken cancellationToken)
    {
        var left = after - Stopwatch.GetElapsedTime(started);
        return left > TimeSpan.Zero ? Task.Delay(left, TimeProvider.System, cancellationToken) : Task.CompletedTask;
    }

    /// <summary>Whole, so that nobody reads half of it.</summary>
    private static void Set(string path, TimeSpan offset)
    {
        File.WriteAllText(path + ".new", offset.TotalSeconds.ToString("+0.000;-0.000", CultureInfo.InvariantCulture));
        File.Move(path + ".new", path, overwrite: true);
    }

    // What a wrong clock gave up is opened again, and then has an end that counts.
    [GeneratedRegex(@"""message"":""(run-\d+-r\d+c\d+-h5\S*) ended: (?:done|late)")]
    private static partial Regex EndLine();
}
