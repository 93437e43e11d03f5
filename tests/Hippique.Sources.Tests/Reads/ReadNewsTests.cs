using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.Figures;
using Hippique.Sources.Reads;
using Hippique.Sources.Tests.Recording;
using Hippique.Testing.Sources;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Reads;

/// <summary>Issue 10: alive means that new data arrive; a page that repeats what was known is not new.</summary>
public sealed class ReadNewsTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 3, 10);
    private static readonly DateTimeOffset Noon = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Noon);
    private readonly FakeSource _site = new("zeturf");

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Programme_of_yesterday_served_as_todays_is_not_new()
    {
        _site.With("R1C1", "VALMOREL", Noon, "PRIX DES AULNES").With("R1C2", "VALMOREL", Noon.AddHours(1), "PRIX DES SAULES");
        await ProgrammeAsync(Day);
        foreach (var race in _site.Programme.ToList())
            _site.Programme.Add(race with { Off = race.Off.AddDays(1), Link = race.Link with { Date = Day.AddDays(1) } });
        _clock.Advance(TimeSpan.FromDays(1));
        await ProgrammeAsync(Day.AddDays(1));

        var stale = await NewsAsync(ReadKind.Programme);
        (stale.LastNew, stale.LastGood).ShouldBe((Noon, Noon.AddDays(1)));
        stale.IsSilent(SilenceLimit.Defaults[ReadKind.Programme]).ShouldBeFalse();

        _clock.Advance(TimeSpan.FromHours(3));
        await ProgrammeAsync(Day.AddDays(1));
        (await NewsAsync(ReadKind.Programme)).IsSilent(SilenceLimit.Defaults[ReadKind.Programme]).ShouldBeTrue();

        _site.Programme[^1] = _site.Programme[^1] with { Name = "PRIX DES TILLEULS" };
        await ProgrammeAsync(Day.AddDays(1));
        var alive = await NewsAsync(ReadKind.Programme);
        (alive.LastNew, alive.Repeats).ShouldBe((_clock.GetUtcNow(), 0));
        alive.IsSilent(SilenceLimit.Defaults[ReadKind.Programme]).ShouldBeFalse();
    }

    [Fact]
    public async Task Odds_that_stand_still_over_six_races_are_a_silence_although_each_race_has_its_own()
    {
        for (var race = 1; race <= 6; race++)
        {
            (await NewsOrNoneAsync(ReadKind.Odds))?.IsSilent(SilenceLimit.Defaults[ReadKind.Odds]).ShouldBeFalse();
            await LookAsync(race, 2.5 + race);
            _clock.Advance(TimeSpan.FromMinutes(25));
            await LookAsync(race, 2.5 + race);
        }

        var frozen = await NewsAsync(ReadKind.Odds);
        frozen.Repeats.ShouldBe(6);
        frozen.LastNew.ShouldBe(Noon);
        frozen.IsSilent(SilenceLimit.Defaults[ReadKind.Odds]).ShouldBeTrue();

        await LookAsync(6, 3.1);
        (await NewsAsync(ReadKind.Odds)).Repeats.ShouldBe(0);
        (await NewsAsync(ReadKind.Odds)).LastNew.ShouldBe(_clock.GetUtcNow());
    }

    [Fact]
    public async Task One_page_for_every_race_is_a_silence_and_odds_that_move_are_none()
    {
        for (var race = 1; race <= 7; race++)
            await LookAsync(race, 2.5);
        (await NewsAsync(ReadKind.Odds)).Repeats.ShouldBe(6);

        for (var look = 0; look < 40; look++)
            await LookAsync(1 + (look % 9), 3 + (0.1 * look));
        (await NewsAsync(ReadKind.Odds)).Repeats.ShouldBe(0);
    }

    [Fact]
    public async Task Race_without_prices_says_nothing()
    {
        await LookAsync(1, null);

        var news = await NewsAsync(ReadKind.Odds);
        (news.LastNew, news.Repeats).ShouldBe((null, 1));
    }

    [Fact]
    public async Task Last_prices_that_are_the_same_for_every_race_are_a_silence()
    {
        _site.Close = new SourceAnswer<RaceClose>.Found(new RaceClose([Prices(2.5)], [], []));
        for (var race = 1; race <= 7; race++)
            await Watched().CloseAsync(Link(race), Token);

        (await NewsAsync(ReadKind.Close)).IsSilent(SilenceLimit.Defaults[ReadKind.Close]).ShouldBeTrue();
    }

    [Fact]
    public async Task Result_that_is_asked_for_again_is_no_silence_and_one_result_for_all_races_is()
    {
        for (var ask = 0; ask < 9; ask++)
            await ResultAsync(1);
        (await NewsAsync(ReadKind.Result)).Repeats.ShouldBe(0);

        foreach (var race in new[] { 2, 3, 4 })
            await ResultAsync(race);
        (await NewsAsync(ReadKind.Result)).IsSilent(SilenceLimit.Defaults[ReadKind.Result]).ShouldBeTrue();
    }

    [Fact]
    public async Task Figures_that_never_change_for_days_are_a_silence()
    {
        var site = new Figures();
        var watched = new WatchedFigureSource(site, new LastReads(_folder.Store), _clock);
        foreach (var days in Enumerable.Range(0, 6))
        {
            await watched.FigureAsync(new FigureLink(FigureKind.Jockey, $"https://example.invalid/{days}"), Token);
            await watched.RacesAsync(Day.AddDays(days), Token);
            _clock.Advance(TimeSpan.FromDays(1));
        }

        (await NewsAsync(ReadKind.Figures, "site")).IsSilent(SilenceLimit.Defaults[ReadKind.Figures]).ShouldBeTrue();
        (await NewsAsync(ReadKind.Programme, "site")).LastNew.ShouldBe(Noon);
    }

    [Fact]
    public async Task What_is_known_survives_a_restart_and_files_of_earlier_versions_are_read()
    {
        await _folder.Store.PutIfAbsentAsync(
            "sources/zeturf.json",
            """{"source":"zeturf","programme":"2026-03-09T08:00:00+00:00"}"""u8.ToArray(),
            Token
        );
        await LookAsync(1, 2.5);
        await LookAsync(1, 2.5);

        var read = (await new LastReads(_folder.Store).OfAsync("zeturf", Token)).ShouldNotBeNull();
        read.Programme.ShouldBe(new DateTimeOffset(2026, 3, 9, 8, 0, 0, TimeSpan.Zero));
        read.News![ReadKind.Odds].Repeats.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_remembered_stays_small()
    {
        for (var race = 1; race <= 400; race++)
            await Watched().RaceAsync(Query(race, 2 + (0.01 * race)), Token);

        (await NewsAsync(ReadKind.Odds)).Seen.Count.ShouldBe(120);
        ((await _folder.Store.GetAsync("sources/zeturf.json", Token))!.Value.Length).ShouldBeLessThan(16_000);
    }

    private WatchedSource Watched() => new(_site, new LastReads(_folder.Store), _clock);

    private Task<SourceAnswer<Programme>> ProgrammeAsync(DateOnly day) => Watched().ProgrammeAsync(day, Token);

    private Task<SourceAnswer<RaceView>> LookAsync(int race, double? odds) => Watched().RaceAsync(Query(race, odds), Token);

    private RaceQuery Query(int race, double? odds)
    {
        var pools = odds is { } price ? new[] { Prices(price) } : [];
        var card = new RaceCard
        {
            Id = new RaceId(Day, Link(race).Code),
            Meeting = "VALMOREL",
            Country = "FRA",
            Name = "PRIX",
            Off = Noon,
            Discipline = Discipline.Flat,
            DistanceMetres = 2000,
            Runners = [],
        };
        _site.Views[Link(race).Code] = _ => new SourceAnswer<RaceView>.Found(new RaceView(card, pools, []));
        return new RaceQuery(Link(race), Phase.H5, Noon);
    }

    private async Task ResultAsync(int race)
    {
        _site.Results[Link(race).Code] = new RaceResult
        {
            Id = new RaceId(Day, Link(race).Code),
            Pool = Pool.ZEturf,
            State = ResultState.Official,
            Arrival =
            [
                [2],
                [1],
            ],
            NonRunners = [],
            Dividends = [],
        };
        await Watched().ResultAsync(Link(race), Token);
    }

    private static PoolPrices Prices(double odds) =>
        new()
        {
            Pool = Pool.ZEturf,
            Origin = PriceOrigin.Live,
            At = Noon,
            Win = [new WinPrice(1, new Odds(odds)), new WinPrice(2, new Odds(4))],
        };

    private static RaceLink Link(int race)
    {
        var code = new RaceCode(1 + (race / 20), 1 + (race % 20));
        return new RaceLink("zeturf", Day, code, string.Create(CultureInfo.InvariantCulture, $"https://zeturf.example.invalid/{code}"));
    }

    private async Task<ReadNews> NewsAsync(ReadKind kind, string source = "zeturf") =>
        (await NewsOrNoneAsync(kind, source)).ShouldNotBeNull();

    private async Task<ReadNews?> NewsOrNoneAsync(ReadKind kind, string source = "zeturf") =>
        (await new LastReads(_folder.Store).OfAsync(source, Token))?.News?.GetValueOrDefault(kind);

    /// <summary>The same jockey's figures and the same races, whatever is asked.</summary>
    private sealed class Figures : IFigureSource
    {
        public string Name => "site";

        public Task<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>> RacesAsync(DateOnly date, CancellationToken cancellationToken) =>
            Task.FromResult<SourceAnswer<IReadOnlyDictionary<RaceCode, string>>>(
                new SourceAnswer<IReadOnlyDictionary<RaceCode, string>>.Found(
                    new Dictionary<RaceCode, string> { [new RaceCode(1, 1)] = "https://example.invalid/r1c1" }
                )
            );

        public Task<SourceAnswer<IReadOnlyList<FigureLink>>> LinksAsync(string racePage, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<SourceAnswer<PublishedFigure>> FigureAsync(FigureLink link, CancellationToken cancellationToken) =>
            Task.FromResult<SourceAnswer<PublishedFigure>>(
                new SourceAnswer<PublishedFigure>.Found(
                    new PublishedFigure
                    {
                        Kind = link.Kind,
                        Name = "A. MARTIN",
                        Source = "site",
                        Url = link.Url,
                        At = Noon,
                        Starts = 120,
                        Wins = 14,
                    }
                )
            );
    }
}
