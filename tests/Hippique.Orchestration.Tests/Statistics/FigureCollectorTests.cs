using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Figures;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Statistics;

public sealed class FigureCollectorTests
{
    private static readonly DateOnly Day = new(2026, 3, 10);
    private static readonly DateTimeOffset Morning = new(2026, 3, 10, 8, 0, 0, TimeSpan.Zero);
    private readonly MemoryArtifactStore _artifacts = new();
    private readonly FigureStore _store;
    private readonly WaitingIsPassing _clock = new(Morning);
    private readonly Site _site;

    public FigureCollectorTests()
    {
        _store = new FigureStore(_artifacts);
        _site = new Site(_clock);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Races_are_taken_in_the_order_of_their_offs_slowly_and_no_page_twice()
    {
        await PlanAsync(("R1C2", 14), ("R1C1", 12));

        await CollectAsync();

        // The trainer stands on both pages.
        _site
            .Asked.Select(asked => asked.What)
            .ShouldBe(["race r1c1", "jockey-1-1", "trainer-9", "horse-1-1", "race r1c2", "jockey-1-2", "horse-1-2"]);
        _site.Asked.Zip(_site.Asked.Skip(1)).ShouldAllBe(pair => pair.Second.At - pair.First.At >= TimeSpan.FromSeconds(5));
        var lines = await _store.LoadAsync(Day, Token);
        lines.Count(line => line.Figure is not null).ShouldBe(5);
        lines.Where(line => line.Race is not null).Select(line => line.Links!.Count).ShouldBe([3, 3]);
    }

    [Fact]
    public async Task Nothing_is_asked_for_in_the_minutes_before_an_off_and_none_of_a_race_that_is_near()
    {
        var off = Morning.AddMinutes(6).AddSeconds(12);
        await PlanAtAsync(("R1C1", off), ("R1C2", off.AddHours(1)));

        await CollectAsync();

        _site.Asked.ShouldNotBeEmpty();
        _site.Asked.ShouldAllBe(asked => asked.What.EndsWith('2') || asked.What == "trainer-9");
        _site.Asked.ShouldAllBe(asked => asked.At < off - TimeSpan.FromMinutes(6) || asked.At >= off);
    }

    [Fact]
    public async Task Figures_of_the_last_days_are_carried_over_and_not_asked_for_again()
    {
        await PlanAsync(("R1C1", 12));
        await CollectAsync();
        _site.Asked.Clear();
        _clock.Pass(TimeSpan.FromDays(1));
        await PlanAsync(Day.AddDays(1), ("R1C1", 12));

        await CollectAsync(Day.AddDays(1));

        _site.Asked.Select(asked => asked.What).ShouldBe(["race r1c1"]);
        var lines = await _store.LoadAsync(Day.AddDays(1), Token);
        lines.Count(line => line.Figure is not null).ShouldBe(3);
        lines.ShouldAllBe(line => line.Since > Morning.AddDays(1));
    }

    [Fact]
    public async Task Source_that_refuses_is_left_alone()
    {
        _site.Refuses = what => what == "trainer-9" ? SourceErrorKind.Forbidden : null;
        await PlanAsync(("R1C1", 12), ("R1C2", 14));

        await CollectAsync();

        _site.Asked[^1].What.ShouldBe("trainer-9");
        (await _store.LoadAsync(Day, Token)).Count(line => line.Figure is not null).ShouldBe(1);
    }

    [Fact]
    public async Task Kind_of_page_that_does_not_read_is_given_up_after_three_and_the_others_go_on()
    {
        _site.Refuses = what => what.StartsWith("jockey", StringComparison.Ordinal) ? SourceErrorKind.Changed : null;
        await PlanAsync(("R1C1", 12), ("R1C2", 13), ("R1C3", 14), ("R1C4", 15));

        await CollectAsync();

        _site.Asked.Count(asked => asked.What.StartsWith("jockey", StringComparison.Ordinal)).ShouldBe(3);
        _site.Asked.Count(asked => asked.What.StartsWith("horse", StringComparison.Ordinal)).ShouldBe(4);
    }

    private Task PlanAsync(params (string Code, int Hour)[] races) => PlanAsync(Day, races);

    private Task PlanAsync(DateOnly day, params (string Code, int Hour)[] races) =>
        PlanAtAsync(day, [.. races.Select(race => (race.Code, new DateTimeOffset(day, new TimeOnly(race.Hour, 0), TimeSpan.Zero)))]);

    private Task PlanAtAsync(params (string Code, DateTimeOffset Off)[] races) => PlanAtAsync(Day, races);

    private async Task PlanAtAsync(DateOnly day, (string Code, DateTimeOffset Off)[] races)
    {
        var planned = races.Select(race => new PlannedRace
        {
            Id = new RaceId(day, RaceCode.Parse(race.Code).Value),
            Meeting = "VALMOREL",
            Country = "FRA",
            Name = "",
            Off = race.Off,
            Discipline = Discipline.Harness,
            Links = [new RaceLink("pmu", day, RaceCode.Parse(race.Code).Value, "https://pmu.example/")],
            OffClaims = [],
        });
        var plan = new DayPlan
        {
            Date = day,
            Races = [.. planned],
            Refused = [],
            Notes = [],
        };
        await new PlanStore(_artifacts).UpdateAsync(plan.Date, _ => plan, Token);
    }

    private Task CollectAsync(DateOnly? day = null) =>
        new FigureCollector(
            [_site],
            new PlanStore(_artifacts),
            _store,
            PhaseBench.Settings,
            _clock,
            NullLogger<FigureCollector>.Instance
        ).CollectAsync(day ?? Day, () => Task.CompletedTask, Token);

    /// <summary>Three links a race: its own jockey and horse, and one trainer of all.</summary>
    private sealed class Site(TimeProvider clock) : IFigureSource
    {
        public List<(string What, DateTimeOffset At)> Asked { get; } = [];
        public Func<string, SourceErrorKind?> Refuses { get; set; } = _ => null;
        public string Name => "site";

        public Task<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>> RacesAsync(DateOnly date, CancellationToken cancellationToken) =>
            Task.FromResult<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>>(
                new SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Found(
                    Enumerable.Range(1, 4).ToDictionary(race => new RaceCode(1, race), race => $"r1c{race}")
                )
            );

        public Task<SourceAnswer<IReadOnlyList<FigureLink>>> LinksAsync(string racePage, CancellationToken cancellationToken) =>
            Answer<IReadOnlyList<FigureLink>>(
                $"race {racePage}",
                [
                    new(FigureKind.Jockey, $"https://site.example/jockey-1-{racePage[^1]}"),
                    new(FigureKind.Trainer, "https://site.example/trainer-9"),
                    new(FigureKind.Horse, $"https://site.example/horse-1-{racePage[^1]}"),
                ]
            );

        public Task<SourceAnswer<PublishedFigure>> FigureAsync(FigureLink link, CancellationToken cancellationToken) =>
            Answer(
                new Uri(link.Url).AbsolutePath.Trim('/'),
                new PublishedFigure
                {
                    Kind = link.Kind,
                    Name = "Anne MENANT",
                    Source = Name,
                    Url = link.Url,
                    At = clock.GetUtcNow(),
                }
            );

        private Task<SourceAnswer<T>> Answer<T>(string what, T value)
        {
            Asked.Add((what, clock.GetUtcNow()));
            return Task.FromResult<SourceAnswer<T>>(
                Refuses(what) is { } kind
                    ? new SourceAnswer<T>.Refused(new SourceError(kind, Name, what, "not today"))
                    : new SourceAnswer<T>.Found(value)
            );
        }
    }

    /// <summary>A clock on which whoever waits has waited at once.</summary>
    private sealed class WaitingIsPassing(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset _now = now;

        public void Pass(TimeSpan time) => _now += time;

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime > TimeSpan.Zero)
                _now += dueTime;
            return TimeProvider.System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
