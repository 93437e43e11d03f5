using System.Text;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;

namespace Hippique.Sources.Tests.RaceArchive;

public sealed class PlaceDividendsTests
{
    private const string Complete = """
        {"date": "2025-03-14", "race": "R1C2", "pool": "pmu_internet", "win": {"2": 2.1}, "place": {"2": 1.4, "1": 3.2}, "runners": [
        {"number": 1, "horse": "SABLIER", "odds_close": 9.5}, {"number": 2, "horse": "RUBAN BLEU", "odds_close": 2.1}, {"number": 3, "horse": "VENT", "non_runner": true}]}
        """;

    [Fact]
    public void Read_CompleteRace_HasTheStartersOddsAndThePlaces()
    {
        var race = Read(OneLine(Complete)).Races.ShouldHaveSingleItem();

        race.Id.ToString().ShouldBe("2025-03-14/R1C2");
        race.Pool.ShouldBe(Pool.PmuInternet);
        race.Close.ShouldBe([new WinPrice(1, new Odds(9.5)), new WinPrice(2, new Odds(2.1))]);
        race.Wins.ShouldHaveSingleItem().ShouldBe(new Dividend(BetType.SimpleGagnant, race.Wins[0].Combination, 2.1m));
        race.Wins[0].Combination.ShouldBe([2]);
        race.Places.Select(place => (place.Combination[0], place.PerEuro)).ShouldBe([(2, 1.4m), (1, 3.2m)]);
    }

    [Fact]
    public void Read_StarterWithoutOddsOrNoRunners_CountsAsIncomplete()
    {
        var file = Read(
            OneLine(Complete.Replace("\"odds_close\": 9.5", "\"finish\": 2", StringComparison.Ordinal))
                + """{"date": "2025-03-14", "race": "R1C3", "pool": "pmu_internet", "place": {"2": 1.4}}"""
        );
        file.Races.ShouldBeEmpty();
        file.Incomplete.ShouldBe(2);
        file.All.Select(race => (race.Close.Count, race.Places[0].PerEuro)).ShouldBe([(0, 1.4m), (0, 1.4m)]);
    }

    [Fact]
    public void Read_LineThatIsNoRace_IsNamedAndTheOthersStand()
    {
        var file = Read("junk\n" + OneLine(Complete) + """{"date": "2025-03-14", "race": "R1C2", "pool": "elsewhere"}""");
        file.Races.Count.ShouldBe(1);
        file.Refused.Select(error => error.Where.Split(':')[^1]).ShouldBe(["1", "3"]);
    }

    [Fact]
    public void Read_NoFile_IsRefused() =>
        PlaceDividends
            .Read("nowhere.jsonl", TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<PlaceDividendFile>.Refused>()
            .Error.Kind.ShouldBe(SourceErrorKind.NotFound);

    private static string OneLine(string text) => text.ReplaceLineEndings(" ") + "\n";

    private static PlaceDividendFile Read(string content)
    {
        using var file = new TemporaryFile(Encoding.UTF8.GetBytes(content));
        return PlaceDividends
            .Read(file.Path, TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<PlaceDividendFile>.Found>()
            .Value;
    }
}
