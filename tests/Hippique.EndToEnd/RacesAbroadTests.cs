using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Hippique.Commands;
using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Replay;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Pages;
using Hippique.Sources.Recording;
using Hippique.Testing.Phases;
using Hippique.Testing.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.EndToEnd;

/// <summary>A race outside <c>COUNTRIES</c> stays in the plan and ends unplayable, and no site is asked for its pages (issue 10, point 10).</summary>
public sealed class RacesAbroadTests : IAsyncDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 14);
    private static readonly DateTimeOffset Nine = ParisTime.At(Day, new TimeOnly(9, 0)).AddMilliseconds(7);
    private static readonly RaceId Abroad = new(Day, new RaceCode(2, 1));
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-abroad-").FullName;
    private readonly ConcurrentQueue<string> _asked = new();
    private readonly List<IAsyncDisposable> _services = [];
    private TimeProvider _clock = TimeProvider.System;
    private WebApplication? _site;

    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private string Recorded => Path.Combine(_folder, "recorded");
    private string Live => Path.Combine(_folder, "live");

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _services)
            await services.DisposeAsync();
        if (_site is not null)
            await _site.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task No_page_of_a_race_abroad_is_asked_for_and_its_end_is_unplayable()
    {
        var live = await RunAsync(await StartAsync());

        // R1 is at home, R2 abroad, and of R3 no source names the country: that one is asked for. Two looks and the close, of two pools each.
        Looks("R1").ShouldBe(6);
        _asked.ShouldNotContain(path => path.Contains("/R2/", StringComparison.Ordinal));
        Looks("R3").ShouldBe(6);
        live.Total.Phases.Done.ShouldBe(6);
        live.Total.Decisions.Unplayable.ShouldBeGreaterThanOrEqualTo(1);

        var plan = await ReadAsync<DayPlan>(ArtifactPaths.Plan(Day));
        plan.Races.Select(race => race.Country).ShouldBe(["FRA", "GBR", ""]);
        var analysis = await ReadAsync<RaceAnalysis>(ArtifactPaths.Analysis(Abroad));
        (analysis.Outcome, analysis.Reason, analysis.Inputs.Count).ShouldBe((Outcome.Unplayable, GuardCode.Country, 0));
        var guard = analysis.Guards.ShouldHaveSingleItem();
        (guard.Code, guard.Value, guard.Threshold, guard.Passed).ShouldBe((GuardCode.Country, 0, 1, false));
        guard.Note.ShouldBe(new GuardNote.CountryOf("GBR"));
        (await ReadAsync<TicketSheet>(ArtifactPaths.Tickets(Abroad))).Reason.ShouldBe(GuardCode.Country);
        Directory
            .GetFiles(Path.Combine(Live, ArtifactPaths.Race(Abroad)))
            .Select(Path.GetFileName)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["analysis_h5.json", "run_h30.log", "run_h5.log", "tickets.json"]);
        (await File.ReadAllTextAsync(Path.Combine(Live, ArtifactPaths.Log(Abroad, Phase.H30)), Token)).ShouldContain("not asked for: GBR");
    }

    [Theory]
    [InlineData("en-GB", "No source was asked: the race is run in GBR, which is not one of your countries (COUNTRIES).")]
    [InlineData("fr-FR", "Aucune source interrogée : course courue hors des pays choisis (GBR, COUNTRIES).")]
    public async Task Its_decision_is_told_without_what_was_not_looked_at(string language, string sentence)
    {
        await RunAsync(await StartAsync());
        var analysis = await ReadAsync<RaceAnalysis>(ArtifactPaths.Analysis(Abroad));
        var culture = CultureInfo.GetCultureInfo(language);

        var answer = ShortAnswer.Of(analysis, null, culture).ToList();
        Unwrapped(answer).ShouldContain(sentence);
        answer.Count.ShouldBeLessThanOrEqualTo(9);
        var account = new StringWriter();
        AnalysisAccount.Write(account, analysis, null, null, culture);
        Unwrapped(account.ToString().Split('\n')).ShouldContain(sentence);
        AnalysisAccount.Of(analysis, null, null, culture).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_replay_of_the_day_that_was_recorded_gives_the_same_bytes()
    {
        var pmu = await StartAsync();
        var live = await RunAsync(pmu);
        var archive = new PageArchive(new ArtifactSourceStore(new DiskArtifactStore(Recorded)));
        var plan = new RecordedPlan
        {
            At = Nine,
            Order = ["pmu"],
            BaseUrls = new Dictionary<string, Uri> { ["pmu"] = pmu },
        };
        await archive.AppendAsync(Day, plan, Token);
        await _site!.StopAsync(Token);

        var recorded = RecordedFolder.Open(Path.Combine(Recorded, "2026-03-14"), null).ShouldNotBeNull();
        RecordedSources? sources = null;
        try
        {
            var day = recorded.ToReplay(clock =>
                (sources = new RecordedSources(recorded.Pages, clock, recorded.Order!, recorded.BaseUrls!)).InOrder
            );
            var again = await Runner().RunSourcesAsync(day, Path.Combine(_folder, "again"), Token);

            again.Total.ArtifactsSha256.ShouldBe(live.Total.ArtifactsSha256);
        }
        finally
        {
            sources?.Dispose();
        }
    }

    [Fact]
    public async Task With_every_country_it_is_asked_for()
    {
        await RunAsync(await StartAsync(), []);

        Looks("R2").ShouldBe(6);
        (await ReadAsync<RaceAnalysis>(ArtifactPaths.Analysis(Abroad))).Inputs.Count.ShouldBe(2);
    }

    private static string Unwrapped(IEnumerable<string> lines) => string.Join(' ', lines.Select(line => line.Trim()));

    private async Task<T> ReadAsync<T>(string path)
        where T : class => ArtifactJson.Read<T>(path, await File.ReadAllBytesAsync(Path.Combine(Live, path), Token));

    private int Looks(string meeting) =>
        _asked.Count(path =>
            path.Contains($"/{meeting}/", StringComparison.Ordinal) && path.EndsWith("/participants", StringComparison.Ordinal)
        );

    private Task<ReplayReport> RunAsync(Uri pmu, IReadOnlyList<string>? countries = null) =>
        Runner(countries).RunSourcesAsync(new ReplayedDay(Day, clock => Sources(clock, pmu), Nine), Live, Token);

    private static ReplayRunner Runner(IReadOnlyList<string>? countries = null) =>
        new(
            new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value),
            PhaseBench.Settings with
            {
                Countries = countries ?? PhaseBench.Settings.Countries,
            },
            NullLoggerFactory.Instance
        );

    private IReadOnlyList<IRaceSource> Sources(TimeProvider clock, Uri pmu)
    {
        _clock = clock;
        var provider = RecordedSite.Pmu(clock, pmu, Recorded);
        _services.Add(provider);
        return [.. provider.GetServices<IRaceSource>()];
    }

    private async Task<Uri> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        _site = builder.Build();
        _site.Run(context =>
        {
            var path = context.Request.Path.Value ?? "";
            _asked.Enqueue(path);
            // A site without the money in its pools.
            if (
                path == "/robots.txt"
                || (path.Contains("/C", StringComparison.Ordinal) && !path.EndsWith("/participants", StringComparison.Ordinal))
            )
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }
            context.Response.ContentType = "application/json";
            context.Response.Headers.Date = _clock.GetUtcNow().UtcDateTime.ToString("R", CultureInfo.InvariantCulture);
            return context.Response.WriteAsync(
                path.EndsWith("/participants", StringComparison.Ordinal)
                    ? PmuPages.Participants(8, _clock.GetUtcNow().AddSeconds(-20))
                    : Programme(),
                Token
            );
        });
        await _site.StartAsync(Token);
        return new Uri($"{_site.Urls.First()}/rest/client/61/");
    }

    private static string Programme() =>
        PmuPages.Programme(
            Day,
            Meeting(1, "VALMOREL", "FRA", new TimeOnly(11, 0)),
            Meeting(2, "THORNFIELD", "GBR", new TimeOnly(12, 0)),
            Meeting(3, "NULLE PART", null, new TimeOnly(13, 0))
        );

    private static JsonObject Meeting(int number, string racecourse, string? country, TimeOnly off)
    {
        var race = PmuPages.Race(number, 1, $"PRIX DE {racecourse}", ParisTime.At(Day, off), runners: 8);
        (race["discipline"], race["distance"]) = ("PLAT", 2400);
        return PmuPages.Meeting(number, racecourse, country, race);
    }
}
