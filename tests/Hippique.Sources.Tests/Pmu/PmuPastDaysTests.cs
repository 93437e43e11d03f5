using System.Text.Json.Nodes;
using Hippique.Racing;
using Hippique.Sources.Http;
using Hippique.Sources.Pmu;
using Hippique.Testing;
using Hippique.Testing.Sources;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.Pmu;

/// <summary>PMU's past days over real sockets: what a race is asked for, and what a missing or strange answer costs it.</summary>
public sealed class PmuPastDaysTests : IAsyncDisposable
{
    private const string Participants = "participants" + PastPmuDay.Internet;
    private const string Dividends = "rapports-definitifs" + PastPmuDay.Internet;
    private const string Combinations = "combinaisons" + PastPmuDay.Internet;
    private const string Totals = "masse-enjeu" + PastPmuDay.Internet;
    private const string Citations = "citations?paris=&specialisation=INTERNET";
    private static readonly DateOnly Day = new(2025, 3, 14);

    private readonly LoopbackSite _site = new();
    private readonly PoliteClient _client;
    private readonly PmuPastDays _pmu;
    private readonly UnreadAnswers _unread = new();

    public PmuPastDaysTests()
    {
        var options = new SourceHttpOptions
        {
            RequestsPerSecond = 1e9,
            BaseUrls = new Dictionary<string, Uri> { ["pmu"] = new(_site.Address, "/rest/client/61/") },
        }.ForPastDays();
        _client = new PoliteClient(
            options,
            new FakeTimeProvider(new DateTimeOffset(2025, 6, 1, 10, 0, 0, TimeSpan.Zero)),
            RealTime.Instance
        );
        _pmu = new PmuPastDays(_client, options, unread: _unread);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task A_race_is_read_in_four_requests()
    {
        var day = new PastPmuDay(_site, Day, races: 1);
        var past = await ReadAsync();

        Asked(day).ShouldBe([Participants, Dividends, Combinations, Totals]);
        past.Arrival.Count.ShouldBe(9);
        past.Close.Count.ShouldBe(9);
        past.Reference.Count.ShouldBe(9);
        past.Dividends.Count(row => row.Bet == BetType.SimplePlace).ShouldBe(3);
        past.Stakes.Select(stakes => (stakes.Bet, stakes.Total!.Value.Amount))
            .ShouldBe([(BetType.SimpleGagnant, 4500m), (BetType.SimplePlace, 4500m), (BetType.CouplePlace, 900m)]);
        past.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_more_than_twelve_runners_the_whole_list_is_asked_for_where_there_is_one()
    {
        var day = new PastPmuDay(_site, Day, races: 1, runners: 16);
        long[] all = [.. Enumerable.Range(1, 16).Select(number => 100_00L * (17 - number))];
        day.Answers(1, Citations, PmuPoolPages.Citations(day.OffOf(1), ("E_SIMPLE_GAGNANT", all), ("E_SIMPLE_PLACE", all)));
        var past = await ReadAsync();

        Asked(day).ShouldBe([Participants, Dividends, Combinations, Totals, Citations]);
        past.Stakes[0].Stakes.Count.ShouldBe(16);
        // The pairs of the other list stay.
        past.Stakes[2].Stakes.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Lists_that_stay_away_are_not_asked_for_race_by_race()
    {
        var day = new PastPmuDay(_site, Day, races: 8, runners: 16);
        for (var race = 1; race <= 8; race++)
            day.Answers(race, Citations, null);
        var programme = Found(await _pmu.ProgrammeAsync(Day, Token));
        foreach (var race in programme.Races)
            Found(await _pmu.RaceAsync(race, Token)).ShouldBeOfType<PmuPastAnswer.Read>().Race.Stakes[0].Stakes.Count.ShouldBe(12);

        _site.Paths.Count(path => path.Contains("citations", StringComparison.Ordinal)).ShouldBe(5);
    }

    [Fact]
    public async Task Prices_of_before_the_off_are_no_close()
    {
        var day = new PastPmuDay(_site, Day, races: 1);
        day.Answers(1, Participants, PmuPages.Participants(9, day.OffOf(1).AddMinutes(-3), "E_SIMPLE_GAGNANT"));

        (await ReadAsync()).Close.ShouldBeEmpty();
    }

    [Fact]
    public async Task Prices_of_the_national_pool_are_none_of_this_one()
    {
        var day = new PastPmuDay(_site, Day, races: 1);
        day.Answers(1, Participants, PmuPages.Participants(9, day.OffOf(1).AddMinutes(3)));
        day.Answers(1, Dividends, PmuPages.Dividends(4.5m, 1));
        var past = await ReadAsync();

        past.Close.ShouldBeEmpty();
        past.Dividends.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Dividends)]
    [InlineData(Combinations)]
    [InlineData(Totals)]
    public async Task What_PMU_does_not_have_costs_the_race_that_alone(string what)
    {
        var day = new PastPmuDay(_site, Day, races: 1).Answers(1, what, null);
        var past = await ReadAsync();

        past.Runners.Runners.Count.ShouldBe(9);
        past.Dividends.Count.ShouldBe(what == Dividends ? 0 : 4);
        past.Stakes.Count.ShouldBe(what == Combinations ? 0 : 3);
        if (what == Totals)
            past.Stakes.ShouldAllBe(stakes => stakes.Total == null);
        _unread.Kept.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Dividends, "{}")]
    [InlineData(Combinations, "{\"combinaisons\": 3}")]
    [InlineData(Totals, "[{\"typePari\": 1}]")]
    [InlineData(Combinations, "<html>")]
    public async Task What_does_not_read_is_named_and_kept_and_costs_the_race_that_alone(string what, string body)
    {
        var day = new PastPmuDay(_site, Day, races: 1).Answers(1, what, body);
        var past = await ReadAsync();

        past.Notes.ShouldHaveSingleItem().ShouldContain(day.Below(1, what.Split('?')[0]));
        var kept = _unread.Kept.ShouldHaveSingleItem();
        kept.Address.PathAndQuery.ShouldBe(day.Below(1, what));
        kept.Body.ShouldBe(body);
    }

    [Theory]
    [InlineData(SourceErrorKind.Changed, "{\"participants\": []}")]
    [InlineData(SourceErrorKind.NotFound, null)]
    public async Task Participants_that_do_not_read_or_are_not_there_refuse_the_race(SourceErrorKind kind, string? body)
    {
        var day = new PastPmuDay(_site, Day, races: 1).Answers(1, Participants, body);

        (await RefusedAsync()).Kind.ShouldBe(kind);
        _unread.Kept.Count.ShouldBe(body is null ? 0 : 1);
        Asked(day).ShouldBe([Participants]);
    }

    [Theory]
    [InlineData(Participants)]
    [InlineData(Dividends)]
    [InlineData(Totals)]
    public async Task A_server_that_fails_says_nothing_of_the_race(string what)
    {
        var day = new PastPmuDay(_site, Day, races: 1);
        _site.Answers(day.Below(1, what), 500);

        (await RefusedAsync()).Kind.ShouldBe(SourceErrorKind.ServerError);
        Asked(day).Count(path => path == what).ShouldBe(1);
    }

    [Fact]
    public async Task A_race_that_was_called_off_is_left_out_and_one_without_an_arrival_waits_without_a_request()
    {
        var day = new PastPmuDay(_site, Day, races: 1).Programme(race => With(race, "statut", "COURSE_ANNULEE"));
        (await AnswerAsync()).ShouldBeOfType<PmuPastAnswer.LeftOut>();
        day.Programme(race => race);
        (await AnswerAsync()).ShouldBeOfType<PmuPastAnswer.NoResultYet>();
        Asked(day).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_arrival_that_breaks_off_before_the_places_is_none()
    {
        var day = new PastPmuDay(_site, Day, races: 1);
        day.Programme(race => With(PmuPages.Run(race, 1, 2), "ordreArrivee", JsonNode.Parse("[[1],[\"?\"],[3]]")!));
        var past = await ReadAsync();

        past.Arrival.ShouldBeEmpty();
        past.Notes.ShouldHaveSingleItem().ShouldContain("place 2");
    }

    private static JsonObject With(JsonObject race, string key, JsonNode value)
    {
        race[key] = value;
        return race;
    }

    private async Task<PmuRace> RaceAsync() => Found(await _pmu.ProgrammeAsync(Day, Token)).Races.ShouldHaveSingleItem();

    private async Task<SourceError> RefusedAsync() =>
        (await _pmu.RaceAsync(await RaceAsync(), Token)).ShouldBeOfType<SourceAnswer<PmuPastAnswer>.Refused>().Error;

    private async Task<PmuPastAnswer> AnswerAsync() => Found(await _pmu.RaceAsync(await RaceAsync(), Token));

    private async Task<PmuPastRace> ReadAsync() => (await AnswerAsync()).ShouldBeOfType<PmuPastAnswer.Read>().Race;

    private IEnumerable<string> Asked(PastPmuDay day) =>
        _site
            .Paths.Where(path => path.StartsWith(day.Below(1, ""), StringComparison.Ordinal))
            .Select(path => path[day.Below(1, "").Length..]);

    private static T Found<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Found>().Value;

    private sealed class UnreadAnswers : IUnreadAnswers
    {
        public List<(Uri Address, string Body)> Kept { get; } = [];

        public Task KeepAsync(Uri address, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
        {
            Kept.Add((address, System.Text.Encoding.UTF8.GetString(body.Span)));
            return Task.CompletedTask;
        }
    }
}
