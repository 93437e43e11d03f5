using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Registration;
using Hippique.Testing;
using Hippique.Testing.Gpi;
using Hippique.Testing.Phases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.EndToEnd;

/// <summary>
/// Two sites on loopback sockets show one race. The first answers for the plan and at H-30 and is gone before H-5; planner, client and phases are the service's own. The
/// second carries the race on: no phase is lost and no race stands twice.
/// </summary>
public sealed class DarkSourceTests : IAsyncDisposable
{
    private const string ZEturfRace = "/fr/course/2025-03-14/R1C1-villebelle-prix-de-l-essai";
    private const string PmuRunners = "/rest/client/61/programme/14032025/R1/C1/participants";
    private static readonly DateOnly Day = new(2025, 3, 14);
    private static readonly RaceId Race = new(Day, new RaceCode(1, 1));
    private static readonly DateTimeOffset Off = new(2025, 3, 14, 12, 55, 0, TimeSpan.Zero);

    private static readonly TimeSpan ZEturfTimeout = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _asked = new(0);
    private bool _silent;
    private readonly LoopbackSite _zeturf = new();
    private readonly LoopbackSite _pmu = new();
    private readonly FakeTimeProvider _clock = new(Off.AddHours(-4));
    private readonly MemoryArtifactStore _store = new();
    private readonly TaskQueue _queue;
    private readonly PlanStore _plans;
    private readonly ServiceProvider _services;
    private readonly ScheduleDayHandler _scheduler;
    private readonly PhaseRunner _runner;

