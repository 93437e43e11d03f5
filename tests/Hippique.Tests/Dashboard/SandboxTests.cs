using Hippique.Commands;
using Hippique.Dashboard.Frame;
using Hippique.Dashboard.Replay;
using Hippique.Gpi.Rules;
using Hippique.Hosting.Settings;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Testing.Replay;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Tests.Dashboard;

/// <summary>A recorded day in a sandbox, on a clock that the test moves.</summary>
public sealed class SandboxTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2025, 11, 20);
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-sandbox-").FullName;
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2025, 11, 22, 11, 0, 0, TimeSpan.Zero));
    private HippiqueSettings _settings = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset FirstLook => ParisTime.At(Day, new TimeOnly(12, 30));

    public async ValueTask InitializeAsync()
    {
        await InventedRecording.WriteAsync(_folder, Day, Token);
        _settings = SettingsReader.Read(new Dictionary<string, string> { ["DATA_DIR"] = _folder, ["OPERATORS"] = "pmu" }, _folder);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task It_begins_a_minute_before_the_first_look_and_takes_it_when_its_clock_is_there()
    {
        await using var sandbox = Sandbox(60);
        sandbox.Mark.State.ShouldBe(SandboxState.Preparing);
        await RestAsync(sandbox);

        sandbox.Mark.State.ShouldBe(SandboxState.Running);
        sandbox.Mark.Now.ShouldBe(FirstLook - Hippique.Dashboard.Replay.Sandbox.Lead);
        (await DoneAsync(sandbox)).ShouldBe(0);
        _clock.Advance(TimeSpan.FromSeconds(.9));
        await RestAsync(sandbox);
        (await DoneAsync(sandbox)).ShouldBe(0);
        _clock.Advance(TimeSpan.FromSeconds(.1));
        await RestAsync(sandbox);

        (await DoneAsync(sandbox)).ShouldBe(1);
        sandbox.Mark.Now.ShouldBe(FirstLook);
    }

    [Fact]
    public async Task Paused_it_stands_and_takes_the_next_phase_when_it_is_told_to()
    {
        await using var sandbox = Sandbox(600);
        await RestAsync(sandbox);
        sandbox.Pause(true);
        _clock.Advance(TimeSpan.FromMinutes(30));
        await RestAsync(sandbox);
        (await DoneAsync(sandbox)).ShouldBe(0);

        sandbox.ToNextPhase();
        await RestAsync(sandbox);

        sandbox.Mark.State.ShouldBe(SandboxState.Paused);
        (await DoneAsync(sandbox)).ShouldBe(1);
        sandbox.Mark.Now.ShouldBe(FirstLook);
    }

    [Fact]
    public async Task While_the_live_day_has_an_H5_to_do_nothing_is_carried_out_and_no_time_passes()
    {
        await using var sandbox = Sandbox(600);
        await RestAsync(sandbox);
        (await sandbox.StepAsync(held: true, Token)).ShouldBeFalse();
        _clock.Advance(TimeSpan.FromMinutes(30));
        (await sandbox.StepAsync(held: true, Token)).ShouldBeFalse();

        sandbox.Mark.State.ShouldBe(SandboxState.Held);
        sandbox.Mark.Pace.ShouldBe(0);
        await RestAsync(sandbox);
        (await DoneAsync(sandbox)).ShouldBe(0);
        sandbox.Mark.Now.ShouldBe(FirstLook - Hippique.Dashboard.Replay.Sandbox.Lead);
    }

    [Fact]
    public async Task To_the_end_it_leaves_what_a_replay_of_the_folder_leaves_byte_for_byte()
    {
        var setup = (await RecordedDaySetup.OpenAsync(Path.Combine(_folder, "2025-11-20"), Day, _settings, Token))!;
        IDisposable? sources = null;
        var analyser = setup.Analyser(RuleSets.Load("gpi-v5.1").Value, _settings.Play.Model, RaceHistory.Empty);
        var whole = await new ReplayRunner(analyser, setup.Phases, NullLoggerFactory.Instance).RunSourcesAsync(
            setup.ToReplay(opened => sources = opened),
            Path.Combine(_folder, "out"),
            Token
        );
        sources!.Dispose();

        await using var sandbox = Sandbox(120);
        await RestAsync(sandbox);
        _clock.Advance(TimeSpan.FromSeconds(17));
        await RestAsync(sandbox);
        sandbox.ToNextPhase();
        await RestAsync(sandbox);
        sandbox.ToEnd();
        await RestAsync(sandbox);

        sandbox.Mark.State.ShouldBe(SandboxState.Over);
        whole.Total.Phases.Done.ShouldBe(8);
        (await ArtifactsHash.OfAsync(sandbox.Artifacts!, "", Token)).Sha256.ShouldBe(whole.Total.ArtifactsSha256);
    }

    [Fact]
    public async Task It_is_unseen_once_nobody_looks_and_nobody_listens()
    {
        await using var sandbox = Sandbox(1);
        var limit = TimeSpan.FromMinutes(10);
        using (sandbox.Watch())
        {
            _clock.Advance(limit);
            sandbox.IsUnseenFor(limit).ShouldBeFalse();
        }
        sandbox.IsUnseenFor(limit).ShouldBeFalse();
        _clock.Advance(limit);
        sandbox.IsUnseenFor(limit).ShouldBeTrue();
        sandbox.Seen();
        sandbox.IsUnseenFor(limit).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_days_that_are_over_and_recorded_are_offered()
    {
        var days = new RecordedDays(_settings, _clock);
        days.List().ShouldBe([Day]);
        await InventedRecording.WriteAsync(_folder, new DateOnly(2025, 11, 22), Token);
        Directory.CreateDirectory(Path.Combine(_folder, "2025-11-19"));

        days.List().ShouldBe([Day]);
        new RecordedDays(_settings with { Data = _settings.Data with { Folder = Path.Combine(_folder, "none") } }, _clock)
            .List()
            .ShouldBeEmpty();
    }

    private RecordedDayOpener Opener() => new(new RecordedDays(_settings, _clock), _settings);

    private Sandbox Sandbox(int speed) =>
        new("00000000", new SandboxOrder(Day, "gpi-v5.1", speed), Opener(), _settings, new SandboxPace(_clock, 1), _clock);

    /// <summary>Until nothing is due.</summary>
    private static async Task RestAsync(Sandbox sandbox)
    {
        while (await sandbox.StepAsync(held: false, Token)) { }
    }

    /// <summary>Looks that were taken.</summary>
    private static async Task<int> DoneAsync(Sandbox sandbox) =>
        (await sandbox.Artifacts!.ListAsync("", Token)).Count(path => path.Contains("snapshot", StringComparison.Ordinal));
}
