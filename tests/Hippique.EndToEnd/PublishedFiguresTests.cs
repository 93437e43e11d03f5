using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Phases;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Scheduling;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources.Figures;
using Hippique.Sources.Http;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Sources.Registration;
using Hippique.Testing;
using Hippique.Testing.Phases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.EndToEnd;

/// <summary>
/// Figures of a jockey, a trainer and a horse, collected over loopback sockets after the plan by the service's own client, used at H-5, and the day run again from its folder
/// to the same bytes.
/// </summary>
public sealed class PublishedFiguresTests : IAsyncDisposable
{
    private static readonly DateOnly Day = new(2025, 3, 14);
    private static readonly RaceId Race = new(Day, new RaceCode(1, 1));
    private static readonly DateTimeOffset Off = new(2025, 3, 14, 12, 55, 0, TimeSpan.Zero);
    private static readonly string[] Kept = ["analysis_h5.json", "snapshot_h30.json", "snapshot_h5.json", "tickets.json", "cotes.csv"];

    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-figures-").FullName;
    private readonly LoopbackSite _site = new();
    private readonly FakeTimeProvider _clock = new(Off.AddHours(-4));
    private readonly Dictionary<string, Uri> _addresses;

    public PublishedFiguresTests()
    {
        _addresses = new() { ["pmu"] = new Uri(_site.Address, "/rest/client/61/"), ["zoneturf"] = _site.Address };
        var participants = Page("pmu-participants.json");
        _site.Answers("/rest/client/61/programme/14032025", 200, Page("pmu-programme.json"));
        _site.Answers("/rest/client/61/programme/14032025/R1/C1/participants?specialisation=INTERNET", 200, participants);
        _site.Answers(
            "/rest/client/61/programme/14032025/R1/C1/participants",
            200,
            participants.Replace("E_SIMPLE_GAGNANT", "SIMPLE_GAGNANT", StringComparison.Ordinal)
        );
        _site.Answers("/programmes/aujourdhui", 200, Html("<a href='/course/r1c1-14-03-13h55'>R1C1</a>"));
        _site.Answers(
            "/course/r1c1-14-03-13h55",
            200,
            Html(
                "<a href='/cheval/crin-noir-103/'>Crin Noir</a><a href='/jockey/anne-menant-1/'>A. Menant</a><a href='/entraineur/bruno-dupre-2/'>B. Dupré</a>"
            )
        );
        _site.Answers("/jockey/anne-menant-1/", 200, Person("Fiche jockey de Anne MENANT", 1200, 180));
        _site.Answers("/entraineur/bruno-dupre-2/", 200, Html("<h1>Une autre page</h1>"));
        _site.Answers(
            "/cheval/crin-noir-103/",
            200,
            Html(
                "<h1>Crin Noir - cheval</h1><p><strong>Courses courues :</strong> 12</p><ul><li><p>Val-Doux 07/02/2025 - 2850 m</p><p>21 000€ - Prix Clair - Attelé - 14 partants</p>"
                    + "<table><thead><tr><th>Rg</th><th>Cheval</th><th>Red.Km</th></tr></thead><tbody><tr><td>3</td><td>Crin Noir</td><td>1'15\"4</td></tr></tbody></table></li></ul>"
            )
        );
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Figures_collected_after_the_plan_are_used_named_and_replayed_to_the_same_bytes()
    {
        var live = Path.Combine(_folder, "live");
        await RunLiveAsync(live);

        var analysis = ArtifactJson.Read<RaceAnalysis>(
            "live",
            await File.ReadAllBytesAsync(Path.Combine(live, ArtifactPaths.Analysis(Race)), Token)
        );
        var horse = analysis.Runners.Single(runner => runner.Horse == "CRIN NOIR").Statistics.ShouldNotBeNull();
        var jockey = horse.Jockey.ShouldNotBeNull();
        (jockey.Starts, jockey.Wins, jockey.Origin, jockey.Source).ShouldBe((1200, 180, StatisticsOrigin.Published, "zoneturf"));
        // The trainer's page does not read, which is no figure and no guess.
        horse.Trainer.ShouldBeNull();
        horse.Times.ShouldBe([75.4]);
        _site.Paths.Count(path => path == "/entraineur/bruno-dupre-2/").ShouldBe(1);

        var again = Path.Combine(_folder, "again");
        await ReplayAsync(Path.Combine(live, "2025-03-14"), again);

        foreach (var name in Kept)
            (await File.ReadAllBytesAsync(Path.Combine(again, ArtifactPaths.Race(Race), name), Token)).ShouldBe(
                await File.ReadAllBytesAsync(Path.Combine(live, ArtifactPaths.Race(Race), name), Token),
                name
            );
    }

    private async Task RunLiveAsync(string folder)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(_clock);
        services.AddHippiqueSources(
            new SourceHttpOptions
            {
                RequestsPerSecond = 1e9,
                Retries = 0,
                Order = ["pmu"],
                Statistics = ["zoneturf"],
                BaseUrls = _addresses,
                Timeouts = _addresses.Keys.ToDictionary(name => name, _ => TimeSpan.FromHours(4)),
            },
            (_, wire) =>
                new RecordingHandler(
                    new PageArchive(new ArtifactSourceStore(new DiskArtifactStore(folder))),
                    _clock,
                    NullLogger<RecordingHandler>.Instance
                )
                {
                    InnerHandler = wire,
                }
        );
        using var store = new DiskArtifactStore(folder, durable: false);
        var figures = new FigureStore(store);
        var book = FigureBook.Empty;
        services.AddTestPipeline(store, new StatisticsEnricher(Analyser(), () => RaceHistory.Empty, _ => book));
        await using var provider = services.BuildServiceProvider();
        (await provider.GetRequiredService<PlanDayHandler>().PlanAsync(Day, Token)).ShouldBeOfType<PlanDayResult.Planned>();
        var collector = new FigureCollector(
            provider.GetServices<IFigureSource>(),
            provider.GetRequiredService<PlanStore>(),
            figures,
            PhaseBench.Settings,
            _clock,
            NullLogger<FigureCollector>.Instance
        );
        var round = await collector.OpenAsync(Day, async () => book = new FigureBook(await figures.LoadAsync(Day, Token)), Token);
        var collecting = collector.GoOnAsync(round.ShouldNotBeNull(), TimeSpan.FromHours(1), Token);
        // Only the pauses between the requests pass on this clock; the timeouts are hours.
        (await BoundedWait.EndAsync(collecting, () => _clock.Advance(TimeSpan.FromSeconds(0.5)))).ShouldBeNull();
        var runner = provider.GetRequiredService<PhaseRunner>();
        foreach (var phase in new[] { Phase.H30, Phase.H5 })
        {
            var task = PlanSchedule.TaskOf(Race, phase, Off);
            _clock.SetUtcNow(task.DueAt);
            (await runner.RunPhaseAsync(task, Token)).ShouldBeOfType<PhaseResult.Ended>().IsDone.ShouldBeTrue();
        }
    }