    public DarkSourceTests()
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddHippiqueSources(
            new SourceHttpOptions
            {
                Order = ["zeturf", "pmu"],
                // The clock moves only where a test moves it, so the spacing must be none.
                RequestsPerSecond = 1e9,
                Retries = 0,
                Timeouts = new Dictionary<string, TimeSpan> { ["zeturf"] = ZEturfTimeout, ["pmu"] = TimeSpan.FromHours(1) },
                BaseUrls = new Dictionary<string, Uri>
                {
                    ["zeturf"] = _zeturf.Address,
                    ["pmu"] = new Uri(_pmu.Address, "/rest/client/61/"),
                },
            }
        );
        services.AddTestPipeline(_store, new FakeAnalyser());
        _services = services.BuildServiceProvider();
        _queue = _services.GetRequiredService<TaskQueue>();
        _plans = _services.GetRequiredService<PlanStore>();
        _scheduler = _services.GetRequiredService<ScheduleDayHandler>();
        _runner = _services.GetRequiredService<PhaseRunner>();
        _zeturf.Answers("/fr/programmes-et-pronostics", 200, Page("zeturf-programme.html"));
        _zeturf.Answers(ZEturfRace, 200, Page("zeturf-course.html"));
        var participants = Page("pmu-participants.json");
        _pmu.Answers("/rest/client/61/programme/14032025", 200, Page("pmu-programme.json"));
        _pmu.Answers(PmuRunners + "?specialisation=INTERNET", 200, participants);
        _pmu.Answers(PmuRunners, 200, participants.Replace("E_SIMPLE_GAGNANT", "SIMPLE_GAGNANT", StringComparison.Ordinal));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _zeturf.DisposeAsync();
        await _pmu.DisposeAsync();
        _asked.Dispose();
    }

    [Theory]
    [InlineData("forbidden")]
    [InlineData("too_many_requests")]
    [InlineData("server_error")]
    [InlineData("unavailable")]
    [InlineData("truncated")]
    [InlineData("timeout")]
    public async Task First_source_gone_before_h5_is_replaced_without_a_lost_phase_or_a_second_race(string how)
    {
        await _scheduler.ScheduleAsync(Day, Token);
        var morning = await PlanAsync();
        (await RunAsync(Phase.H30)).End.ShouldBeOfType<TaskEnd.Done>();
        GoDark(how);

        var h5 = await RunAsync(Phase.H5);

        h5.IsDone.ShouldBeTrue(h5.Log);
        h5.Log.ShouldContain($"zeturf: {how}:");
        var before = await SnapshotAsync(Phase.H30);
        var after = await SnapshotAsync(Phase.H5);
        before.Source.ShouldBe("zeturf");
        before.Pools.Select(pool => pool.Pool).ShouldBe([Pool.ZEturf, Pool.PmuInternet, Pool.PmuNational]);
        after.Source.ShouldBe("pmu");
        after.Pools.Select(pool => pool.Pool).ShouldBe([Pool.PmuInternet, Pool.PmuNational]);
        after.Card.Id.ShouldBe(before.Card.Id);
        after.Origins.ShouldAllBe(origin => origin.Source == "pmu");

        // Planned again while the site is dark: the same races under the same names, and who refused is said.
        await Waited(_scheduler.ScheduleAsync(Day, Token));
        var evening = await PlanAsync();
        evening.Races.Select(race => race.Id).ShouldBe(morning.Races.Select(race => race.Id), ignoreOrder: true);
        evening.Refused.ShouldHaveSingleItem().Source.ShouldBe("zeturf");
        (await _queue.OfDayAsync(Day, Token))
            .Count(record => record.Task.Race == Race && record.Task.Kind is TaskKind.H30 or TaskKind.H5)
            .ShouldBe(2);
    }

    [Fact]
    public async Task Source_that_refuses_in_the_morning_is_left_alone_said_and_replaced()
    {
        _zeturf.Answers("/robots.txt", 200, "User-agent: *\nDisallow: /\n");

        await _scheduler.ScheduleAsync(Day, Token);

        var plan = await PlanAsync();
        plan.Refused.ShouldHaveSingleItem().ToString().ShouldStartWith("zeturf: robots:");
        plan.Races.Count.ShouldBe(4);
        plan.Races.ShouldAllBe(race => race.Links.All(link => link.Source == "pmu"));
        (await RunAsync(Phase.H30)).IsDone.ShouldBeTrue();
        _zeturf.Paths.ShouldBe(["/robots.txt"]);
    }

    private void GoDark(string how)
    {
        foreach (var path in new[] { ZEturfRace, "/fr/programmes-et-pronostics" })
        {
            _ = how switch
            {
                "forbidden" => _zeturf.Answers(path, 403),
                "too_many_requests" => _zeturf.Answers(path, 429, "", "Retry-After: 600"),
                "server_error" => _zeturf.Answers(path, 500),
                "unavailable" => _zeturf.Answers(path, 200, Page("zeturf-unavailable.html")),
                "truncated" => _zeturf.Answers(path, (_, _) => Task.CompletedTask),
                _ => _zeturf.Answers(path, SilentAsync),
            };
        }
        _silent = how == "timeout";
    }

    private Task SilentAsync(Stream stream, CancellationToken token)
    {
        _asked.Release();
        return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
    }

    private async Task<PhaseResult.Ended> RunAsync(Phase phase)
    {
        var task = PlanSchedule.TaskOf(Race, phase, Off);
        _clock.SetUtcNow(task.DueAt);
        return (await Waited(_runner.RunPhaseAsync(task, Token))).ShouldBeOfType<PhaseResult.Ended>();
    }

    /// <summary>Where the dark site keeps silent, its time is up as soon as it has been asked: the other site's never is.</summary>
    private async Task<T> Waited<T>(Task<T> work)
    {
        if (_silent)
        {
            await _asked.WaitAsync(Token);
            _clock.Advance(ZEturfTimeout + TimeSpan.FromSeconds(1));
        }
        return await work;
    }

    private async Task<DayPlan> PlanAsync() => (await _plans.GetAsync(Day, Token))!;

    private async Task<Snapshot> SnapshotAsync(Phase phase)
    {
        var path = ArtifactPaths.Snapshot(Race, phase);
        return ArtifactJson.Read<Snapshot>(path, (await _store.GetAsync(path, Token))!.Content);
    }

    private static string Page(string name)
    {
        using var stream = typeof(DarkSourceTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
