using System.Text;
using System.Text.Json.Nodes;
using Hippique.GoogleCloud.Scheduler;
using Hippique.GoogleCloud.Storage;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Mirror;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Orchestration.Tasks;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Sources.Registration;
using Hippique.Sources.Storage;
using Hippique.Testing;
using Hippique.Testing.GoogleCloud;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.EndToEnd.Cloud;

/// <summary>
/// 6 December 2025 as PMU's API answered it, on Google Cloud: planned by the daily job, each phase called by the queue, the container killed and its disk wiped ten times. Every phase ends
/// once, and what lies in the bucket is what one machine writes.
/// </summary>
public sealed class CloudWholeDayTests : IAsyncLifetime
{
    private const int Kills = 10;
    private static readonly DateOnly Day = new(2025, 12, 6);
    private static readonly DateTimeOffset Nine = ParisTime.At(Day, new TimeOnly(9, 0));
    private static readonly DateTimeOffset End = ParisTime.At(Day.AddDays(1), new TimeOnly(2, 30));

    /// <summary>Nothing may wait for the clock while a phase runs, not for the rest of an object's second either.</summary>
    private static readonly BucketTiming AtOnce = new() { BetweenChanges = TimeSpan.Zero };
    private static readonly PhaseSettings Play = new()
    {
        Operators = [],
        Countries = [],
        Bankroll = new Euro(500),
        BudgetPerRace = new Euro(5),
        ProgramVersion = "3.0.0",
    };

