using System.Text.Json.Nodes;
using Hippique.Gpi.Rules;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;
using Microsoft.Extensions.Time.Testing;
using static Hippique.Sources.Tests.RaceArchive.RaceLineText;

namespace Hippique.Sources.Tests.RaceArchive;

public sealed class RecordedSourceTests
{
    [Theory]
    [InlineData(30.0, PriceOrigin.Live)]
    [InlineData(37.0, PriceOrigin.Live)]
    [InlineData(37.1, PriceOrigin.Reference)]
    [InlineData(29.9, PriceOrigin.Reference)]
    public async Task RaceAsync_H30_TakesAStateOfAtMostSevenMinutes(double minutes, PriceOrigin expected)
    {
        var prices = await LookAsync(Race().WithState(minutes, (1, 3.3)), Phase.H30);

        prices.Origin.ShouldBe(expected);
        prices.Win.Count.ShouldBe(expected == PriceOrigin.Live ? 1 : 8);
    }

    [Theory]
    [InlineData(45.0, PriceOrigin.Reference)]
    [InlineData(45.1, PriceOrigin.Modelled)]
    [InlineData(29.0, PriceOrigin.Reference)]
    [InlineData(28.9, PriceOrigin.Modelled)]
    public async Task RaceAsync_H30WithoutAState_JudgesTheReferenceByItsStamp(double minutes, PriceOrigin expected)
    {
        var prices = await LookAsync(Race(referenceAt: Off.AddMinutes(-minutes)), Phase.H30);

        prices.Origin.ShouldBe(expected);
        prices.Win[0].Odds.Value.ShouldBe(2.4);
        prices.At.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(Off.AddMinutes(-30));
    }

    [Theory]
    [InlineData(5.0, PriceOrigin.Live)]
    [InlineData(12.0, PriceOrigin.Live)]
    [InlineData(12.1, PriceOrigin.Modelled)]
    [InlineData(4.9, PriceOrigin.Modelled)]
    public async Task RaceAsync_H5_TakesAStateElseTheBridge(double minutes, PriceOrigin expected)
    {
        var prices = await LookAsync(Race().WithState(minutes, (1, 3.3)), Phase.H5);

        prices.Origin.ShouldBe(expected);
        prices.At.ShouldBe(Off.AddMinutes(-Math.Max(5, expected == PriceOrigin.Live ? minutes : 5)));
    }

    [Fact]
    public async Task RaceAsync_LastStatePricesNoStarter_CountsTheOneBefore()
    {
        var race = Race().SetRunner(2, "non_runner", true).WithState(34, (1, 3.3)).WithState(31, (2, 4.4)).WithState(30.5, (1, 1.0));

        var prices = await LookAsync(race, Phase.H30);

        prices.Origin.ShouldBe(PriceOrigin.Live);
        prices.At.ShouldBe(Off.AddMinutes(-34));
    }

