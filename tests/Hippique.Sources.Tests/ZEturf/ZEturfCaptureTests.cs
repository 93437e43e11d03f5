using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.ZEturf;
using Hippique.Testing;

namespace Hippique.Sources.Tests.ZEturf;

/// <summary>
/// Three real pages after their races, to values read off the pages: runners and prices field by field against the page's own cells and scripts with another program,
/// arrivals and dividends by eye.
/// </summary>
public sealed class ZEturfCaptureTests
{
    private const string Stakes =
        "SimpleGagnant 1-1-450 SimplePlace 1-1-450 CoupleGagnant 1-1-50 CouplePlace 1-1-50 Trio 1-1-50 ZeShow 1-1-100 ZeCouillon 1-1-100 Ze234 1-1-50 Ze2Sur4 1-1-50 Ze4 0.5-0.5-50";

    [Fact]
    public void Parse_SaintGalmier21November2025_HasEveryValueOfThePage()
    {
        var race = Read("course_2025-11-21_R4C1_resulted.html");

        Head(race).ShouldBe("2025-11-21/R4C1 SAINT GALMIER FRA Prix des Tournesols 21 15:45 Harness 2600 Bon");
        race.Link.Url.ShouldBe("https://www.zeturf.fr/fr/course/2025-11-21/R4C1-saint-galmier-prix-des-tournesols");
        race.View.Notes.ShouldBeEmpty();
        Win(race).ShouldBe("6.5 3.6 171.8 14.3 2.2 26 122.4 53.1 24.3 92.2 14.5 25.4");
        Place(race).ShouldBe("1.8-2.7 1.4-2 10.1-17.2 2.2-3.4 1.4-1.8 3.6-6.1 11.6-23.3 5.8-9.8 3.7-6.1 10.9-18.7 2.1-3.3 3.9-6.5");
        Offers(race).ShouldBe(Stakes);
        Runner(race, 1)
            .ShouldBe(
                "1 IZZIA HIGHLAND F7 2600m 72.4 6802500 Lerenard Y./Lerenard L. 8a 9a 3a 3a Da 0a 5a 5a Da 6a 2a 1a Déferré des 4 fers"
            );
        Runner(race, 12)
            .ShouldBe(
                "12 HACKER JULRY H8 2600m 75.5 4888000 Perret R. F./Perret R.F. 5a 2a 0a 7a 6a 4a 4a 7a 3a 7a 3a 2a Déferré des 4 fers"
            );
        race.View.Card.Runners.Select(runner => runner.RecordSecondsPerKm).ShouldNotContain((double?)null);
        Result(race).ShouldBe("5 1 11 4 3 9 7 | NP | 24 dividends");
        Dividends(race)
            .ShouldBe(
                "SimpleGagnant 5 2.20, SimplePlace 5 1.50, ZeShow 1 7.10, SimplePlace 1 1.90, SimplePlace 11 2.20, ZeCouillon 4 8.20, CoupleGagnant 5-1 10.40, "
                    + "CouplePlace 5-1 4.70, CouplePlace 5-11 4.80, CouplePlace 1-11 9.70, Trio 5-1-11 23.40, Ze2Sur4 5-1 3.50, Ze2Sur4 5-11 3.50, Ze2Sur4 5-4 3.50, "
                    + "Ze2Sur4 1-11 3.50, Ze2Sur4 1-4 3.50, Ze2Sur4 11-4 3.50, Ze4 5-1-11-4 51.50"
            );
    }

