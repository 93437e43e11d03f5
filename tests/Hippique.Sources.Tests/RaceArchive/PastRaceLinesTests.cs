using System.Text;
using System.Text.Json;
using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Sources.RaceArchive;
using Microsoft.Extensions.Time.Testing;

namespace Hippique.Sources.Tests.RaceArchive;

/// <summary>What is written of a past race is what the readers of these files read.</summary>
public sealed class PastRaceLinesTests
{
    private static readonly RaceId Id = new(new DateOnly(2025, 3, 14), new RaceCode(1, 4));
    private static readonly DateTimeOffset Off = ParisTime.At(Id.Date, new TimeOnly(13, 55));
    private static readonly PastRaceLines Lines = PastRaceLines.Of(Past());

    [Fact]
    public void Race_comes_back_with_its_card_prices_and_arrival()
    {
        var race = ReadRace();

        race.IsAfterClose.ShouldBeTrue();
        race.Card.Id.ShouldBe(Id);
        race.Card.Off.ShouldBe(Off);
        race.Card.Runners.ShouldBe(Past().Runners.Runners);
        (race.Card.Meeting, race.Card.Country, race.Card.Name, race.Card.Discipline, race.Card.DistanceMetres).ShouldBe(
            ("VILLEBELLE", "FRA", "PRIX DE L'ÉTÉ", Discipline.MountedTrot, 2850)
        );
        race.Bets.ShouldBe(["E_SIMPLE_GAGNANT", "SIMPLE_PLACE"]);
        var pool = race.Pools.ShouldHaveSingleItem();
        pool.Pool.ShouldBe(Pool.PmuInternet);
        pool.IsReferenceOfH30(Off).ShouldBeTrue();
        pool.Reference.Select(price => price.Odds.Value).ShouldBe([2.2, 6.1, 9]);
        pool.Close.Select(price => price.Odds.Value).ShouldBe([2.1, 6.4, 8.9]);
        var result = race.Result.ShouldNotBeNull();
        result.Official.ShouldBeTrue();
        result.Arrival.Select(place => string.Join('=', place)).ShouldBe(["3", "1=2"]);
        result.Times[3].ShouldBe(73.4);
    }

    [Fact]
    public async Task No_look_may_read_it()
    {
        var day = new RecordedDay(Id.Date, [ReadRace()], []);
        var source = new RecordedSource(day, new FakeTimeProvider(Off.AddMinutes(-5)), Hippique.Gpi.Rules.Regulated.Default);
        var link = new RaceLink("recorded", Id.Date, Id.Code, "");

        foreach (var phase in (Phase[])[Phase.H30, Phase.H5])
        {
            var query = new RaceQuery(link, phase, Off - phase.BeforeOff());
            var look = await source.RaceAsync(query, TestContext.Current.CancellationToken);
            look.ShouldBeOfType<SourceAnswer<RaceView>.Refused>().Error.Missing.ToString().ShouldContain("after_close");
        }
    }