    private async Task ReplayAsync(string dayFolder, string output)
    {
        var pages = RecordedPages.Load(dayFolder);
        var lines = FigureStore.Read("figures.jsonl", await File.ReadAllBytesAsync(Path.Combine(dayFolder, "figures.jsonl"), Token));
        RecordedSources? sources = null;
        try
        {
            var day = new ReplayedDay(
                Day,
                clock => (sources = new RecordedSources(pages, clock, ["pmu"], _addresses)).InOrder,
                pages.FirstProgramme
            );
            var analyser = new StatisticsEnricher(Analyser(), () => RaceHistory.Empty, _ => new FigureBook(lines));
            await new ReplayRunner(analyser, PhaseBench.Settings, NullLoggerFactory.Instance).RunSourcesAsync(day, output, Token);
        }
        finally
        {
            sources?.Dispose();
        }
    }

    private static RaceAnalyser Analyser() => new(RuleSets.Load(RuleSets.Default).Value);

    private static string Html(string body) => $"<html><body><a href='/'>Zone-Turf.fr</a>{body}</body></html>";

    private static string Person(string heading, int starts, int wins) =>
        Html($"<h1>{heading}</h1><p><strong>Courses courues :</strong> {starts}</p><p><strong>Nb de victoires :</strong> {wins}</p>");

    private static string Page(string name)
    {
        using var stream = typeof(PublishedFiguresTests).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
