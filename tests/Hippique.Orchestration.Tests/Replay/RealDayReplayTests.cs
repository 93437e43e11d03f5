using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Replay;
using Hippique.Testing;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Replay;

/// <summary>22 November 2025 as recorded: 52 races, with the analysis that ships.</summary>
public sealed class RealDayReplayTests : IDisposable
{
    private static readonly DateOnly Day = new(2025, 11, 22);
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"hippique-replay-{Guid.NewGuid():N}");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static ReplayRunner Runner() =>
        new(new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value), PhaseBench.Settings, NullLoggerFactory.Instance);

    [Fact]
    public async Task Replay_RealDay_GivesTheKnownCountsAndTheSameBytesAgain()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var file = RealData.Path("races/2025-11.jsonl.gz");
        var one = (await Runner().RunDayAsync(file, Day, Path.Combine(_folder, "one"), null, Cancel)).Total;
        var other = (await Runner().RunDayAsync(file, Day, Path.Combine(_folder, "other"), null, Cancel)).Total;
        TestContext.Current.TestOutputHelper!.WriteLine(System.Text.Encoding.UTF8.GetString(ArtifactJson.Write(one)));

        one.Races.ShouldBe(52);
        one.Phases.ShouldBe(new PhaseCounts(Done: 104, Late: 0, Missed: 0, Cancelled: 0, Failed: 0));
        // Counted on the file by hand of the rules for recorded prices.
        one.Odds.H30.ShouldBe(new H30Origins(Live: 13, Reference: 24, Modelled: 2, None: 13));
        one.Odds.H5.ShouldBe(new H5Origins(Live: 22, Modelled: 17, None: 13));
        (one.Decisions.Play + one.Decisions.Abstain + one.Decisions.Unplayable).ShouldBe(52);
        one.Artifacts.ShouldBe(1 + 52 * 6);
        other.ArtifactsSha256.ShouldBe(one.ArtifactsSha256);

        var again = (await Runner().RunDayAsync(file, Day, Path.Combine(_folder, "one"), null, Cancel)).Total;
        again.ArtifactsSha256.ShouldBe(one.ArtifactsSha256);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
