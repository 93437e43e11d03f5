using System.Text;
using System.Text.Json.Nodes;
using Hippique.Racing;
using Hippique.Sources.RaceArchive;
using static Hippique.Sources.Tests.RaceArchive.RaceLineText;

namespace Hippique.Sources.Tests.RaceArchive;

public sealed class RecordedRacesTests
{
    [Fact]
    public void ReadDay_Line_BecomesARaceWithItsCard()
    {
        var race = Day(Race("R2C3")).Races.ShouldHaveSingleItem();

        race.Card.Id.ToString().ShouldBe("2025-03-14/R2C3");
        race.Card.Off.ShouldBe(Off);
        race.Card.Discipline.ShouldBe(Discipline.Harness);
        race.Card.Runners.Select(runner => runner.Number).ShouldBe(Enumerable.Range(1, 8));
        race.Pools.ShouldHaveSingleItem().Pool.ShouldBe(Pool.PmuNational);
    }

    [Theory]
    [InlineData("14:00", "2025-03-14T13:00:00+00:00")]
    [InlineData("03:59", "2025-03-15T02:59:00+00:00")]
    [InlineData("04:00", "2025-03-14T03:00:00+00:00")]
    [InlineData("00:01", "2025-03-14T23:01:00+00:00")]
    public void ReadDay_NoEpoch_TakesTheParisClockAndTheNextDayBeforeFour(string time, string off)
    {
        var line = Race().Set("off_paris", time);
        line.Remove("off_epoch_ms");

        Day(line).Races[0].Card.Off.ShouldBe(DateTimeOffset.Parse(off, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void ReadDay_NonRunner_LosesEveryPrice()
    {
        var line = Race().SetRunner(3, "non_runner", true).WithState(31, (2, 4.0), (3, 5.0), (99, 3.0));

        var race = Day(line).Races[0];

        race.Card.Runners[2].NonRunner.ShouldBeTrue();
        race.Pools[0].Reference.ShouldNotContain(price => price.Number == 3);
        race.Pools[0].Close.ShouldNotContain(price => price.Number == 3);
        race.Pools[0].Live.ShouldHaveSingleItem().Win.ShouldHaveSingleItem().Number.ShouldBe(2);
    }

    [Fact]
    public void ReadDay_BothClosesInOneLine_GiveTwoPools()
    {
        var line = Race().SetRunner(1, "odds_close_internet", 2.6).SetRunner(1, "odds_reference_internet", 3.0);

        var pools = Day(line).Races[0].Pools;

        pools.Select(pool => pool.Pool).ShouldBe([Pool.PmuNational, Pool.PmuInternet]);
        pools[1].Close.ShouldHaveSingleItem().Odds.Value.ShouldBe(2.6);
        pools[1].ReferenceAt.ShouldBeNull();
    }

    [Fact]
    public void ReadDay_FinishWithoutArrival_MakesTheArrivalWithItsDeadHeat()
    {
        var line = Race().SetRunner(2, "finish", 1);
        line.Remove("arrival");

        var result = Day(line).Races[0].Result.ShouldNotBeNull();

        result.Arrival[0].ShouldBe([1, 2]);
        result.Arrival[1].ShouldBe([3]);
    }

    [Fact]
    public void ReadDay_ZEturfDividends_LeaveOutTheRowsOfOtherBets()
    {
        var rows = JsonNode.Parse(
            """
            {"zeturf": {"win": [["2", 5.4]], "jumele_gagnant": [["2-1", 28.3]], "jumele_place": [["2-4", 5.0], ["1-4", 9.1]], "jumele_ordre": [["2-1", 70.4]],
             "jumele_unknown": [["2-7", 3.3]], "trio": [["2-1-4", 33.3], ["2-1-4", 3.33], ["2-1-4-3", 90.0]],
             "trio_order": [["2-1-4", 304.8], ["2-1-4-3", 1524.0]], "ze_couillon": [["1", 7.2], ["3", 6.1]],
             "ze2sur4": [["2-1", 8.6], ["2-4", 8.6], ["2-1-4-3", 171.8], ["2-1", 4.54], ["7", 326.64]]}}
            """
        );

        var dividends = Day(Race().Set("dividends", rows)).Races[0].Result!.ZEturf;

        dividends
            .Select(row =>
                $"{row.Bet} {string.Join('-', row.Combination)} {row.PerEuro.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
            )
            .ShouldBe([
                "SimpleGagnant 2 5.4",
                "CoupleGagnant 2-1 28.3",
                "CouplePlace 2-4 5.0",
                "CouplePlace 1-4 9.1",
                "CoupleOrdre 2-1 70.4",
                "Trio 2-1-4 33.3",
                "TrioOrdre 2-1-4 304.8",
                "Ze2Sur4 2-1 8.6",
                "Ze2Sur4 2-4 8.6",
                "ZeCouillon 3 6.1",
            ]);
    }

    [Fact]
    public void ReadDay_LineCutInHalf_FailsByNameAndTheOthersStand()
    {
        var whole = Race("R1C2").Line();
        using var file = new TemporaryFile(Gzip(Race("R1C1").Line(), whole[..(whole.Length / 2)], "", Race("R1C3").Line()));

        var day = Found(RecordedRaces.ReadDay(file.Path, RaceLineText.Day, TestContext.Current.CancellationToken));

        day.Races.Select(race => race.Card.Id.Code.ToString()).ShouldBe(["R1C1", "R1C3"]);
        var error = day.Refused.ShouldHaveSingleItem();
        error.Kind.ShouldBe(SourceErrorKind.Malformed);
        error.Where.ShouldBe("2025-03.jsonl.gz:2");
        error.Missing.ToString().ShouldStartWith("R1C2: ");
    }

    [Theory]
    [InlineData("not json at all")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\u0000\u0001")]
    [InlineData("""{"date": "2025-13-14"}""")]
    public void ReadDay_LineThatIsNoRace_IsNamed(string line)
    {
        using var file = new TemporaryFile(Gzip(line, Race().Line()));

        var day = Found(RecordedRaces.ReadDay(file.Path, RaceLineText.Day, TestContext.Current.CancellationToken));

        day.Races.Count.ShouldBe(1);
        day.Refused.ShouldHaveSingleItem().Where.ShouldBe("2025-03.jsonl.gz:1");
    }

    [Theory]
    [InlineData("race", "R0C1", "no race code")]
    [InlineData("race", null, "a race code is missing")]
    [InlineData("off_epoch_ms", 1, "the off")]
    [InlineData("pool", "tote", "no pool")]
    [InlineData("runners", "none", "no race")]
    [InlineData("distance_m", 1e30, "no race")]
    public void ReadDay_FieldThatCannotBe_RefusesTheRace(string key, object? value, string expected)
    {
        var day = Day(Race().Set(key, value is null ? null : JsonValue.Create(value)));

        day.Races.ShouldBeEmpty();
        day.Refused.ShouldHaveSingleItem().Missing.ToString().ShouldContain(expected);
    }

    [Fact]
    public void ReadDay_NoRunnersOrTwoOfOneNumber_IsNeverAnEmptyRace()
    {
        Day(Race().Set("runners", new JsonArray())).Refused.ShouldHaveSingleItem().Missing.ToString().ShouldContain("no runners");
        Day(Race().SetRunner(2, "number", 1))
            .Refused.ShouldHaveSingleItem()
            .Missing.ToString()
            .ShouldContain("two runners have the number 1");
    }

    [Fact]
    public void ReadDay_SameRaceTwice_KeepsTheFirst()
    {
        var day = Day(Race().Set("name", "FIRST"), Race().Set("name", "SECOND"));

        day.Races.ShouldHaveSingleItem().Card.Name.ShouldBe("FIRST");
        day.Refused.ShouldHaveSingleItem().Missing.ToString().ShouldContain("twice");
    }

    [Fact]
    public void ReadDay_FileCutAnywhere_IsRefusedAndNeverShorter()
    {
        var whole = Gzip(Enumerable.Range(1, 20).Select(i => Race($"R1C{i}").Line()));
        for (var length = 1; length < whole.Length; length += 37)
            RefusalOf(whole[..length]).Kind.ShouldBe(SourceErrorKind.Malformed, $"cut after {length} of {whole.Length} bytes");
        RefusalOf(whole[..^1]).Kind.ShouldBe(SourceErrorKind.Malformed);
        RefusalOf(whole[..^8]).Kind.ShouldBe(SourceErrorKind.Malformed);
        RefusalOf([.. whole, 1, 2, 3]).Kind.ShouldBe(SourceErrorKind.Malformed);
        RefusalOf([]).Kind.ShouldBe(SourceErrorKind.Malformed);
    }

    [Fact]
    public void ReadDay_BitFlippedInTheFile_IsRefused()
    {
        var whole = Gzip(Enumerable.Range(1, 20).Select(i => Race($"R1C{i}").Line()));
        whole[whole.Length / 2] ^= 0x10;

        RefusalOf(whole).Kind.ShouldBe(SourceErrorKind.Malformed);
    }

    [Fact]
    public void ReadDay_TwoMembersOrPlainText_AreReadToTheirEnd()
    {
        byte[] joined = [.. Gzip(Race("R1C1").Line()), .. Gzip(Race("R1C2").Line())];
        byte[] plain = Encoding.UTF8.GetBytes(Race("R1C1").Line() + "\r\n" + Race("R1C2").Line());

        foreach (var content in new[] { joined, plain })
        {
            using var file = new TemporaryFile(content);
            Found(RecordedRaces.ReadDay(file.Path, RaceLineText.Day, TestContext.Current.CancellationToken)).Races.Count.ShouldBe(2);
        }
    }

    [Fact]
    public void ReadDay_OtherDay_SaysWhichDaysThereAre()
    {
        using var file = new TemporaryFile(Gzip(Race().Line()));

        var answer = RecordedRaces.ReadDay(file.Path, new DateOnly(2025, 4, 1), TestContext.Current.CancellationToken);

        var error = answer.ShouldBeOfType<SourceAnswer<RecordedDay>.Refused>().Error;
        error.Kind.ShouldBe(SourceErrorKind.NotFound);
        error.Missing.ToString().ShouldContain("no race of 2025-04-01; it holds 2025-03-14 to 2025-03-14");
    }

    [Fact]
    public void ReadDay_NoSuchFile_IsNotFound() =>
        RecordedRaces
            .ReadDay("/nowhere/2025-03.jsonl.gz", RaceLineText.Day, TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<RecordedDay>.Refused>()
            .Error.Kind.ShouldBe(SourceErrorKind.NotFound);

    [Fact]
    public void ReadAll_SeveralDays_AreSortedAndKeepTheirErrors()
    {
        using var file = new TemporaryFile(Gzip(Race().Set("date", "2025-03-15").Set("off_epoch_ms", null).Line(), "junk", Race().Line()));

        var answer = RecordedRaces.ReadAll(file.Path, TestContext.Current.CancellationToken);

        var days = answer.ShouldBeOfType<SourceAnswer<IReadOnlyList<RecordedDay>>.Found>().Value;
        days.Select(day => day.Date.Day).ShouldBe([14, 15]);
        days.ShouldAllBe(day => day.Refused.Count == 1);
        RecordedRaces
            .Dates(file.Path, TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<IReadOnlyList<DateOnly>>.Found>()
            .Value.Count.ShouldBe(2);
    }

    private static SourceError RefusalOf(byte[] content)
    {
        using var file = new TemporaryFile(content);
        return RecordedRaces
            .ReadDay(file.Path, RaceLineText.Day, TestContext.Current.CancellationToken)
            .ShouldBeOfType<SourceAnswer<RecordedDay>.Refused>()
            .Error;
    }

    private static RecordedDay Day(params JsonObject[] races)
    {
        using var file = new TemporaryFile(Gzip(races.Select(race => race.Line())));
        return Found(RecordedRaces.ReadDay(file.Path, RaceLineText.Day, TestContext.Current.CancellationToken));
    }

    private static RecordedDay Found(SourceAnswer<RecordedDay> answer) => answer.ShouldBeOfType<SourceAnswer<RecordedDay>.Found>().Value;
}