    [Fact]
    public void Dividends_come_back_with_closing_odds_and_finishes()
    {
        using var file = new TemporaryFile(Encoding.UTF8.GetBytes(Lines.Dividends! + "\n"), "dividends.jsonl");
        var race = PlaceDividends
            .Read(file.Path, TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<PlaceDividendFile>.Found>()
            .Value.Races.ShouldHaveSingleItem();

        (race.Id, race.Pool, race.Declared).ShouldBe((Id, Pool.PmuInternet, 4));
        race.Starters.ShouldBe([1, 2, 3]);
        race.Close.Count.ShouldBe(3);
        race.Wins.Select(row => (row.Combination[0], row.PerEuro)).ShouldBe([(3, 8.7m)]);
        race.Places.Select(row => (row.Combination[0], row.PerEuro)).ShouldBe([(1, 1.2m), (2, 1.3m)]);
        race.Arrival.Select(place => string.Join('=', place)).ShouldBe(["3", "1=2"]);
    }

    [Fact]
    public void Stakes_come_back_with_what_lies_on_the_withdrawn()
    {
        using var file = new TemporaryFile(Encoding.UTF8.GetBytes(Lines.Stakes! + "\n"), "pools.jsonl");
        var race = PoolStakes
            .Read(file.Path, TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<PoolStakesFile>.Found>()
            .Value.Races.ShouldHaveSingleItem();

        (race.Id, race.Pool, race.Discipline, race.Declared, race.IsLast).ShouldBe((Id, Pool.PmuInternet, Discipline.MountedTrot, 4, true));
        race.NonRunners.ShouldBe([4]);
        race.Listed.ShouldBe([1, 2, 3]);
        race.MayBeCut.ShouldBeFalse();
        race.Stakes.Select(stakes => (stakes.Bet, stakes.Total?.Amount, stakes.Stakes.Count))
            .ShouldBe([(BetType.SimplePlace, 60.5m, 4), (BetType.CouplePlace, null, 1)]);
        race.Stakes[0].Stakes[3].Amount.ShouldBe(new Euro(0.5m));
    }

    [Fact]
    public void Each_line_is_marked_and_begins_with_its_day()
    {
        foreach (var line in (string[])[Lines.Race, Lines.Dividends!, Lines.Stakes!])
        {
            line.ShouldStartWith("{\"date\":\"2025-03-14\",\"race\":\"R1C4\"");
            line.ShouldNotContain('\n');
            JsonDocument.Parse(line).RootElement.GetProperty("after_close").GetBoolean().ShouldBeTrue();
        }
    }

    [Fact]
    public void Without_dividends_and_stakes_there_is_the_race_alone()
    {
        var lines = PastRaceLines.Of(Past() with { Dividends = [], Stakes = [] });

        (lines.Dividends, lines.Stakes).ShouldBe((null, null));
        lines.Race.ShouldBe(Lines.Race);
    }

    private static RecordedRace ReadRace()
    {
        using var file = new TemporaryFile(Encoding.UTF8.GetBytes(Lines.Race + "\n"), "races.jsonl");
        return RecordedRaces
            .ReadAll(file.Path, TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<IReadOnlyList<RecordedDay>>.Found>()
            .Value.ShouldHaveSingleItem()
            .Races.ShouldHaveSingleItem();
    }

    private static PmuPastRace Past() =>
        new()
        {
            Race = new PmuRace
            {
                Id = Id,
                AskedAs = Id.Code,
                Meeting = "VILLEBELLE",
                Country = "FRA",
                Name = "PRIX DE L'ÉTÉ",
                Off = Off,
                Discipline = Discipline.MountedTrot,
                DistanceMetres = 2850,
                Going = null,
                DeclaredRunners = 4,
                Status = "FIN_COURSE",
                MeetingCalledOff = false,
                Offers = [],
                BetNames = ["E_SIMPLE_GAGNANT", "SIMPLE_PLACE"],
                HasInternetSingles = true,
                Arrival = new PmuArrival(
                    [
                        [3],
                        [1, 2],
                    ],
                    null
                ),
                ArrivalOfficial = true,
                HasDividends = true,
            },
            Runners = new PmuParticipants(
                [
                    new Runner
                    {
                        Number = 1,
                        Horse = "ALPHA DU GUÉ",
                        Sex = "M",
                        Age = 5,
                        Jockey = "A. MENEUR",
                        Trainer = "B. METTEUR",
                        Owner = "C. NANTI",
                        Draw = 3,
                        WeightKg = 57.5,
                        HandicapDistanceMetres = 2875,
                        Rating = 31.5,
                        EarningsCents = 1_403_500,
                        Starts = 22,
                        Wins = 2,
                        Places = 9,
                        Form = "6a3a7a",
                        TrainerOpinion = "NEUTRE",
                        Shoes = "DEFERRE_ANTERIEURS",
                        Blinkers = "SANS_OEILLERES",
                        FirstTime = true,
                    },
                    new Runner { Number = 2, Horse = "BETA" },
                    new Runner { Number = 3, Horse = "GAMMA" },
                    new Runner
                    {
                        Number = 4,
                        Horse = "DELTA",
                        NonRunner = true,
                    },
                ],
                Prices(Off.AddMinutes(2), 2.1, 6.4, 8.9),
                Prices(Off.AddMinutes(-30), 2.2, 6.1, 9)
            )
            {
                Times = new Dictionary<int, double> { [3] = 73.4 },
            },
            Dividends =
            [
                new Dividend(BetType.SimpleGagnant, [3], 8.7m),
                new Dividend(BetType.SimplePlace, [1], 1.2m),
                new Dividend(BetType.SimplePlace, [2], 1.3m),
                new Dividend(BetType.SimplePlace, [2], 9m, "1 NP"),
                new Dividend(BetType.Trio, [1, 2, 3], 40m),
            ],
            Stakes =
            [
                Stakes(BetType.SimplePlace, 60.5m, ([1], 30), ([2], 20), ([3], 10), ([4], 0.5m)),
                Stakes(BetType.CouplePlace, null, ([1, 3], 7)),
            ],
            Notes = [],
        };

    private static PoolPrices Prices(DateTimeOffset at, params double[] odds) =>
        new()
        {
            Pool = Pool.PmuInternet,
            Origin = PriceOrigin.Live,
            At = at,
            Win = [.. odds.Select((value, index) => new WinPrice(index + 1, new Odds(value)))],
        };

    private static BetStakes Stakes(BetType bet, decimal? total, params (int[] Numbers, decimal Euros)[] listed) =>
        new()
        {
            Bet = bet,
            At = null,
            Total = total is { } euros ? new Euro(euros) : null,
            Stakes = [.. listed.Select(stake => new CombinationStake(stake.Numbers, new Euro(stake.Euros)))],
        };
}
