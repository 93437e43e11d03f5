using System.Diagnostics;
using System.Globalization;
using Hippique.Testing.GoogleCloud;

namespace Hippique.Wire;

/// <summary>
/// From the start of the process to the first answered <c>GET /healthz</c>: <c>serve</c> on an empty folder, on one with a day and a record, as a container with an empty disk whose
/// bucket (at a loopback address) holds them, and the empty minimal API, in turn and in one run, since the machine is seldom the same twice.
/// </summary>
internal static class Starts
{
    public static async Task<int> RunAsync(int rounds, CancellationToken cancellationToken)
    {
        var full = await InventedFolder.MakeAsync(80, 60, cancellationToken);
        await using var project = await LoopbackProject.StartAsync(TimeProvider.System);
        project.Fill(full);
        (string, string)[] cloud = [.. project.Variables.Select(pair => (pair.Key, pair.Value))];
        List<double> empty = [];
        List<double> fresh = [];
        List<double> filled = [];
        List<double> container = [];
        // Once for the disk.
        Measure(() => ServedProcess.Empty());
        Measure(() => ServedProcess.Serve(full));
        for (var round = 0; round < rounds; round++)
        {
            empty.Add(Measure(() => ServedProcess.Empty()));
            fresh.Add(OnEmptyDisk(folder => ServedProcess.Serve(folder)));
            filled.Add(Measure(() => ServedProcess.Serve(full)));
            container.Add(OnEmptyDisk(folder => ServedProcess.Serve(folder, cloud)));
        }
        Say("empty minimal API", empty, empty);
        Say("serve, empty folder", fresh, empty);
        Say("serve, a day of 80 races and 60 days of record", filled, empty);
        Say("serve in a container, the same in a bucket", container, empty);
        Directory.Delete(Path.GetDirectoryName(full)!, recursive: true);
        return 0;
    }

    private static double OnEmptyDisk(Func<string, ServedProcess> start)
    {
        var folder = Directory.CreateTempSubdirectory("hippique-start-").FullName;
        var took = Measure(() => start(folder));
        Directory.Delete(folder, recursive: true);
        return took;
    }

    private static double Measure(Func<ServedProcess> start)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = start();
        process.WaitForHealth();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static void Say(string what, List<double> times, List<double> against) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{what}: median of {times.Count} {Median(times):0} ms ({times.Min():0} to {times.Max():0}), {Median(times) / Median(against):0.00} x the empty API (median of the pairs {Median([.. times.Zip(against, (own, other) => own / other)]):0.00})"
            )
        );

    internal static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}
