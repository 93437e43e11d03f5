using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Replay;
using Hippique.Testing;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Replay;

/// <summary>
/// Days of December 2025 as recorded: the horse that a race names as its closest call is the one that the guards on singles measured (issue 9: in 570 of the 1,065 races refused
/// in that month it was another).
/// </summary>
public sealed class MeasuredHorseTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"hippique-measured-{Guid.NewGuid():N}");

    [Theory]
    [InlineData("gpi-v5.1", 6)]
    [InlineData("gpi-v5.1", 13)]
    [InlineData("gpi-edge", 6)]
    public async Task Replay_RealDay_NamesTheHorseThatWasMeasured(string rules, int day)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var refused = (await AnalysesAsync(rules, new DateOnly(2025, 12, day)))
            .Where(analysis => analysis.Outcome != Outcome.Play)
            .ToList();
        var measured = 0;
        foreach (var analysis in refused)
        {
            if (
                analysis.Guards.FirstOrDefault(guard => guard is { Code: GuardCode.RoiMinSp, Passed: false, Value: not null })
                is not { } guard
            )
                continue;
            measured++;
            var best = analysis.Runners.Where(runner => runner.ExpectedRoi == guard.Value).ToList();
            best.Select(runner => runner.Number).ShouldContain(guard.Note.ShouldBeOfType<GuardNote.BestOfWindow>().Number);
            // Nobody is named if no starter has a price at which it would be a ticket.
            if (analysis.Closest is { } closest)
                closest.Number.ShouldBe(((GuardNote.BestOfWindow)guard.Note!).Number, $"{analysis.Race}");
            else
                analysis.Runners.ShouldAllBe(runner => runner.PlayableFrom == null);
        }
        measured.ShouldBeGreaterThan(10);
        foreach (var analysis in refused.Where(analysis => analysis.Singles.Legs.Count > 0 && analysis.Closest is not null))
            analysis.Singles.Legs.Select(leg => leg.Number).ShouldContain(analysis.Closest!.Number, $"{analysis.Race}");
    }

    private async Task<List<RaceAnalysis>> AnalysesAsync(string rules, DateOnly day)
    {
        var runner = new ReplayRunner(new RaceAnalyser(RuleSets.Load(rules).Value), PhaseBench.Settings, NullLoggerFactory.Instance);
        await runner.RunDayAsync(RealData.Path("races/2025-12.jsonl.gz"), day, _folder, null, TestContext.Current.CancellationToken);
        return
        [
            .. Directory
                .EnumerateFiles(_folder, "analysis_h5.json", SearchOption.AllDirectories)
                .Select(path => ArtifactJson.Read<RaceAnalysis>(path, File.ReadAllBytes(path))),
        ];
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
