using BenchmarkDotNet.Attributes;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Settings;
using Hippique.Racing;
using Hippique.Testing;
using Hippique.Testing.Replay;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Benchmarks;

/// <summary>
/// A day of 60 races replayed, artifacts written: 24 November 2025 as recorded where the real data is there, and an invented day of 60 races. Each round writes into a new
/// folder; reading the file is part of it.
/// </summary>
[MemoryDiagnoser]
public class ReplayBenchmarks
{
    private static readonly DateOnly RealDay = new(2025, 11, 24);
    private static readonly DateOnly InventedDate = new(2031, 3, 14);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"hippique-bench-{Guid.NewGuid():N}");
    private ReplayRunner _runner = null!;
    private int _round;

    [GlobalSetup]
    public void Setup()
    {
        InventedDay.Write(Path.Combine(_folder, "invented.jsonl.gz"), InventedDay.Lines(InventedDate, 60));
        var settings = new PhaseSettings
        {
            Operators = [],
            Countries = ["FRA"],
            Bankroll = new Euro(500),
            BudgetPerRace = new Euro(5),
            ProgramVersion = "3.0.0",
        };
        _runner = new ReplayRunner(new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value), settings, NullLoggerFactory.Instance);
    }

    [GlobalCleanup]
    public void Cleanup() => Directory.Delete(_folder, recursive: true);

    /// <summary>Null where the real data is absent: the invented day alone then counts.</summary>
    [Benchmark]
    public async Task<int?> RealDayOf60Races() =>
        RealData.Folder is null ? null : await ReplayAsync(RealData.Path("races/2025-11.jsonl.gz"), RealDay);

    [Benchmark]
    public async Task<int?> InventedDayOf60Races() => await ReplayAsync(Path.Combine(_folder, "invented.jsonl.gz"), InventedDate);

    private async Task<int?> ReplayAsync(string file, DateOnly day)
    {
        var output = Path.Combine(_folder, $"out-{_round++}");
        var report = await _runner.RunDayAsync(file, day, output, null, CancellationToken.None);
        return report.Total.Artifacts;
    }
}
