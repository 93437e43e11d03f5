using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Events;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Replay;
using Hippique.Sources;
using Hippique.Sources.RaceArchive;
using Hippique.Testing;
using Hippique.Testing.Gpi;
using Hippique.Testing.Phases;
using Hippique.Testing.Replay;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Replay;

/// <summary>A day that is run task by task is the day that <see cref="ReplayRunner"/> runs at once.</summary>
public sealed class SteppedDayTests : IDisposable
{
    private static readonly DateOnly Day = new(2031, 3, 14);
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-steps-").FullName;
    private readonly Quiet _quiet = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(600)]
    public async Task Its_artifacts_are_byte_for_byte_those_of_a_replay_whatever_the_pace(int minutes)
    {
        var (file, day) = Invented(9);
        var analyser = new FakeAnalyser();
        var whole = await new ReplayRunner(analyser, PhaseBench.Settings, NullLoggerFactory.Instance).RunDayAsync(
            file,
            Day,
            Path.Combine(_folder, "out"),
            null,
            Cancel
        );

        await using var steps = new SteppedDay(day, analyser, PhaseBench.Settings, _quiet, NullLoggerFactory.Instance);
        var summary = await RunAsync(steps, TimeSpan.FromMinutes(minutes));

        (await ArtifactsHash.OfAsync(steps.Artifacts, "", Cancel)).Sha256.ShouldBe(whole.Total.ArtifactsSha256);
        (summary.Tickets, summary.Decisions, summary.Phases).ShouldBe((9, whole.Total.Decisions, whole.Total.Phases));
        // Its ledger is its own, and no part of what is compared.
        (await steps.Services.GetRequiredService<ILedger>().ReadAsync(Day, Cancel)).Book.Tickets.Count.ShouldBe(9);
    }

    [Fact]
    public async Task Nothing_is_done_before_its_instant_and_the_clock_never_passes_what_it_was_given()
    {
        var (_, day) = Invented(3);
        await using var steps = new SteppedDay(day, new FakeAnalyser(), PhaseBench.Settings, _quiet, NullLoggerFactory.Instance);
        await steps.BeginAsync(Cancel);
        var first = (await steps.NextPhaseAsync(Cancel))!.Value;

        (await steps.StepAsync(first.AddTicks(-1), Cancel)).ShouldBeFalse();
        steps.AdvanceTo(first.AddTicks(-1));
        steps.Now.ShouldBe(first.AddTicks(-1));
        (await steps.StepAsync(first, Cancel)).ShouldBeTrue();

        steps.Now.ShouldBe(first);
        (await steps.NextPhaseAsync(Cancel))!.Value.ShouldBeGreaterThan(first);
        (await steps.IsOverAsync(Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_planning_later_in_the_day_waits_for_its_instant()
    {
        var (_, day) = Invented(3);
        await using var steps = new SteppedDay(
            day with
            {
                PlannedAt = Racing.ParisTime.At(Day, new TimeOnly(9, 0)),
                PlannedAgainAt = [Racing.ParisTime.At(Day, new TimeOnly(9, 30))],
            },
            new FakeAnalyser(),
            PhaseBench.Settings,
            _quiet,
            NullLoggerFactory.Instance
        );
        await steps.BeginAsync(Cancel);

        (await steps.StepAsync(Racing.ParisTime.At(Day, new TimeOnly(9, 30)).AddTicks(-1), Cancel)).ShouldBeFalse();
        (await steps.StepAsync(Racing.ParisTime.At(Day, new TimeOnly(9, 30)), Cancel)).ShouldBeTrue();

        steps.Now.ShouldBe(Racing.ParisTime.At(Day, new TimeOnly(9, 30)));
    }

    [Fact]
    public async Task A_real_day_is_the_same_in_steps()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var file = RealData.Path("races/2025-12.jsonl.gz");
        var day = ((SourceAnswer<RecordedDay>.Found)RecordedRaces.ReadDay(file, new DateOnly(2025, 12, 6), Cancel)).Value;
        var analyser = new RaceAnalyser(RuleSets.Load("gpi-edge").Value);
        var whole = await new ReplayRunner(analyser, PhaseBench.Settings, NullLoggerFactory.Instance).RunDayAsync(
            file,
            day.Date,
            Path.Combine(_folder, "real"),
            null,
            Cancel
        );

        await using var steps = new SteppedDay(ReplayedDay.Of(day), analyser, PhaseBench.Settings, _quiet, NullLoggerFactory.Instance);
        await RunAsync(steps, TimeSpan.FromMinutes(7));

        (await ArtifactsHash.OfAsync(steps.Artifacts, "", Cancel)).Sha256.ShouldBe(whole.Total.ArtifactsSha256);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<ReplaySummary> RunAsync(SteppedDay steps, TimeSpan pace)
    {
        await steps.BeginAsync(Cancel);
        while (!await steps.IsOverAsync(Cancel))
        {
            var until = steps.Now + pace;
            while (await steps.StepAsync(until, Cancel))
                steps.Now.ShouldBeLessThanOrEqualTo(until);
            steps.AdvanceTo(until);
        }
        return await steps.SettleAsync(Cancel);
    }

    private (string File, ReplayedDay Day) Invented(int races)
    {
        var file = Path.Combine(_folder, "races.jsonl.gz");
        InventedDay.Write(file, InventedDay.Lines(Day, races));
        return (file, ReplayedDay.Of(((SourceAnswer<RecordedDay>.Found)RecordedRaces.ReadDay(file, Day, Cancel)).Value));
    }

    private sealed class Quiet : IEventListener
    {
        public void Heard(HippiqueEvent happened) { }
    }
}
