using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Testing.GoogleCloud;

namespace Hippique.Wire;

/// <summary>
/// <c>serve</c> is killed (SIGKILL) again and again through a stretch of a day in which an H-5 is due every few seconds, at random moments: in its start, in a look, in an analysis, at
/// rest. In the end every phase must have one end and whole files.
/// </summary>
internal static partial class Kills
{
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan ShortestLife = TimeSpan.FromMilliseconds(250);

    /// <summary>A machine on which a start takes longer than a sixth of it lets no phase be carried out in time: the run says nothing there.</summary>
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(6);

    /// <param name="cloud">Whether each process is a container of Google Cloud with an empty disk, called by its queue; else all have one folder.</param>
    /// <param name="kills">How many.</param>
    /// <param name="seed">Of the instants.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<int> RunAsync(bool cloud, int kills, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var start = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddSeconds(20).ToUnixTimeSeconds());
        var races = (int)(kills * (ShortestLife + LongestLife) / 2 / Gap);
        var offs = Enumerable.Range(0, races).Select(race => start + Gap * race + TimeSpan.FromMinutes(5)).ToList();
        await using var site = new KillSite(ParisTime.ProgrammeOf(start), offs);
        await using KillHome home = cloud
            ? new KillHome.InBucket(await LoopbackProject.StartAsync(TimeProvider.System))
            : new KillHome.OnDisk();
        var ends = new List<string>();
        using (var first = Serve(home, site, ends))
        {
            first.WaitForHealth();
            await home.PlanAsync(first, site.Day, cancellationToken);
            while ((await PhasesAsync(home, site.Day, cancellationToken)).Count < races)
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }
        home.Gone();
        for (var kill = 1; kill < kills; kill++)
        {
            using (Serve(home, site, ends))
                await Task.Delay(ShortestLife + (LongestLife - ShortestLife) * random.NextDouble(), TimeProvider.System, cancellationToken);
            home.Gone();
        }
        var slowest = await LastAsync(home, site, ends, cancellationToken);
        return await JudgeAsync(home, site, kills, races, slowest, ends, cancellationToken);
    }

    private static ServedProcess Serve(KillHome home, KillSite site, List<string> ends)
    {
        var process = ServedProcess.Serve(
            home.Folder(),
            line =>
            {
                if (EndLine().Match(line) is { Success: true } end)
                {
                    lock (ends)
                        ends.Add(end.Groups[1].Value);
                }
            },
            [
                .. home.Variables,
                ("SOURCES__ORDER", "pmu"),
                ("SOURCES__PMU__BASE_URL", site.Address.AbsoluteUri),
                ("OPERATORS", "pmu"),
                ("REQUESTS_PER_SECOND", "200"),
                ("REQUESTS_PER_DAY", "100000"),
            ]
        );
        home.Started(process);
        return process;
    }

    /// <summary>Starts it once more and waits until all is done; how long that took from its first answer for what was due before, in seconds.</summary>
    private static async Task<double> LastAsync(KillHome home, KillSite site, List<string> ends, CancellationToken cancellationToken)
    {
        using var serve = Serve(home, site, ends);
        serve.WaitForHealth();
        var (answered, now) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        while ((await PhasesAsync(home, site.Day, cancellationToken)).Any(phase => phase.End is null && phase.Task.DueAt <= now))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        var took = Stopwatch.GetElapsedTime(answered).TotalSeconds;
        while ((await PhasesAsync(home, site.Day, cancellationToken)).Any(phase => phase.End is null))
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        serve.Terminate();
        return took;
    }

    private static async Task<int> JudgeAsync(
        KillHome home,
        KillSite site,
        int kills,
        int races,
        double slowest,
        List<string> ends,
        CancellationToken cancellationToken
    )
    {
        var phases = await PhasesAsync(home, site.Day, cancellationToken);
        var lost = phases
            .Where(phase => phase.End is not (TaskEnd.Done or TaskEnd.Late))
            .Select(phase => $"{phase.Task.Name}: {phase.End}");
        var broken = phases.Where(phase => phase.End is TaskEnd.Done or TaskEnd.Late && !IsWhole(home, phase.Task.RaceOrThrow));
        List<string> doubled;
        lock (ends)
            doubled = [.. ends.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {same.Count()} ends")];
        List<string> faults =
        [
            .. lost,
            .. broken.Select(phase => $"{phase.Task.Name}: files are missing"),
            .. doubled,
            .. phases.Count == races ? (string[])[] : [$"{phases.Count} phases of {races}"],
            .. home.Drafts(),
        ];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{kills} kills, {races} H-5 phases, {site.Looks} pages asked for: {phases.Count(phase => phase.End is TaskEnd.Done)} done, {phases.Count(phase => phase.End is TaskEnd.Late)} late, {lost.Count()} lost, {broken.Count()} with broken files, {doubled.Count} with two ends; after the last start all was right in {slowest:0.0} s"
            )
        );
        faults.ForEach(Console.WriteLine);
        return faults.Count > 0 ? 1 : 0;
    }

    private static bool IsWhole(KillHome home, RaceId race) =>
        Reads<Snapshot>(home, ArtifactPaths.Snapshot(race, Phase.H5))
        && Reads<RaceAnalysis>(home, ArtifactPaths.Analysis(race))
        && home.Read(ArtifactPaths.Tickets(race)) is not null;

    private static bool Reads<T>(KillHome home, string path) =>
        home.Read(path) is { } content && ArtifactJson.Read<T>(path, content) is not null;

    private static async Task<List<TaskRecord>> PhasesAsync(KillHome home, DateOnly day, CancellationToken cancellationToken) =>
        [.. (await home.TasksAsync(day, cancellationToken)).Where(record => record.Task.Kind == TaskKind.H5)];

    [GeneratedRegex(@"""message"":""(run-\d+-r\d+c\d+-h5\S*) ended: ")]
    private static partial Regex EndLine();
}
