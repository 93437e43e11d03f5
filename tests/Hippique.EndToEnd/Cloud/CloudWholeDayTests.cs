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
using Hippique.Sources.Recording;
using Hippique.Sources.Registration;
using Hippique.Testing;
using Hippique.Testing.GoogleCloud;
using Hippique.Testing.GoogleCloud.Scheduler;
using Hippique.Testing.GoogleCloud.Storage;
using Hippique.Testing.GoogleCloud.Tasks;
using Hippique.Testing.GoogleCloud.Tokens;
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
    private const string Bucket = "my-bucket";
    private const string Url = "https://races.example.com";
    private const int Kills = 10;
    private static readonly DateOnly Day = new(2025, 12, 6);
    private static readonly DateTimeOffset Nine = ParisTime.At(Day, new TimeOnly(9, 0));
    private static readonly DateTimeOffset End = ParisTime.At(Day.AddDays(1), new TimeOnly(0, 30));

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
    private LoopbackStorage _storage = null!;
    private LoopbackTasks _queue = null!;
    private LoopbackScheduler _jobs = null!;
    private LoopbackIssuer _issuer = null!;
    private LoopbackGoogle _google = null!;
    private WebApplication _mirror = null!;
    private CloudContainer? _container;
    private int _containers;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (RealData.Folder is null)
            return;
        _storage = new LoopbackStorage(_clock, Bucket) { LimitsRate = false };
        (_queue, _jobs, _issuer) = (new LoopbackTasks(_clock), new LoopbackScheduler(_clock), new LoopbackIssuer(_clock));
        _queue.DispatchDelay = TimeSpan.Zero;
        _queue.AddQueue(
            "projects/my-project/locations/europe-west1/queues/hippique-tasks",
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
        foreach (var caller in new[] { _queue.Caller, _jobs.Caller })
        {
            caller.Route = address => _container is { } there ? new Uri(there.Address, address.PathAndQuery) : null;
            caller.Token = (audience, email) => _issuer.Token(audience, email);
        }
        _google = await LoopbackGoogle.StartAsync(_storage, _queue, _jobs, _issuer);
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
        _queue.Dispose();
        _jobs.Dispose();
        await _google.DisposeAsync();
        await _mirror.DisposeAsync();
        _issuer.Dispose();
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

    /// <summary>
    /// Byte for byte, but for one fact: when the day's programme was last read, which a container that was replaced reads anew, and which of a look and a plan of the same instant came first
    /// decides. It stands in the origins of a snapshot, and by its hash in the analysis.
    /// </summary>
    private void SameBytes(string machine)
    {
        var there = Directory
            .EnumerateFiles(machine, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(machine, path).Replace('\\', '/'))
            .Where(IsOfAPhase)
            .Order(StringComparer.Ordinal)
            .ToList();
        there.Count.ShouldBeGreaterThan(68 * 5);
        var others = there.Where(path => !Here(path).AsSpan().SequenceEqual(Bytes(path))).ToList();
        others.Where(path => WithoutReads(path, Here(path)) != WithoutReads(path, Bytes(path))).ShouldBeEmpty();
        others.Count.ShouldBeLessThan(there.Count / 10);

        byte[] Here(string path) => _storage.Content(Bucket, $"prod/snapshots/{path}") ?? [];
        byte[] Bytes(string path) => File.ReadAllBytes(Path.Combine(machine, path));
    }

    private static string WithoutReads(string path, byte[] content)
    {
        if (!path.EndsWith(".json", StringComparison.Ordinal) || content.Length == 0)
            return Convert.ToBase64String(content);
        var json = JsonNode.Parse(content)!.AsObject();
        json.Remove("origins");
        json.Remove("inputs");
        return json.ToJsonString();
    }

    // Not results and settlements, which the replay asks for at its end and the service in the days after.
    private static bool IsOfAPhase(string path) =>
        Path.GetFileName(path)
            is "snapshot_h30.json"
                or "snapshot_h5.json"
                or "cotes.csv"
                or "analysis_h5.json"
                or "tickets.json"
                or "close.json";

    /// <summary>The same day as one machine carries it out, planned again every half hour as there.</summary>
    private async Task OnOneMachineAsync(string folder)
    {
        var again = new List<DateTimeOffset>();
        for (var at = Nine + DailyPlanHours.Again; at < End; at += DailyPlanHours.Again)
            again.Add(at);
        var day = new ReplayedDay(Day, Sources, Nine) { PlannedAgainAt = again };
        await new ReplayRunner(Analyser(), Play, NullLoggerFactory.Instance).RunSourcesAsync(day, folder, Token);
    }

    private static StatisticsEnricher Analyser() =>
        new(new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value), () => RaceHistory.Empty, _ => FigureBook.Empty);

    private IReadOnlyList<IRaceSource> Sources(TimeProvider clock)
    {
        _shown = clock;
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddHippiqueSources(
            new SourceHttpOptions
            {
                RequestsPerSecond = 1e9,
                Retries = 0,
                Order = ["pmu"],
                BaseUrls = new Dictionary<string, Uri> { ["pmu"] = new Uri($"{_mirror.Urls.First()}/rest/client/61/") },
            }
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
        for (var looks = 0; _queue.UnderWay + _jobs.UnderWay != _clock.Waiting; looks++)
        {
            looks.ShouldBeLessThan(120_000, $"{_queue.UnderWay} calls, {_clock.Waiting} waits at {_clock.GetUtcNow():O}");
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Token);
        }
    }

    private async Task EnsureContainerAsync()
    {
        if (_container is not null)
            return;
        _containers++;
        _container = await CloudContainer.StartAsync(
            new Dictionary<string, string>
            {
                ["PROJECT_ID"] = "my-project",
                ["SERVICE_URL"] = Url,
                ["SERVICE_ACCOUNT_EMAIL"] = LoopbackIssuer.Robot,
                ["GCS_BUCKET"] = Bucket,
                ["GCS_ENDPOINT"] = _google.Address.AbsoluteUri,
                ["CLOUD_TASKS_ENDPOINT"] = _google.Address.AbsoluteUri,
                ["CLOUD_SCHEDULER_ENDPOINT"] = _google.Address.AbsoluteUri,
                // The default of 60 costs as many steps of the clock for each call.
                ["CLOUD_TASKS_LEAD_SECONDS"] = "20",
                ["OIDC_ISSUER"] = _issuer.Issuer,
                ["K_SERVICE"] = "hippique",
                ["SOURCES__ORDER"] = "none",
            },
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
                foreach (var source in Sources(_clock))
                    services.AddSingleton(source);
            },
            Token
        );
        await _container.OpenAsync(Token);
    }

    private async Task KillAsync()
    {
        if (_container is not { } gone)
            return;
        _container = null;
        await gone.KillAsync();
    }
}
