using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Sources.RaceArchive;
using Hippique.Sources.Recording;
using Hippique.Testing;

namespace Hippique.Sources.Tests.Pmu;

/// <summary>Real answers of PMU's API, to values read off them by hand or counted with another program.</summary>
public sealed class PmuCaptureTests
{
    [Fact]
    public void Programme_5November2025_HasItsKnownRaces()
    {
        var programme = Found(PmuProgrammeAnswer.Parse(Read("2025-11-05/programme_05112025.json"), "u", new DateOnly(2025, 11, 5)));

        programme.Refused.ShouldBeEmpty();
        programme.Races.Count.ShouldBe(63);
        string.Join(", ", programme.Races.GroupBy(race => race.Id.Code.Meeting).Select(group => $"{group.First().Meeting} {group.Count()}"))
            .ShouldBe(
                "NANTES 8, MONS (GHLIN) 5, AUTEUIL 7, PONT DE VIVAUX 8, KEMPTON PARK 4, VALPARAISO 8, HAPPY VALLEY 9, SOLVALLA 10, PALERMO 4"
            );
        string.Join(
                ", ",
                programme.Races.GroupBy(race => race.Discipline).OrderBy(group => group.Key).Select(group => $"{group.Key} {group.Count()}")
            )
            .ShouldBe("Flat 38, Harness 16, MountedTrot 2, Hurdle 4, Steeplechase 3");
        var first = programme.Races[0];
        $"{first.Id} {first.Country} {first.Name} {Paris(first.Off)} {first.DistanceMetres} {first.DeclaredRunners} {first.Status}".ShouldBe(
            "2025-11-05/R1C1 FRA PRIX ONIRIS 13:12 3000 14 FIN_COURSE"
        );
        // The day was over.
        programme.Races.ShouldAllBe(race => race.OffersOf(Pool.PmuInternet)!.Count == 0 && race.State == PmuRaceState.Official);
        first.Arrival.Places.Select(place => place[0]).Take(4).ShouldBe([7, 3, 9, 13]);
    }

    [Fact]
    public void Programme_6December2025InTheMorning_SellsBothPoolsAtTheirStakes()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var day = RecordedApiDay.Load(RealData.Path("days/2025-12-06.jsonl.gz"), TestContext.Current.CancellationToken);
        var body = day.At("programme/06122025", new DateTimeOffset(2025, 12, 6, 8, 0, 0, TimeSpan.Zero)).ShouldNotBeNull();

        var programme = Found(PmuProgrammeAnswer.Parse(body, "u"));

        programme.Refused.ShouldBeEmpty();
        // PMU sold nothing on this one all day; on the others it sold every bet.
        programme.Races.Where(race => race.OffersOf(Pool.PmuInternet) is []).Select(race => race.Id.Code.ToString()).ShouldBe(["R6C7"]);
        var first = programme.Races.Single(race => race.Id.Code == new RaceCode(1, 1));
        Stake(Pool.PmuInternet, BetType.DeuxSurQuatre).ShouldBe(new Euro(3));
        Stake(Pool.PmuInternet, BetType.SimpleGagnant).ShouldBe(new Euro(1));
        Stake(Pool.PmuNational, BetType.SimpleGagnant).ShouldBe(new Euro(2));

