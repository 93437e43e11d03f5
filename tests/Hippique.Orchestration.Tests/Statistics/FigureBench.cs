using Hippique.Orchestration.Artifacts;
using Hippique.Orchestration.Planning;
using Hippique.Orchestration.Settings;
using Hippique.Orchestration.Statistics;
using Hippique.Racing;
using Hippique.Sources;
using Hippique.Sources.Figures;
using Hippique.Testing.Phases;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hippique.Orchestration.Tests.Statistics;

/// <summary>A collector with an invented site, on a clock that moves as soon as somebody waits on it.</summary>
internal sealed class FigureBench
{
    public static readonly DateOnly Day = new(2026, 3, 10);
    public static readonly DateTimeOffset Morning = new(2026, 3, 10, 8, 0, 0, TimeSpan.Zero);

    public FigureBench()
    {
        Store = new FigureStore(Artifacts);
        Site = new FigureSite(Clock);
    }

    public MemoryArtifactStore Artifacts { get; } = new();
    public FigureStore Store { get; }
    public JumpingClock Clock { get; } = new(Morning);
    public FigureSite Site { get; }

    /// <summary>How often the collector said that the day's file has changed.</summary>
    public int Changes { get; private set; }

    /// <summary>Trot races at Valmorel by their hour, UTC.</summary>
    public Task PlanAsync(params (string Code, int Hour)[] races) => PlanAsync(Day, races);

    public Task PlanAsync(DateOnly day, params (string Code, int Hour)[] races) =>
        PlanAsync(day, [.. races.Select(race => Race(race.Code, new DateTimeOffset(day, new TimeOnly(race.Hour, 0), TimeSpan.Zero)))]);

    public Task PlanAsync(DateOnly day, params PlannedRace[] races) =>
        PlanAsync(
            new DayPlan
            {
                Date = day,
                Races = races,
                Refused = [],
                Notes = [],
            }
        );

    public Task PlanAsync(DayPlan plan) =>
        new PlanStore(Artifacts).UpdateAsync(plan.Date, _ => plan, TestContext.Current.CancellationToken);

    public static PlannedRace Race(string code, DateTimeOffset off)
    {
        var (day, number) = (DateOnly.FromDateTime(off.UtcDateTime), RaceCode.Parse(code).Value);
        return new PlannedRace
        {
            Id = new RaceId(day, number),
            Meeting = "VALMOREL",
            Country = "FRA",
            Name = "",
            Off = off,
            Discipline = Discipline.Harness,
            Links = [new RaceLink("pmu", day, number, "https://pmu.example/")],
            OffClaims = [],
        };
    }

    public FigureCollector Collector(PhaseSettings? settings = null) =>
        new([Site], new PlanStore(Artifacts), Store, settings ?? PhaseBench.Settings, Clock, NullLogger<FigureCollector>.Instance);

    /// <summary>A whole round, in parts of an hour.</summary>
    public async Task CollectAsync(DateOnly? day = null, PhaseSettings? settings = null)
    {
        var collector = Collector(settings);
        if (await OpenAsync(collector, day ?? Day) is not { } round)
            return;
        while (await collector.GoOnAsync(round, TimeSpan.FromHours(1), TestContext.Current.CancellationToken) is { } rest)
            Clock.Pass(rest);
    }

    public Task<FigureRound?> OpenAsync(FigureCollector collector, DateOnly day) =>
        collector.OpenAsync(
            day,
            () =>
            {
                Changes++;
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken
        );

    /// <summary>The pages asked for, in order: <c>race r1c1</c>, <c>jockey-1-1</c>.</summary>
    public IEnumerable<string> Asked => Site.Asked.Select(asked => asked.What);

    public async Task<int> FiguresAsync(DateOnly? day = null) =>
        (await Store.LoadAsync(day ?? Day, TestContext.Current.CancellationToken)).Count(line => line.Figure is not null);
}

/// <summary>Races R1C1 to R1C4 with three links each: its own jockey and horse, and one trainer of all.</summary>
internal sealed class FigureSite(TimeProvider clock) : IFigureSource
{
    public List<(string What, DateTimeOffset At)> Asked { get; } = [];

    /// <summary>How often the day's list was asked for.</summary>
    public int Lists { get; private set; }

    /// <summary>What is refused, by page; <c>races</c> is the day's list.</summary>
    public Func<string, SourceErrorKind?> Refuses { get; set; } = _ => null;

    /// <summary>Further jockeys on each race's page.</summary>
    public int MoreJockeys { get; set; }
    public string Name => "site";

    public Task<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>> RacesAsync(DateOnly date, CancellationToken cancellationToken)
    {
        Lists++;
        var pages = Enumerable.Range(1, 4).ToDictionary(race => new RaceCode(1, race), race => $"r1c{race}");
        return Task.FromResult<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>>(
            Refuses("races") is { } kind
                ? new SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Refused(
                    new SourceError(kind, Name, "races", Problem.Of($"not today"))
                )
                : new SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Found(pages)
        );
    }

    public Task<SourceAnswer<IReadOnlyList<FigureLink>>> LinksAsync(string racePage, CancellationToken cancellationToken) =>
        Answer<IReadOnlyList<FigureLink>>(
            $"race {racePage}",
            [
                new(FigureKind.Jockey, $"https://site.example/jockey-1-{racePage[^1]}"),
                new(FigureKind.Trainer, "https://site.example/trainer-9"),
                new(FigureKind.Horse, $"https://site.example/horse-1-{racePage[^1]}"),
                .. Enumerable.Range(2, MoreJockeys).Select(i => new FigureLink(FigureKind.Jockey, $"https://site.example/jockey-{i}")),
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
                ? new SourceAnswer<T>.Refused(new SourceError(kind, Name, what, Problem.Of($"not today")))
                : new SourceAnswer<T>.Found(value)
        );
    }
}

/// <summary>A clock that moves to a timer's instant when the timer is set.</summary>
internal sealed class JumpingClock(DateTimeOffset now) : TimeProvider
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