    [Fact]
    public void Parse_Longchamp20June2024_HasEveryValueOfThePage()
    {
        // The page was asked for under the name of another race (Pau) and says what it shows in its script; two horses did not run.
        var race = Read("course_2024-06-20_longchamp_resulted.html");

        Head(race).ShouldBe("2024-06-20/R1C3 PARIS-LONGCHAMP FRA Prix du Musée Rodin 20 17:45 Flat 1800 Souple");
        race.View.Notes.ShouldBeEmpty();
        race.View.Card.Runners.Where(runner => runner.NonRunner)
            .Select(runner => $"{runner.Number} {runner.Horse}")
            .ShouldBe(["6 GRAND STARS", "13 LADY LAWA"]);
        Win(race).ShouldBe("5.7 38.7 34.8 80 38.8 2.7 26.1 18.4 4.6 6.6 12.9");
        race.View.Pools[0].Win.Select(price => price.Number).ShouldBe([1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12]);
        Place(race).ShouldBe("1.7-2.5 6.3-9.8 4.5-7.1 10.4-16.2 5.4-8.4 1.4-1.7 5.4-8.5 3.4-5.2 1.9-2.7 1.7-2.5 2.2-3.2");
        Offers(race).ShouldBe(Stakes + " Ze5 0.5-0.5-50");
        Runner(race, 1).ShouldBe("1 VILLA CASTELLO F4 58kg box 10 Pasquier S./Baratti M. 4p 4p 6p");
        // Carried after the apprentice's allowance; 56 kg before.
        Runner(race, 13).ShouldBe("13 LADY LAWA F4 53.5kg Sias Gio./Lequien C. first time NP");
        Result(race).ShouldBe("10 1 11 7 4 8 12 | NP 6 13 | 25 dividends");
        Dividends(race)
            .ShouldStartWith(
                "SimpleGagnant 10 4.60, SimplePlace 10 2.20, ZeShow 1 5.10, SimplePlace 1 2.00, SimplePlace 11 2.00, ZeCouillon 7 7.80"
            );
        Dividends(race).ShouldEndWith("Ze4 10-1-11-7 5.00, Ze5 10-1-11-7-4 48.90");
    }

    [Fact]
    public void Parse_Marseille18January2026_HasEveryValueOfThePage()
    {
        var race = Read("course_2026-01-18_R5C6_resulted.html");

        Head(race).ShouldBe("2026-01-18/R5C6 MARSEILLE VIVAUX FRA Prix d'Angers 18 19:05 Harness 2650 Humide rapide");
        race.View.Notes.ShouldBeEmpty();
        Win(race).ShouldBe("74.9 13.7 2.4 75.1 9.5 15.8 10.6 110.2 16.5 5.1 23.2 16 49.3");
        Place(race).ShouldBe("12.2-19 3.6-5.4 1.5-1.9 9.7-15.2 2.2-3.3 3.1-4.7 2.5-3.6 12.7-21.9 3.6-5.4 1.7-2.3 3.3-4.9 2.5-3.6 6.4-9.9");
        Offers(race).ShouldBe(Stakes);
        Runner(race, 6)
            .ShouldBe(
                "6 KRAC DE CAZOULENE H6 2650m 75.1 3340500 Gout L./Guillemin J. (25) 2a 5a 0a 9a 8a 6a Ta 8a 0a 4a 3a 8a Déferré des 4 fers"
            );
        Runner(race, 12)
            .ShouldBe(
                "12 JAVERT H7 2675m 73.5 7296000 Ensch N./Levesque P. (25) 9a 1a 2a 9a 1a 4a Da 2a 8a 3a 6a Da Déferré des 4 fers NP"
            );
        Result(race).ShouldBe("10 5 11 6 7 13 9 | NP 12 | 24 dividends");
        Dividends(race)
            .ShouldContain(
                "CoupleGagnant 10-5 20.10, CouplePlace 10-5 5.10, CouplePlace 10-11 12.90, CouplePlace 5-11 18.40, Trio 10-5-11 130.60"
            );
        race.Result!.Dividends.Where(row => row.Bet == BetType.Ze234)
            .Select(row => $"{row.Label} {row.PerEuro.ToString(CultureInfo.InvariantCulture)}")
            .ShouldBe([
                "Gain combinaison 2.01",
                "Gain champ total 2.01",
                "Gain combinaison 13.06",
                "Gain champ total 15.07",
                "Gain combinaison 105.35",
                "Gain champ total 120.42",
            ]);
    }

