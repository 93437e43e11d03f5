using System.Diagnostics;
using System.Globalization;
using Hippique.Testing;
using Hippique.Testing.Sources;

namespace Hippique.Wire;

/// <summary>
/// The days that are rehearsed, one after the other: the one that was named; else the recorded ones (an invented one where there are none), and after them a day of the demo, which alone
/// has place prices and so tickets.
/// </summary>
/// <param name="named">A recording; null: all.</param>
/// <param name="simulated">Only days of the demo.</param>
internal sealed class ChaosDays(string? named, bool simulated) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-chaos-days-").FullName;
    private IReadOnlyList<string>? _recorded;
    private int _number;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <param name="seed">Of a day of the demo.</param>
    /// <param name="cancellationToken">Ends the demo.</param>
    public async Task<Day> NextAsync(int seed, CancellationToken cancellationToken)
    {
        if (named is not null)
            return Recorded(Path.GetFullPath(named));
        if (!simulated)
        {
            _recorded ??= Recordings();
            var turn = _number++ % (_recorded.Count + 1);
            if (turn < _recorded.Count)
                return Recorded(_recorded[turn]);
        }
        return await SimulatedAsync(seed, cancellationToken);
    }

    private IReadOnlyList<string> Recordings() =>
        RealData.Folder is not null
            ? [.. Directory.GetFiles(RealData.Path("days"), "*.jsonl.gz").Order(StringComparer.Ordinal)]
            : [RecordedPmuDay.Write(_folder, RecordedPmuDay.Every(new TimeOnly(13, 0), 6, 80))];

    private static Day Recorded(string path) =>
        new(Path.GetFileName(path), [path, "--pool", "pmu_national"], new Dictionary<string, string>());

    /// <summary>The folder that a demo leaves, with every page that it asked for. The rules with the lowest thresholds make it eleven tickets and not five.</summary>
    private async Task<Day> SimulatedAsync(int seed, CancellationToken cancellationToken)
    {
        var below = Directory.CreateDirectory(Path.Combine(_folder, seed.ToString(CultureInfo.InvariantCulture))).FullName;
        var order = ProgramEnvironment.Of(
            ServedProcess.Program,
            below,
            ["demo", "--json", "--seed", seed.ToString(CultureInfo.InvariantCulture)]
        );
        using var demo = Process.Start(order)!;
        var said = Task.WhenAll(
            demo.StandardOutput.ReadToEndAsync(cancellationToken),
            demo.StandardError.ReadToEndAsync(cancellationToken)
        );
        await demo.WaitForExitAsync(cancellationToken);
        if (demo.ExitCode != 0)
            throw new InvalidOperationException(string.Concat(await said));
        var day = Directory.GetDirectories(Directory.GetDirectories(below).Single(), "20??-??-??").Single();
        return new Day($"the demo's day {seed}", [day], new Dictionary<string, string> { ["RULES"] = "gpi-edge" });
    }

    /// <param name="Name">For the report.</param>
    /// <param name="Arguments">Behind <c>serve --rehearse</c>.</param>
    /// <param name="Variables">What is set for its services.</param>
    public sealed record Day(string Name, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Variables);
}
