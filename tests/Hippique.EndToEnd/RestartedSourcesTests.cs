using CsCheck;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Mirror;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Scheduling;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Sources.Registration;
using Hippique.Sources.Storage;
using Hippique.Testing.Phases;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.EndToEnd;

/// <summary>
/// An invented day over HTTP, with the composed sources and the program's own pipeline. The process that asks, its service provider, is thrown away at some instants and another one goes on
/// with what lies in the store: the day leaves the same bytes.
/// </summary>
public sealed class RestartedSourcesTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 3, 14);
    private static readonly DateTimeOffset Nine = ParisTime.At(Day, DailyPlanHours.Morning);
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-restarted-").FullName;
    private TimeProvider _shown = TimeProvider.System;
    private WebApplication _mirror = null!;
    private int _days;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // Looks share a programme (10:30, 10:32), stand beside a plan (11:00, 11:30), and alone.
        var races = new InventedMirror(Day, new(11, 0), new(11, 2), new(11, 5), new(11, 30), new(12, 0), new(12, 17));
        _mirror = MirrorApp.Build(races, () => _shown.GetUtcNow(), 0);
        await _mirror.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _mirror.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Process_that_is_replaced_before_each_question_leaves_the_same_bytes()
    {
        var alone = await RunAsync(_ => false);

        var replaced = await RunAsync(_ => true);

        replaced.Processes.ShouldBeGreaterThan(30);
        var snapshots = Directory.GetFiles(alone.Folder, "snapshot_*.json", SearchOption.AllDirectories);
        snapshots.Length.ShouldBe(12);
        foreach (var snapshot in snapshots)
            (await File.ReadAllTextAsync(Path.Combine(replaced.Folder, Path.GetRelativePath(alone.Folder, snapshot)), Token)).ShouldBe(
                await File.ReadAllTextAsync(snapshot, Token)
            );
        (replaced.Sha256, replaced.Programmes).ShouldBe((alone.Sha256, alone.Programmes));
    }

    [Fact]
    public async Task Process_that_is_replaced_at_any_instants_leaves_the_same_bytes()
    {
        var alone = await RunAsync(_ => false);
        await Gen.Int[0, 4 * 3600]
            .List[1, 8]
            .SampleAsync(
                async seconds =>
                {
                    var kills = new Queue<DateTimeOffset>(seconds.Order().Select(second => Nine.AddSeconds(second)));
                    var replaced = await RunAsync(now =>
                    {
                        var isDue = false;
                        for (; kills.TryPeek(out var kill) && kill <= now; kills.Dequeue())
                            isDue = true;
                        return isDue;
                    });
                    (replaced.Sha256, replaced.Programmes).ShouldBe((alone.Sha256, alone.Programmes));
                },
                iter: 8,
                threads: 1
            );
    }

    /// <param name="isKilled">Whether the process was killed since it was last asked.</param>
    private async Task<Run> RunAsync(Func<DateTimeOffset, bool> isKilled)
    {
        var name = Path.Combine(_folder, $"day-{++_days}");
        using var artifacts = new DiskArtifactStore(name + "-kept", durable: false);
        RestartedSource? source = null;
        var again = Enumerable.Range(1, 6).Select(half => Nine + DailyPlanHours.AfterHalfHour + half * DailyPlanHours.Again);
        var day = new ReplayedDay(
            Day,
            clock =>
            {
                _shown = clock;
                return
                [
                    source = new RestartedSource(
                        () => Process(clock, new ArtifactSourceStore(artifacts)),
                        () => isKilled(clock.GetUtcNow())
                    ),
                ];
            },
            Nine
        )
        {
            PlannedAgainAt = [.. again],
        };
        var runner = new ReplayRunner(
            new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value),
            PhaseBench.Settings,
            NullLoggerFactory.Instance
        );
        var report = await runner.RunSourcesAsync(day, name, Token);
        await source!.DisposeAsync();
        var programmes = RecordedPages
            .Load(Path.Combine(name + "-kept", $"{Day:yyyy-MM-dd}"))
            .All.Count(page => page.Url.EndsWith($"{Day:ddMMyyyy}", StringComparison.Ordinal));
        return new Run(name, report.Total.ArtifactsSha256, programmes, source.Processes);
    }

    private ServiceProvider Process(TimeProvider clock, ISourceStore store)
    {
        var services = new ServiceCollection();
        services.AddSingleton(clock);
        services.AddSingleton(store);
        services.AddHippiqueSources(
            new SourceHttpOptions
            {
                RequestsPerSecond = 1e9,
                Retries = 0,
                Order = ["pmu"],
                BaseUrls = new Dictionary<string, Uri> { ["pmu"] = new Uri($"{_mirror.Urls.First()}/rest/client/61/") },
            },
            (_, wire) => new RecordingHandler(new PageArchive(store), clock, NullLogger<RecordingHandler>.Instance) { InnerHandler = wire }
        );
        return services.BuildServiceProvider();
    }

    private sealed record Run(string Folder, string Sha256, int Programmes, int Processes);

    /// <summary>The one source of a process, and of the next after it was killed.</summary>
    private sealed class RestartedSource(Func<ServiceProvider> start, Func<bool> isKilled) : IRaceSource, IAsyncDisposable
    {
        private ServiceProvider _process = start();

        public int Processes { get; private set; } = 1;

        public string Name => Now.Name;
        public bool NeedsProgramme => Now.NeedsProgramme;
        public bool HasClose => Now.HasClose;

        private IRaceSource Now => _process.GetRequiredService<IRaceSource>();

        public async Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly date, CancellationToken cancellationToken) =>
            await (await LivingAsync()).ProgrammeAsync(date, cancellationToken);

        public async Task<SourceAnswer<RaceView>> RaceAsync(RaceQuery query, CancellationToken cancellationToken) =>
            await (await LivingAsync()).RaceAsync(query, cancellationToken);

        public async Task<SourceAnswer<RaceResult>> ResultAsync(RaceLink link, CancellationToken cancellationToken) =>
            await (await LivingAsync()).ResultAsync(link, cancellationToken);

        public async Task<SourceAnswer<RaceClose>> CloseAsync(RaceLink link, CancellationToken cancellationToken) =>
            await (await LivingAsync()).CloseAsync(link, cancellationToken);

        public ValueTask DisposeAsync() => _process.DisposeAsync();

        private async Task<IRaceSource> LivingAsync()
        {
            if (isKilled())
            {
                await _process.DisposeAsync();
                (_process, Processes) = (start(), Processes + 1);
            }
            return Now;
        }
    }
}