    private readonly SteppedClock _clock = new(Nine.AddMinutes(-1));
    private readonly List<ServiceProvider> _sources = [];
    private TimeProvider _shown = TimeProvider.System;
    private LoopbackProject _project = null!;
    private WebApplication _mirror = null!;
    private CloudContainer? _container;
    private int _containers;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (RealData.Folder is null)
            return;
        _project = await LoopbackProject.StartAsync(
            _clock,
            new JsonObject
            {
                ["retryConfig"] = new JsonObject
                {
                    ["minBackoff"] = "2s",
                    ["maxBackoff"] = "30s",
                    ["maxDoublings"] = 3,
                },
            }
        );
        _project.Storage.LimitsRate = false;
        _project.Queue.DispatchDelay = TimeSpan.Zero;
        _mirror = MirrorApp.Build(MirroredDay.Open(RealData.Path("days/2025-12-06.jsonl.gz"), Token), () => _shown.GetUtcNow(), 0);
        await _mirror.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (RealData.Folder is null)
            return;
        if (_container is not null)
            await _container.KillAsync();
        foreach (var services in _sources)
            await services.DisposeAsync();
        await _project.DisposeAsync();
        await _mirror.DisposeAsync();
    }

    [Fact]
    public async Task Whole_day_survives_ten_kills_and_leaves_what_one_machine_writes()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var machine = Directory.CreateTempSubdirectory("hippique-machine-").FullName;
        try
        {
            await OnOneMachineAsync(machine);
            _shown = _clock;
            await EnsureContainerAsync();
            await _container!.Services.GetRequiredService<DailyJobs>().EnsureAsync(Token);

            var random = new Random(20251206);
            var seconds = (int)(End - Nine).TotalSeconds;
            foreach (var second in Enumerable.Range(0, Kills).Select(_ => random.Next(seconds)).Order())
            {
                await PassToAsync(Nine.AddSeconds(second));
                await KillAsync();
            }
            await PassToAsync(End);

            await EnsureContainerAsync();
            var phases = (await _container!.Services.GetRequiredService<ITaskStore>().OfDayAsync(Day, Token))
                .Where(record => record.Task.Kind.IsPhase())
                .ToList();
            phases.ShouldAllBe(phase => phase.End != null);
            phases.Count(phase => phase.End == new TaskEnd.Done()).ShouldBe(136);
            phases.Count(phase => phase.End is not TaskEnd.Done and not TaskEnd.Cancelled).ShouldBe(0);
            _containers.ShouldBe(Kills + 1);
            SameBytes(machine);
        }
        finally
        {
            Directory.Delete(machine, recursive: true);
        }
    }

    private void SameBytes(string machine)
    {
        var there = Directory
            .EnumerateFiles(machine, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(machine, path).Replace('\\', '/'))
            .Where(IsOfARace)
            .Order(StringComparer.Ordinal)
            .ToList();
        there.Count(path => path.EndsWith("/result.json", StringComparison.Ordinal)).ShouldBeGreaterThan(60);
        there.Count.ShouldBeGreaterThan(68 * 6);
        var other = there.Where(path => !Here(path).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(machine, path)))).ToList();
        // The first difference says more than a name.
        if (other is [var first, ..])
            Encoding.UTF8.GetString(Here(first)).ShouldBe(File.ReadAllText(Path.Combine(machine, first)), string.Join(", ", other));

        byte[] Here(string path) => _project.Object(path) ?? [];
    }

    private static bool IsOfARace(string path) =>
        path.Split('/') is [_, [('R' or 'r'), ..], var file] && !file.EndsWith(".log", StringComparison.Ordinal);

    /// <summary>The same day as one machine carries it out, planned again every half hour as there.</summary>
    private async Task OnOneMachineAsync(string folder)
    {
        var again = new List<DateTimeOffset>();
        for (var at = Nine + DailyPlanHours.Again + DailyPlanHours.AfterHalfHour; at < End; at += DailyPlanHours.Again)
            again.Add(at);
        var day = new ReplayedDay(Day, clock => Sources(clock, null), Nine) { PlannedAgainAt = again };
        await new ReplayRunner(Analyser(), Play, NullLoggerFactory.Instance).RunSourcesAsync(day, folder, Token);
    }

    private static StatisticsEnricher Analyser() =>
        new(new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value), () => RaceHistory.Empty, _ => FigureBook.Empty);

    /// <param name="clock">By which they ask.</param>
    /// <param name="store">Where they keep and record; null: in memory alone, as in a process that nobody kills.</param>
    private IReadOnlyList<IRaceSource> Sources(TimeProvider clock, ISourceStore? store)
    {
        _shown = clock;
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        if (store is not null)
            services.AddSingleton(store);
        services.AddHippiqueSources(
            new SourceHttpOptions
            {
                RequestsPerSecond = 1e9,
                RequestsPerDay = 0,
                Retries = 0,
                Order = ["pmu"],
                BaseUrls = new Dictionary<string, Uri> { ["pmu"] = new Uri($"{_mirror.Urls.First()}/rest/client/61/") },
            },
            (_, wire) =>
                store is null
                    ? wire
                    : new RecordingHandler(new PageArchive(store), clock, NullLogger<RecordingHandler>.Instance) { InnerHandler = wire }
        );
        _sources.Add(services.BuildServiceProvider());
        return [.. _sources[^1].GetServices<IRaceSource>()];
    }

    private async Task PassToAsync(DateTimeOffset until)
    {
        while (_clock.GetUtcNow() < until)
        {
            await QuietAsync();
            await EnsureContainerAsync();
            _clock.Step(until);
        }
        await QuietAsync();
    }

    /// <summary>Every call that is under way waits for an instant.</summary>
    private async Task QuietAsync()
    {
        for (var looks = 0; _project.UnderWay != _clock.Waiting; looks++)
        {
            looks.ShouldBeLessThan(120_000, $"{_project.UnderWay} calls, {_clock.Waiting} waits at {_clock.GetUtcNow():O}");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token);
        }
    }

    private async Task EnsureContainerAsync()
    {
        if (_container is not null)
            return;
        _containers++;
        _container = await CloudContainer.StartAsync(
            // The default of 60 costs as many steps of the clock for each call.
            new Dictionary<string, string>(_project.Variables) { ["CLOUD_TASKS_LEAD_SECONDS"] = "20" },
            services =>
            {
                services.AddSingleton<TimeProvider>(_clock);
                services.AddSingleton<IClockActivity>(_clock);
                services.AddSingleton(Play);
                services.AddSingleton<IRaceAnalyser>(_ => Analyser());
                services.AddSingleton(provider => new GcsArtifactStore(
                    provider.GetRequiredService<GoogleCloud.BucketOptions>(),
                    _clock,
                    NullLogger<GcsArtifactStore>.Instance,
                    AtOnce
                ));
                services.AddSingleton(provider => Sources(_clock, provider.GetRequiredService<ISourceStore>()).Single());
            },
            Token
        );
        _project.Service = _container.Address;
        await _container.OpenAsync(Token);
    }

    private async Task KillAsync()
    {
        if (_container is not { } gone)
            return;
        (_container, _project.Service) = (null, null);
        await gone.KillAsync();
    }
}
