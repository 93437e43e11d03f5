using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Hippique.Embedded;
using Hippique.Embedded.Storage;
using Hippique.Gpi;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;

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

    public static async Task<int> RunAsync(int kills, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var start = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddSeconds(20).ToUnixTimeSeconds());
        var races = (int)(kills * (ShortestLife + LongestLife) / 2 / Gap);
        var offs = Enumerable.Range(0, races).Select(race => start + Gap * race + TimeSpan.FromMinutes(5)).ToList();
        await using var site = new KillSite(ParisTime.ProgrammeOf(start), offs);
        var folder = Directory.CreateTempSubdirectory("hippique-kills-").FullName;
        var ends = new List<string>();
        using (var first = Serve(folder, site, ends))
        {
            first.WaitForHealth();
            await PlannedAsync(folder, site.Day, races, cancellationToken);
        }
        for (var kill = 1; kill < kills; kill++)
        {
            using var serve = Serve(folder, site, ends);
            await Task.Delay(ShortestLife + (LongestLife - ShortestLife) * random.NextDouble(), TimeProvider.System, cancellationToken);
        }
        var slowest = await LastAsync(folder, site, ends, cancellationToken);
        return await JudgeAsync(folder, site, kills, races, slowest, ends, cancellationToken);
    }

    private static ServedProcess Serve(string folder, KillSite site, List<string> ends) =>
        ServedProcess.Serve(
            folder,
            line =>
            {
                if (EndLine().Match(line) is { Success: true } end)
                {
                    lock (ends)
                        ends.Add(end.Groups[1].Value);
                }
            },
            ("SOURCES__ORDER", "pmu"),
            ("SOURCES__PMU__BASE_URL", site.Address.AbsoluteUri),
            ("OPERATORS", "pmu"),
            ("REQUESTS_PER_SECOND", "200"),
            ("REQUESTS_PER_DAY", "100000")
        );

    private static async Task PlannedAsync(string folder, DateOnly day, int races, CancellationToken cancellationToken)
    {
        while ((await PhasesAsync(folder, day, cancellationToken)).Count < races)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
    }

    /// <summary>Starts it once more and waits until all is done; how long that took from its first answer for what was due before, in seconds.</summary>
    private static async Task<double> LastAsync(string folder, KillSite site, List<string> ends, CancellationToken cancellationToken)
    {
        using var serve = Serve(folder, site, ends);
        serve.WaitForHealth();
        var (answered, now) = (Stopwatch.GetTimestamp(), TimeProvider.System.GetUtcNow());
        while ((await PhasesAsync(folder, site.Day, cancellationToken)).Any(phase => phase.End is null && phase.Task.DueAt <= now))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        var took = Stopwatch.GetElapsedTime(answered).TotalSeconds;
        while ((await PhasesAsync(folder, site.Day, cancellationToken)).Any(phase => phase.End is null))
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        serve.Terminate();
        return took;
    }

    private static async Task<int> JudgeAsync(
        string folder,
        KillSite site,
        int kills,
        int races,
        double slowest,
        List<string> ends,
        CancellationToken cancellationToken
    )
    {
        var phases = await PhasesAsync(folder, site.Day, cancellationToken);
        var lost = phases
            .Where(phase => phase.End is not (TaskEnd.Done or TaskEnd.Late))
            .Select(phase => $"{phase.Task.Name}: {phase.End}");
        var broken = phases.Where(phase => phase.End is TaskEnd.Done or TaskEnd.Late && !IsWhole(folder, phase.Task.RaceOrThrow));
        List<string> doubled;
        lock (ends)
            doubled = [.. ends.GroupBy(name => name).Where(same => same.Count() > 1).Select(same => $"{same.Key}: {same.Count()} ends")];
        List<string> faults =
        [
            .. lost,
            .. broken.Select(phase => $"{phase.Task.Name}: files are missing"),
            .. doubled,
            .. phases.Count == races ? (string[])[] : [$"{phases.Count} phases of {races}"],
            .. Directory.GetFiles(folder, "*.tmp*", SearchOption.AllDirectories),
        ];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{kills} kills, {races} H-5 phases, {site.Looks} pages asked for: {phases.Count(phase => phase.End is TaskEnd.Done)} done, {phases.Count(phase => phase.End is TaskEnd.Late)} late, {lost.Count()} lost, {broken.Count()} with broken files, {doubled.Count} with two ends; after the last start all was right in {slowest:0.0} s"
            )
        );
        faults.ForEach(Console.WriteLine);
        if (faults.Count > 0)
            return 1;
        Directory.Delete(folder, recursive: true);
        return 0;
    }

    private static bool IsWhole(string folder, RaceId race) =>
        Reads<Snapshot>(folder, ArtifactPaths.Snapshot(race, Phase.H5))
        && Reads<RaceAnalysis>(folder, ArtifactPaths.Analysis(race))
        && File.Exists(Path.Combine(folder, ArtifactPaths.Tickets(race)));

    private static bool Reads<T>(string folder, string path) =>
        File.Exists(Path.Combine(folder, path)) && ArtifactJson.Read<T>(path, File.ReadAllBytes(Path.Combine(folder, path))) is not null;

    private static async Task<List<TaskRecord>> PhasesAsync(string folder, DateOnly day, CancellationToken cancellationToken)
    {
        var path = new EmbeddedOptions { DataFolder = folder }.DatabasePath;
        if (!File.Exists(path))
            return [];
        await using var table = new SqlTaskStore(path);
        return [.. (await table.OfDayAsync(day, cancellationToken)).Where(record => record.Task.Kind == TaskKind.H5)];
    }

    [GeneratedRegex(@"""message"":""(run-\d+-r\d+c\d+-h5\S*) ended: ")]
    private static partial Regex EndLine();
}