        Euro Stake(Pool pool, BetType bet) => first.OffersOf(pool)!.Single(offer => offer.Bet == bet).Minimum;
    }

    [Fact]
    public void Programme_7July2026_HasItsKnownRaces()
    {
        var programme = Found(PmuProgrammeAnswer.Parse(Read("programme.json"), "u"));

        programme.Date.ShouldBe(new DateOnly(2026, 7, 7));
        programme.Refused.ShouldBeEmpty();
        programme.Races[0].Name.ShouldBe("PRIX DU SOLEIL DE BRETAGNE");
        Paris(programme.Races[0].Off).ShouldBe("14:18");
        programme.Races[0].Arrival.Places[0].ShouldBe([4]);
    }

    [Fact]
    public void Participants_Nantes5November2025_HaveEveryPrice()
    {
        var race = Found(PmuParticipantsAnswer.Parse(Read("2025-11-05/participants_R1_C1.json"), "u"));

        race.Runners.Count.ShouldBe(14);
        race.Runners.ShouldAllBe(runner => !runner.NonRunner);
        race.Runners.Where(runner => runner.HandicapDistanceMetres == 3025).Select(runner => runner.Number).ShouldBe([13, 14]);
        race.Live.Pool.ShouldBe(Pool.PmuNational);
        race.Live.At.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1762344881000));
        Prices(race.Live).ShouldBe("83 27 9.2 39 3.9 9.9 3.1 45 9.4 50 10 35 82 29");
        Prices(race.Reference).ShouldBe("34 23 16 24 2.6 17 7.1 32 12 27 6.5 24 38 16");
        race.Reference.At.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(1762342805000));
        var first = race.Runners[0];
        $"{first.Horse} {first.Sex} {first.Age} {first.Jockey} {first.Trainer} {first.Form} {first.EarningsCents} {first.Starts} {first.Wins} {first.Places}".ShouldBe(
            "KING DU PLESSIS H 5 Mme R. HAGHIGHAT CH. BOISNARD 6a3a7a6a8a7a5a4aDa6a 1403500 22 0 15"
        );
    }

    [Fact]
    public void Participants_CutSample7July2026_HaveTheirWeightAfterAllowances()
    {
        var race = Found(PmuParticipantsAnswer.Parse(Read("participants.json"), "u"));

        race.Runners.Count.ShouldBe(3);
        var first = race.Runners[0];
        (first.Horse, first.WeightKg, first.Draw, first.EarningsCents).ShouldBe(("MASTER MAN", 57.5, 6, 1_050_000L));
        (race.Live.Win[0].Number, race.Live.Win[0].Odds).ShouldBe((1, new Odds(4.0)));
    }

    [Theory]
    [InlineData("rapports_definitifs.json", "SimpleGagnant 4 1.40, SimplePlace 4 1.05, SimplePlace 1 1.10")]
    [InlineData(
        "2025-11-05/rapports_R1_C1.json",
        "SimpleGagnant 7 3.10, SimplePlace 7 2.10, SimplePlace 3 2.90, SimplePlace 9 2.40, CoupleGagnant 7-3 13.20, CouplePlace 7-3 5.80, CouplePlace 7-9 5.40, "
            + "CouplePlace 3-9 8.10, DeuxSurQuatre 7-3 5.00, DeuxSurQuatre 7-9 5.00, DeuxSurQuatre 7-13 5.00, DeuxSurQuatre 3-9 5.00, DeuxSurQuatre 3-13 5.00, "
            + "DeuxSurQuatre 9-13 5.00, Trio 7-3-9 36.10, Multi 7-3-9-13 462.00 (Multi en 4), Multi 7-3-9-13 92.40 (Multi en 5), Multi 7-3-9-13 30.80 (Multi en 6), "
            + "Multi 7-3-9-13 13.20 (Multi en 7)"
    )]
    [InlineData(
        "rapports_2026-09-24_R1C1_quinte_excerpt.json",
        "Tierce 13-8-10 399.70 (Tiercé Ordre), Tierce 13-8-10 46.20 (Tiercé Désordre), QuintePlus 13-8-10-4-16 3237.50 (Quinté+ Ordre), "
            + "QuintePlus 13-8-10-4-16 37.00 (Quinté+ Désordre), QuintePlus 13-8-10-4 2.30 (Bonus 4sur5), QuintePlus 13-8-10-16 2.30 (Bonus 4sur5), "
            + "QuintePlus 13-8-4-16 2.30 (Bonus 4sur5), QuintePlus 13-10-4-16 2.30 (Bonus 4sur5), QuintePlus 8-10-4-16 2.30 (Bonus 4sur5), QuintePlus 13-8-10 2.10 (Bonus 3)"
    )]
    [InlineData(
        "rapports_2026-09-28_R2C1_full.json",
        "SimpleGagnant 4 7.60, SimplePlace 4 1.60, SimplePlace 2 1.10, SimplePlace 1 1.50, CoupleGagnant 4-2 6.30, CouplePlace 4-2 2.60, CouplePlace 4-1 4.00, "
            + "CouplePlace 2-1 2.40, Trio 4-2-1 4.20, Super4 4-2-1-3 138.30"
    )]
    [InlineData(
        "rapports_couple_2sur4.json",
        "CoupleGagnant 5-3 67.60, CouplePlace 5-3 18.40, CouplePlace 5-7 13.80, CouplePlace 3-7 15.10, DeuxSurQuatre 5-3 10.30, DeuxSurQuatre 5-7 10.30, "
            + "DeuxSurQuatre 5-10 10.30, DeuxSurQuatre 3-7 10.30, DeuxSurQuatre 3-10 10.30, DeuxSurQuatre 7-10 10.30"
    )]
    [InlineData(
        "rapports_quinte.json",
        "QuintePlus 5-3-7-10-2 63175.70 (Quinté+ Ordre), QuintePlus 5-3-7-10-2 526.40 (Quinté+ Désordre), QuintePlus 5-3-7-10 6.00 (Bonus 4sur5), "
            + "QuintePlus 5-3-7-2 6.00 (Bonus 4sur5), QuintePlus 5-3-10-2 6.00 (Bonus 4sur5), QuintePlus 5-7-10-2 6.00 (Bonus 4sur5), "
            + "QuintePlus 3-7-10-2 6.00 (Bonus 4sur5), QuintePlus 5-3-7 4.40 (Bonus 3)"
    )]
    public void Dividends_CapturedAnswers_HaveTheirAmounts(string file, string expected)
    {
        var answer = Found(PmuDividendsAnswer.Parse(Read(file), "u"));

        answer.Pool.ShouldBe(Pool.PmuNational);
        answer.Refunded.ShouldBeEmpty();
        string.Join(
                ", ",
                answer.Dividends.Select(row =>
                    $"{row.Bet} {string.Join('-', row.Combination)} {row.PerEuro.ToString("0.00", CultureInfo.InvariantCulture)}"
                    + (row.Label.Length > 0 ? $" ({row.Label})" : "")
                )
            )
            .ShouldBe(expected);
    }

    [Fact]
    public void Participants_RecordedDay_AgreeWithTheRecordedRaces()
    {
        // Two independent readings of the same day: the API's last answers, and the file of recorded races.
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var day = RecordedRaces.ReadDay(
            RealData.Path("races/2025-12.jsonl.gz"),
            new DateOnly(2025, 12, 6),
            TestContext.Current.CancellationToken
        );
        var races = ((SourceAnswer<RecordedDay>.Found)day).Value.Races.ToDictionary(race => race.Card.Id.Code.ToString());
        var compared = 0;
        foreach (var (path, body) in LastAnswers("days/2025-12-06.jsonl.gz"))
        {
            var parts = path.Split('/');
            if (parts.Length != 5)
                continue;
            var answer = Found(PmuParticipantsAnswer.Parse(body, path));
            var card = races[parts[2] + parts[3]].Card;
            answer
                .Runners.Select(runner => runner with { Sex = null })
                .ShouldBe(card.Runners.Select(runner => runner with { Sex = null }), path);
            compared += answer.Runners.Count;
        }
        compared.ShouldBe(757);
    }

    [Theory]
    [InlineData("days/2025-12-06.jsonl.gz", 68)]
    [InlineData("days/2026-01-10.jsonl.gz", 54)]
    public void Programme_LastAnswerOfARecordedDay_ReadsWhole(string file, int races)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var (path, body) = LastAnswers(file).Single(answer => answer.Path.Count(character => character == '/') == 1);

        var programme = Found(PmuProgrammeAnswer.Parse(body, path));

        programme.Refused.ShouldBeEmpty();
        programme.Races.Count.ShouldBe(races);
    }

    private static IEnumerable<(string Path, byte[] Body)> LastAnswers(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(RealData.Path(file)), CompressionMode.Decompress));
        var last = new Dictionary<string, byte[]>();
        while (reader.ReadLine() is { } line)
        {
            using var entry = JsonDocument.Parse(line);
            var body = entry.RootElement.GetProperty("body");
            var text = body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();
            last[entry.RootElement.GetProperty("path").GetString()!] = Encoding.UTF8.GetBytes(text);
        }
        return last.Select(answer => (answer.Key, answer.Value));
    }

    private static byte[] Read(string file)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        return File.ReadAllBytes(RealData.Path("captures/pmu/" + file));
    }

    private static string Prices(PoolPrices prices) =>
        string.Join(' ', prices.Win.Select(price => price.Odds.Value.ToString(CultureInfo.InvariantCulture)));

    private static string Paris(DateTimeOffset off) => ParisTime.ToParis(off).ToString("HH:mm", CultureInfo.InvariantCulture);

    private static T Found<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Found>().Value;
}
