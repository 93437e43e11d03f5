using System.Globalization;
using System.Text;

namespace Hippique.Sources.Tests.RaceArchive;

public sealed class ZEturfDividendFilesTests
{
    private const string Race = """
        {"date": "2025-05-14", "race": "R3C2", "meeting": "VILLEBELLE", "name": "Prix d'Essai", "arrival": [[5, 1], [2, 2], [7, 2], [1, 4]], "dividends": {"win": [["5", 4.2]], "place": [["2", 1.6]], "jumele_unknown": [["5-2\n-\n5-7", 9.1]], "ze_couillon": [["2", 3.1], ["1", 6.4]], "trio": [["5-2-7", 31.0], ["5-2-7", 3.1]], "trio_order": [["5-2-7", 80.5], ["5-7-2", 77.0]]}, "dead_heat": true}
        """;

    [Fact]
    public void Read_Race_HasTheArrivalWithItsDeadHeatAndTheCertainBets()
    {
        var race = Read(Race).Races.ShouldHaveSingleItem();

        (race.Id.ToString(), race.Meeting).ShouldBe(("2025-05-14/R3C2", "VILLEBELLE"));
        string.Join(", ", race.Arrival.Select(place => string.Join('=', place))).ShouldBe("5, 2=7, 1");
        race.Dividends.Select(row =>
                $"{row.Bet} {string.Join('-', row.Combination)} {row.PerEuro.ToString(CultureInfo.InvariantCulture)} {row.Label}".TrimEnd()
            )
            .ShouldBe([
                "SimpleGagnant 5 4.2",
                "SimplePlace 2 1.6 place of the third only",
                "Trio 5-2-7 31.0",
                "TrioOrdre 5-2-7 80.5",
                "TrioOrdre 5-7-2 77.0",
                "ZeCouillon 1 6.4",
            ]);
    }

    [Theory]
    [InlineData("junk")]
    [InlineData("""{"date": "2025-05-14", "race": "R3C2", "arrival": [[5, 1], [5, 2]]}""")]
    [InlineData("""{"date": "2025-05-14", "race": "R3C2", "arrival": [[5]]}""")]
    [InlineData("""{"date": "2025-05-14", "race": "R3C2"}""")]
    [InlineData("""{"date": "14/05/2025", "race": "R3C2", "arrival": []}""")]
    public void Read_LineThatIsNoRace_IsNamedAndTheOthersStand(string line)
    {
        var file = Read(line + "\n" + Race);

        file.Races.Count.ShouldBe(1);
        file.Refused.ShouldHaveSingleItem().Where.ShouldEndWith(":1");
    }

    [Fact]
    public void Read_NoFile_IsRefused() =>
        ZEturfDividendFiles
            .Read("nowhere.jsonl", TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<ZEturfDividendFile>.Refused>()
            .Error.Kind.ShouldBe(SourceErrorKind.NotFound);

    private static ZEturfDividendFile Read(string content)
    {
        using var file = new TemporaryFile(Encoding.UTF8.GetBytes(content));
        return ZEturfDividendFiles
            .Read(file.Path, TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<ZEturfDividendFile>.Found>()
            .Value;
    }
}