    [Fact]
    public async Task RaceAsync_NoPriceAtAll_IsNone()
    {
        var race = Race().WithoutRunnerKey("odds_reference").WithoutRunnerKey("odds_close");

        foreach (var phase in new[] { Phase.H30, Phase.H5 })
        {
            var prices = await LookAsync(race, phase);
            prices.Origin.ShouldBe(PriceOrigin.None);
            prices.At.ShouldBeNull();
            prices.Win.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task RaceAsync_ReferenceWithoutClose_GivesH30ButNoH5()
    {
        var race = Race().WithoutRunnerKey("odds_close");

        (await LookAsync(race, Phase.H30)).Origin.ShouldBe(PriceOrigin.Reference);
        (await LookAsync(race, Phase.H5)).Origin.ShouldBe(PriceOrigin.None);
    }

    [Fact]
    public async Task RaceAsync_BeforeItsTime_SeesNothingStampedLater()
    {
        var race = Race().WithState(40, (1, 3.3)).WithState(31, (1, 2.2));
        var source = Source(race, Off.AddMinutes(-38));

        var view = Found(await source.RaceAsync(Query(Phase.H30), TestContext.Current.CancellationToken));

        view.Pools[0].Win.ShouldHaveSingleItem().Odds.Value.ShouldBe(3.3);
    }

    [Fact]
    public async Task RaceAsync_Offers_AreThoseOfTheFilesPoolWithKnownStakes()
    {
        var national = await LookAsync(Race(), Phase.H30);
        national
            .Offers!.Select(offer => $"{offer.Bet} {offer.Minimum} {offer.Step}")
            .ShouldBe([
                "SimpleGagnant 2.00 2.00",
                "SimplePlace 2.00 2.00",
                "CouplePlace 2.00 2.00",
                "Trio 2.00 2.00",
                "DeuxSurQuatre 3.00 3.00",
            ]);

        var internet = await LookAsync(Race().Set("pool", "pmu_internet"), Phase.H30);
        internet
            .Offers!.Select(offer => $"{offer.Bet} {offer.Minimum}")
            .ShouldBe(["SimpleGagnant 1.00", "Trio 1.00", "DeuxSurQuatre 3.00"]);

        (await LookAsync(Race().Set("bets", null), Phase.H30)).Offers.ShouldBeNull();
    }

    [Fact]
    public async Task ProgrammeAsync_Day_ListsRacesWithPmusAddressAndTheErrors()
    {
        using var file = new TemporaryFile(Gzip(Race("R1C3").SetRunner(8, "non_runner", true).Line(), "{}"));
        var day = ((SourceAnswer<RecordedDay>.Found)RecordedRaces.ReadDay(file.Path, Day, TestContext.Current.CancellationToken)).Value;

        var programme = Found(
            await new RecordedSource(day, new FakeTimeProvider(Off), Regulated.Default).ProgrammeAsync(
                Day,
                TestContext.Current.CancellationToken
            )
        );

        var race = programme.Races.ShouldHaveSingleItem();
        race.Link.ShouldBe(new RaceLink("recorded", Day, new RaceCode(1, 3), "https://www.pmu.fr/turf/14032025/R1/C3"));
        race.Runners.ShouldBe(7);
        programme.Refused.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task ProgrammeAsync_OtherDay_IsNotFound() =>
        (await Source(Race(), Off).ProgrammeAsync(Day.AddDays(1), TestContext.Current.CancellationToken))
            .ShouldBeOfType<SourceAnswer<Programme>.Refused>()
            .Error.Kind.ShouldBe(SourceErrorKind.NotFound);

    [Fact]
    public async Task ResultAsync_BeforeTheOff_IsNotGiven()
    {
        (await Source(Race(), Off).ResultAsync(Link("R1C1"), TestContext.Current.CancellationToken))
            .ShouldBeOfType<SourceAnswer<RaceResult>.Refused>()
            .Error.Kind.ShouldBe(SourceErrorKind.NoResultYet);

        var after = Found(await Source(Race(), Off.AddSeconds(1)).ResultAsync(Link("R1C1"), TestContext.Current.CancellationToken));
        after.Arrival[0].ShouldBe([2]);
        after.Close[0].ShouldBe(new WinPrice(1, new Odds(2.1)));
        after.Dividends.ShouldBeEmpty();
    }

    [Fact]
    public async Task ResultAsync_ZEturfDividends_BelongToTheirOwnPool()
    {
        var race = Race().Set("dividends", JsonNode.Parse("""{"zeturf": {"win": [["2", 5.4]]}}"""));

        var result = Found(await Source(race, Off.AddHours(1)).ResultAsync(Link("R1C1"), TestContext.Current.CancellationToken));

        result.Pool.ShouldBe(Pool.PmuNational);
        var other = result.Others.ShouldHaveSingleItem();
        other.Pool.ShouldBe(Pool.ZEturf);
        other.Dividends.ShouldHaveSingleItem().PerEuro.ShouldBe(5.4m);
    }

    [Fact]
    public async Task ResultAsync_RaceOfZEturfsPool_HasItsDividendsThere()
    {
        var rows = JsonNode.Parse("""{"zeturf": {"win": [["2", 5.4]], "place_of_third": [["4", 1.8]]}}""");
        var race = Race().Set("pool", "zeturf").Set("dividends", rows);

        var result = Found(await Source(race, Off.AddHours(1)).ResultAsync(Link("R1C1"), TestContext.Current.CancellationToken));

        result.Pool.ShouldBe(Pool.ZEturf);
        result.Others.ShouldBeEmpty();
        // One place of three says nothing of the other two: it is no list of places.
        result
            .Dividends.Select(row => (row.Bet, row.Label))
            .ShouldBe([(BetType.SimpleGagnant, ""), (BetType.SimplePlace, "place of the third only")]);
    }

    [Theory]
    [InlineData("COURSE_ANNULEE", ResultState.CalledOff)]
    [InlineData("ARRIVEE_DEFINITIVE_COMPLETE", ResultState.NobodyClassified)]
    [InlineData("PROGRAMMEE", null)]
    [InlineData("DEPART_CONFIRME", null)]
    [InlineData("ARRIVEE_PROVISOIRE", null)]
    [InlineData("A_STATE_OF_ANOTHER_YEAR", null)]
    [InlineData(null, null)]
    public async Task ResultAsync_RaceWithoutArrival_EndedAsItsStateSays(string? status, ResultState? expected)
    {
        var race = Race().Set("status", status).WithoutRunnerKey("finish");
        race.Remove("arrival");

        var answer = await Source(race, Off.AddHours(1)).ResultAsync(Link("R1C1"), TestContext.Current.CancellationToken);

        if (expected is { } state)
            (Found(answer).State, Found(answer).Arrival.Count).ShouldBe((state, 0));
        else
            answer.ShouldBeOfType<SourceAnswer<RaceResult>.Refused>().Error.Kind.ShouldBe(SourceErrorKind.NoResultYet);
        // Nothing of it is known before the off.
        (await Source(race, Off.AddMinutes(-1)).ResultAsync(Link("R1C1"), TestContext.Current.CancellationToken))
            .ShouldBeOfType<SourceAnswer<RaceResult>.Refused>()
            .Error.Kind.ShouldBe(SourceErrorKind.NoResultYet);
    }

    [Fact]
    public async Task RaceAsync_OffersOfTheCommonPool_AreNotSoldInTheNationalOne()
    {
        var race = Race().Set("bets", JsonNode.Parse("""["SIMPLE_GAGNANT_INTERNATIONAL", "COUPLE_PLACE", "E_TRIO"]"""));

        (await LookAsync(race, Phase.H5)).Offers!.Select(offer => offer.Bet).ShouldBe([BetType.CouplePlace]);
    }

    [Fact]
    public async Task RaceAsync_UnknownRace_IsNotFound() =>
        (
            await Source(Race(), Off)
                .RaceAsync(new RaceQuery(Link("R9C9"), Phase.H5, Off.AddMinutes(-5)), TestContext.Current.CancellationToken)
        )
            .ShouldBeOfType<SourceAnswer<RaceView>.Refused>()
            .Error.Kind.ShouldBe(SourceErrorKind.NotFound);

    private static async Task<PoolPrices> LookAsync(JsonObject race, Phase phase)
    {
        var source = Source(race, Off - phase.BeforeOff());
        return Found(await source.RaceAsync(Query(phase), TestContext.Current.CancellationToken)).Pools.ShouldHaveSingleItem();
    }

    private static RaceQuery Query(Phase phase) => new(Link("R1C1"), phase, Off - phase.BeforeOff());

    private static RecordedSource Source(JsonObject race, DateTimeOffset now)
    {
        using var file = new TemporaryFile(Gzip(race.Line()));
        var answer = RecordedRaces.ReadDay(file.Path, Day, TestContext.Current.CancellationToken);
        return new RecordedSource(
            answer.ShouldBeOfType<SourceAnswer<RecordedDay>.Found>().Value,
            new FakeTimeProvider(now),
            Regulated.Default
        );
    }

    private static T Found<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Found>().Value;
}