    [Fact]
    public void Parse_MusiquesOfThePages_AreMusiques()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        foreach (var file in Directory.GetFiles(RealData.Path("captures/zeturf"), "course*"))
        {
            var runners = Read(Path.GetFileName(file)).View.Card.Runners;
            runners.ShouldAllBe(runner => Form.Parse(runner.Form).IsOk);
        }
    }

    [Fact]
    public void Parse_UnavailablePage_IsNeverAnEmptyRace()
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var html = File.ReadAllText(RealData.Path("captures/zeturf/unavailable_2025-11-05.html"));

        var error = ZEturfRacePage.Parse(html, "u").ShouldBeOfType<SourceAnswer<ZEturfRace>.Refused>().Error;

        error.Kind.ShouldBe(SourceErrorKind.Unavailable);
        error.IsTransient.ShouldBeTrue();
    }

    [Theory]
    [InlineData("boturfers/programme_2025-12-15.html")]
    [InlineData("boturfers/programme_2025-12-23.html")]
    [InlineData("geny/cotes_2026-09-24_excerpt.html")]
    [InlineData("geny/error_2025-11-29.html")]
    [InlineData("zone-turf/horse_jullou_2025-12-13.html")]
    [InlineData("zone-turf/jockey_pasquier_2026-01-21.html")]
    public void Parse_PageOfAnotherSite_IsForeign(string file)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var html = File.ReadAllText(RealData.Path("captures/" + file));

        ZEturfRacePage.Parse(html, "u").ShouldBeOfType<SourceAnswer<ZEturfRace>.Refused>().Error.Kind.ShouldBe(SourceErrorKind.Foreign);
        ZEturfProgrammePage.Parse(html, "u").ShouldBeOfType<SourceAnswer<Programme>.Refused>().Error.Kind.ShouldBe(SourceErrorKind.Foreign);
    }

    private static ZEturfRace Read(string file)
    {
        Assert.SkipWhen(RealData.Folder is null, RealData.Absent);
        var html = File.ReadAllText(RealData.Path("captures/zeturf/" + file));
        return ZEturfRacePage.Parse(html, file).ShouldBeOfType<SourceAnswer<ZEturfRace>.Found>().Value;
    }

    private static string Head(ZEturfRace race)
    {
        var card = race.View.Card;
        var off = ParisTime.ToParis(card.Off).ToString("dd HH:mm", CultureInfo.InvariantCulture);
        return $"{card.Id} {card.Meeting} {card.Country} {card.Name} {off} {card.Discipline} {card.DistanceMetres} {card.Going}";
    }

    private static string Win(ZEturfRace race) => Join(' ', race.View.Pools[0].Win.Select(price => Text(price.Odds.Value)));

    private static string Place(ZEturfRace race) =>
        Join(' ', race.View.Pools[0].Place.Select(price => $"{Text(price.Range.Low)}-{Text(price.Range.High)}"));

    private static string Offers(ZEturfRace race) =>
        Join(
            ' ',
            race.View.Pools[0]
                .Offers!.Select(offer =>
                    $"{offer.Bet} {Text(offer.Minimum.ToDouble())}-{Text(offer.Step.ToDouble())}-{Text(offer.Maximum!.Value.ToDouble())}"
                )
        );

    private static string Runner(ZEturfRace race, int number)
    {
        var runner = race.View.Card.Runners.Single(entry => entry.Number == number);
        string?[] parts =
        [
            $"{number} {runner.Horse} {runner.Sex}{runner.Age}",
            runner.HandicapDistanceMetres is { } metres ? $"{metres}m" : null,
            runner.WeightKg is { } weight ? $"{Text(weight)}kg" : null,
            runner.Draw is { } draw ? $"box {draw}" : null,
            runner.RecordSecondsPerKm is { } record ? Text(record) : null,
            runner.EarningsCents?.ToString(CultureInfo.InvariantCulture),
            $"{runner.Jockey}/{runner.Trainer}",
            runner.Form,
            runner.FirstTime ? "first time" : null,
            runner.Shoes,
            runner.NonRunner ? "NP" : null,
        ];
        return Join(' ', parts.Where(part => part is not null)!);
    }

    private static string Result(ZEturfRace race)
    {
        var result = race.Result.ShouldNotBeNull();
        result.Official.ShouldBeTrue();
        var arrival = Join(' ', result.Arrival.Select(place => string.Join('=', place)));
        var out_ = Join(' ', result.NonRunners.Select(number => $"{number}").Prepend("NP"));
        return $"{arrival} | {out_} | {result.Dividends.Count} dividends";
    }

    private static string Dividends(ZEturfRace race) =>
        string.Join(
            ", ",
            race.Result!.Dividends.Where(row => row.Label.Length == 0)
                .Select(row => $"{row.Bet} {string.Join('-', row.Combination)} {row.PerEuro.ToString(CultureInfo.InvariantCulture)}")
        );

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Join(char separator, IEnumerable<string?> parts) => string.Join(separator, parts);
}
