using System.Globalization;
using System.Text.Json.Nodes;
using Hippique.Commands;
using Hippique.Gpi;
using Hippique.Gpi.Rules;
using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Replay;
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

/// <summary>A day that was planned at 20:00 on the evening before, at 09:00 and at 09:30 is replayed with each of its plans, to the same bytes (issue 10, point 7).</summary>
public sealed class PlannedTwiceTests : IAsyncDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 14);
    private static readonly DateTimeOffset Evening = ParisTime.At(Day.AddDays(-1), new TimeOnly(20, 0)).AddMilliseconds(13);
    private static readonly DateTimeOffset Nine = ParisTime.At(Day, new TimeOnly(9, 0)).AddMilliseconds(7);
    private static readonly DateTimeOffset HalfPast = ParisTime.At(Day, new TimeOnly(9, 30)).AddMilliseconds(21);
    private readonly string _folder = Directory.CreateTempSubdirectory("hippique-twice-").FullName;
    private readonly List<IAsyncDisposable> _services = [];
    private TimeProvider _clock = TimeProvider.System;
    private WebApplication? _site;

    private static CancellationToken Token => TestContext.Current.CancellationToken;
    private string Recorded => Path.Combine(_folder, "recorded");

    public async ValueTask DisposeAsync()
    {
        foreach (var services in _services)
            await services.DisposeAsync();
        if (_site is not null)
            await _site.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_moved_off_an_added_race_and_a_withdrawn_one_are_replayed()
    {
        var pmu = await StartAsync();
        DateTimeOffset[] plans = [Evening, Nine, HalfPast];
        var live = await Runner()
            .RunSourcesAsync(
                new ReplayedDay(Day, clock => Sources(clock, pmu), plans[0]) { PlannedAgainAt = plans[1..] },
                Path.Combine(_folder, "live"),
                Token
            );
        var archive = new PageArchive(new ArtifactSourceStore(new DiskArtifactStore(Recorded)));
        foreach (var at in plans)
        {
            var plan = new RecordedPlan
            {
                At = at,
                Order = ["pmu"],
                BaseUrls = new Dictionary<string, Uri> { ["pmu"] = pmu },
            };
            await archive.AppendAsync(Day, plan, Token);
        }
        await _site!.StopAsync(Token);

        var recorded = RecordedFolder.Open(Path.Combine(Recorded, "2026-03-14"), null).ShouldNotBeNull();
        recorded.PlannedAt.ShouldBe(plans);
        var again = await ReplayAsync(recorded, "again");

        // R1C1 as planned, R1C2 half an hour later than at nine, R1C3 withdrawn, R1C4 new.
        var kept = ArtifactJson.Read<DayPlan>(
            "plan",
            await File.ReadAllBytesAsync(Path.Combine(_folder, "again", ArtifactPaths.Plan(Day)), Token)
        );
        kept.Races.Select(race => race.Id.Code.ToString()).ShouldBe(["R1C1", "R1C3", "R1C2", "R1C4"]);
        kept.Races.Single(race => race.Cancelled).Id.Code.ShouldBe(new RaceCode(1, 3));
        again.Total.Phases.Done.ShouldBe(6);
        again.Total.Phases.ShouldBe(live.Total.Phases);
        again.Total.ArtifactsSha256.ShouldBe(live.Total.ArtifactsSha256);
        again.Total.Simulated.ShouldBeFalse();

        // With the first plan alone the day is another one.
        var once = await ReplayAsync(recorded with { PlannedAt = [Nine] }, "once");
        once.Total.ArtifactsSha256.ShouldNotBe(live.Total.ArtifactsSha256);
    }

    private async Task<ReplayReport> ReplayAsync(RecordedFolder recorded, string output)
    {
        RecordedSources? sources = null;
        try
        {
            var day = recorded.ToReplay(clock =>
                (sources = new RecordedSources(recorded.Pages, clock, recorded.Order!, recorded.BaseUrls!)).InOrder
            );
            return await Runner().RunSourcesAsync(day, Path.Combine(_folder, output), Token);
        }
        finally
        {
            sources?.Dispose();
        }
    }

    private static ReplayRunner Runner() =>
        new(new RaceAnalyser(RuleSets.Load(RuleSets.Default).Value), PhaseBench.Settings, NullLoggerFactory.Instance);

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
            if (path == "/robots.txt")
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

    private string Programme()
    {
        var isLate = _clock.GetUtcNow() >= HalfPast;
        List<JsonObject> races =
        [
            Race(1, new TimeOnly(9, 50)),
            Race(2, new TimeOnly(13, isLate ? 30 : 0)),
            Race(3, new TimeOnly(11, 0), cancelled: isLate),
        ];
        if (isLate)
            races.Add(Race(4, new TimeOnly(15, 0)));
        return PmuPages.Programme(Day, PmuPages.Meeting(1, "VALMOREL", "FRA", races));
    }

    private static JsonObject Race(int number, TimeOnly off, bool cancelled = false)
    {
        var race = PmuPages.Race(1, number, $"PRIX NUMERO {number}", ParisTime.At(Day, off), runners: 8);
        if (cancelled)
            race["statut"] = "COURSE_ANNULEE";
        return race;
    }
}
