using System.Globalization;
using System.Text;
using Hippique.Racing;
using Hippique.Sources.Pmu;
using Hippique.Sources.Tests.Pages;

namespace Hippique.Sources.Tests.Pmu;

public sealed class PmuAnswersTests
{
    private const string Url = "https://online.turfinfo.api.pmu.fr/rest/client/61/programme/14032025";
    private static readonly string Programme = OwnPages.Text("pmu-programme.json");
    private static readonly string Participants = OwnPages.Text("pmu-participants.json");
    private static readonly string Dividends = OwnPages.Text("pmu-rapports.json");
    private static readonly DateTimeOffset Off = new(2025, 3, 14, 12, 55, 0, TimeSpan.Zero);

    [Fact]
    public void Programme_OwnAnswer_GivesTheRaces()
    {
        var programme = Found(PmuProgrammeAnswer.Parse(Bytes(Programme), Url));

        programme.Date.ShouldBe(new DateOnly(2025, 3, 14));
        programme.Refused.ShouldBeEmpty();
        programme
            .Races.Select(race =>
                $"{race.Id.Code} {race.Meeting} {race.Country} {race.Name} {race.Discipline} {race.DistanceMetres} {race.Going} {race.Cancelled}"
            )
            .ShouldBe([
                "R1C1 VILLEBELLE FRA PRIX DE L'ESSAI Harness 2700 Bon souple False",
                "R1C2 VILLEBELLE FRA PRIX DU GRAND PRE MountedTrot 2700 Bon souple True",
                "R1C3 VILLEBELLE FRA PRIX FINI Hurdle 2700 Bon souple False",
                "R6C1 LAKESIDE USA LAKESIDE RACE 9 Flat  Bon souple False",
            ]);
        programme.Races[0].Off.ShouldBe(Off);
        // One minute past midnight, and still of the evening's programme.
        programme.Races[3].Off.ShouldBe(new DateTimeOffset(2025, 3, 14, 23, 1, 0, TimeSpan.Zero));
        programme.Races[2].Arrival.Places.Select(place => string.Join('=', place)).ShouldBe(["4", "2=5", "1"]);
        programme.Races[2].ArrivalOfficial.ShouldBeTrue();
    }

    [Fact]
    public void Programme_Offers_AreTheStatedStakesOfEachPool()
    {
        var race = Found(PmuProgrammeAnswer.Parse(Bytes(Programme), Url)).Races[0];

        Text(race.OffersOf(Pool.PmuInternet)).ShouldBe("SimpleGagnant 1.00 30000.00, Trio 1.00 30000.00, DeuxSurQuatre 3.00 30000.00");
        Text(race.OffersOf(Pool.PmuNational)).ShouldBe("SimpleGagnant 2.00 ");
        (race with { Offers = null }).OffersOf(Pool.PmuInternet).ShouldBeNull();
    }

    [Fact]
    public void Programme_RaceThatCannotBeRead_IsRefusedByName()
    {
        var broken = Programme.Replace("\"heureDepart\": 1741956900000", "\"heureDepart\": 1", StringComparison.Ordinal);

        var programme = Found(PmuProgrammeAnswer.Parse(Bytes(broken), Url));

        programme.Races.Count.ShouldBe(3);
        programme.Refused.ShouldHaveSingleItem().Missing.ToString().ShouldBe("R1C1 has no off (heureDepart) on its day");
    }

    [Fact]
    public void Programme_OtherDay_IsTheWrongPage() =>
        Refused(PmuProgrammeAnswer.Parse(Bytes(Programme), Url, new DateOnly(2025, 3, 15))).Kind.ShouldBe(SourceErrorKind.WrongPage);

    [Fact]
    public void Participants_OwnAnswer_GivesRunnersByNumberAndTheInternetPool()
    {
        var answer = Found(PmuParticipantsAnswer.Parse(Bytes(Participants), Url));

        answer.Runners.Select(runner => runner.Number).ShouldBe([1, 2, 3, 4, 5]);
        answer
            .Runners[0]
            .ShouldBe(
                new Runner
                {
                    Number = 1,
                    Horse = "ALEZANE DU TEST",
                    Jockey = "A. MENANT",
                    Trainer = "B. DUPRE",
                    Owner = "Ec. Essai",
                    Sex = "H",
                    Age = 5,
                    Draw = 4,
                    WeightKg = 55.5,
                    HandicapDistanceMetres = 2700,
                    Rating = 31.5,
                    EarningsCents = 1_403_500,
                    Starts = 22,
                    Wins = 2,
                    Places = 15,
                    Form = "6a3a7aDa",
                    TrainerOpinion = "NEUTRE",
                    Shoes = "DEFERRE_ANTERIEURS",
                    Blinkers = "SANS_OEILLERES",
                }
            );
        (answer.Runners[2].FirstTime, answer.Runners[2].Form).ShouldBe((true, null));
        answer.Runners.Where(runner => runner.NonRunner).ShouldHaveSingleItem().Number.ShouldBe(4);
        answer.Live.Pool.ShouldBe(Pool.PmuInternet);
        answer.Live.Origin.ShouldBe(PriceOrigin.Live);
        // The last stamp of a starter, not the non-runner's.
        answer.Live.At.ShouldBe(Off.AddMinutes(-5));
        Text(answer.Live).ShouldBe("1 2.2, 2 3.6, 5 26.0");
        answer.Live.Win.Max(price => price.At).ShouldBe(answer.Live.At);
        answer.Live.Win[0].At.ShouldBe(Off.AddMinutes(-5).AddSeconds(-10));
        Text(answer.Reference).ShouldBe("1 2.4, 2 4.4, 5 10.6");
        answer.Reference.Origin.ShouldBe(PriceOrigin.Reference);
    }

    [Fact]
    public void Participants_AnOlderStampOfOneRunner_IsKeptWithItsPrice()
    {
        const string Runners = """
            {"participants": [
              {"numPmu": 1, "nom": "A", "statut": "PARTANT", "dernierRapportDirect": {"typePari": "E_SIMPLE_GAGNANT", "rapport": 2.2, "dateRapport": 1741956600000}},
              {"numPmu": 2, "nom": "B", "statut": "PARTANT", "dernierRapportDirect": {"typePari": "E_SIMPLE_GAGNANT", "rapport": 9, "dateRapport": 1741953000000}},
              {"numPmu": 3, "nom": "C", "statut": "PARTANT", "dernierRapportDirect": {"typePari": "E_SIMPLE_GAGNANT", "rapport": 5}}
            ]}
            """;
        var live = Found(PmuParticipantsAnswer.Parse(Bytes(Runners), Url)).Live;
        var newest = DateTimeOffset.FromUnixTimeMilliseconds(1741956600000);
        live.At.ShouldBe(newest);
        live.Win.Select(price => price.At).ShouldBe([newest, newest.AddHours(-1), null]);
    }

    [Fact]
    public void Participants_NoPriceAtAll_AreOfThePoolAskedFor()
    {
        var all = System.Text.Json.Nodes.JsonNode.Parse(Participants)!;
        foreach (var participant in all["participants"]!.AsArray())
        {
            participant!.AsObject().Remove("dernierRapportDirect");
            participant.AsObject().Remove("dernierRapportReference");
        }
        var none = all.ToJsonString();

        var live = Found(PmuParticipantsAnswer.Parse(Bytes(none), Url, Pool.PmuInternet)).Live;

        (live.Pool, live.Origin, live.At).ShouldBe((Pool.PmuInternet, PriceOrigin.None, null));
    }

    [Theory]
    [InlineData("\"numPmu\": 1,", "\"numPmu\": 2,", "two participants have the number 2")]
    [InlineData("\"numPmu\": 1,", "", "no number (numPmu)")]
    [InlineData("\"nom\": \"CRIN NOIR\"", "\"nom\": \"\"", "no name (nom)")]
    public void Participants_PartMissing_SaysTheApiChanged(string part, string replacement, string missing)
    {
        var error = Refused(PmuParticipantsAnswer.Parse(Bytes(Participants.Replace(part, replacement, StringComparison.Ordinal)), Url));

        error.Kind.ShouldBe(SourceErrorKind.Changed);
        error.Missing.ToString().ShouldContain(missing);
    }

    [Fact]
    public void Participants_PricesOfBothPools_AreNotMixed()
    {
        var at = Participants.IndexOf("E_SIMPLE_GAGNANT", StringComparison.Ordinal);

        Refused(PmuParticipantsAnswer.Parse(Bytes(Participants.Remove(at, 2)), Url)).Missing.ToString().ShouldContain("both pools");
    }

    [Fact]
    public void Participants_EmptyList_IsNeverAnEmptyRace() =>
        Refused(PmuParticipantsAnswer.Parse("""{"participants": []}"""u8.ToArray(), Url)).Missing.ToString().ShouldContain("empty");

    [Fact]
    public void Dividends_OwnAnswer_AreForOneEuroWithTheirLabels()
    {
        var answer = Found(PmuDividendsAnswer.Parse(Bytes(Dividends), Url));

        answer.Pool.ShouldBe(Pool.PmuInternet);
        answer.Refunded.ShouldBe([BetType.Trio]);
        answer
            .Dividends.Select(row =>
                $"{row.Bet} {string.Join('-', row.Combination)} {row.PerEuro.ToString("0.00", CultureInfo.InvariantCulture)} {row.Label}".TrimEnd()
            )
            .ShouldBe([
                "SimpleGagnant 4 3.10",
                "SimplePlace 4 1.05",
                "SimplePlace 2 2.40",
                "CouplePlace 4-2 5.80",
                "CouplePlace 4 1.70 Couplé Placé 1 NP",
                "DeuxSurQuatre 4-2 5.00",
                "QuintePlus 4-2-5-1-3 3237.50 Quinté+ Ordre",
                "QuintePlus 4-2-5-1 2.30 Bonus 4sur5",
                "QuintePlus 4-2-5 2.10 Bonus 3",
            ]);
    }

    [Fact]
    public void Dividends_NoneYet_IsNoResultYet() =>
        Refused(PmuDividendsAnswer.Parse("[]"u8.ToArray(), Url)).Kind.ShouldBe(SourceErrorKind.NoResultYet);

    [Fact]
    public void AnyAnswer_ThatIsNoneOfItsKind_IsNamed()
    {
        Kind("").ShouldBe(SourceErrorKind.Truncated);
        Kind("<html></html>").ShouldBe(SourceErrorKind.Malformed);
        Kind(Programme[..(Programme.Length / 2)]).ShouldBe(SourceErrorKind.Truncated);
        Kind(Participants).ShouldBe(SourceErrorKind.WrongPage);
        Kind(Dividends).ShouldBe(SourceErrorKind.WrongPage);
        Kind("""{"code": 404, "message": "Course inconnue"}""").ShouldBe(SourceErrorKind.Unavailable);
        Kind("""{"programme": {"date": 1741906800000, "reunions": []}}""").ShouldBe(SourceErrorKind.Changed);
        Refused(PmuParticipantsAnswer.Parse(Bytes(Programme), Url)).Kind.ShouldBe(SourceErrorKind.WrongPage);
        Refused(PmuDividendsAnswer.Parse(Bytes(Programme), Url)).Kind.ShouldBe(SourceErrorKind.WrongPage);
    }

    [Fact]
    public void AnyAnswer_Mutated_IsReadOrRefused()
    {
        Fuzz.Sample(
            Programme,
            text =>
            {
                if (PmuProgrammeAnswer.Parse(Bytes(text), "u") is SourceAnswer<PmuProgramme>.Found { Value: var programme })
                    programme.Races.ShouldNotBeEmpty();
            }
        );
        Fuzz.Sample(
            Participants,
            text =>
            {
                if (PmuParticipantsAnswer.Parse(Bytes(text), "u") is SourceAnswer<PmuParticipants>.Found { Value: var race })
                    race.Runners.ShouldNotBeEmpty();
            }
        );
        Fuzz.Sample(
            Dividends,
            text =>
            {
                if (PmuDividendsAnswer.Parse(Bytes(text), "u") is not SourceAnswer<PmuDividends>.Found { Value: var paid })
                    return;
                paid.Dividends.ShouldAllBe(row => row.PerEuro > 0 && row.Combination.Count > 0);
                // Whatever the label has become, the plain row of a bet names as many horses as the bet has.
                paid.Dividends.Where(row => row.Bet == BetType.SimplePlace && row.Label.Length == 0)
                    .ShouldAllBe(row => row.Combination.Count == 1);
            }
        );
    }

    private static SourceErrorKind Kind(string text) => Refused(PmuProgrammeAnswer.Parse(Bytes(text), Url)).Kind;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(IReadOnlyList<BetOffer>? offers) =>
        string.Join(", ", offers.ShouldNotBeNull().Select(offer => $"{offer.Bet} {offer.Minimum} {offer.Maximum}"));

    private static string Text(PoolPrices prices) => string.Join(", ", prices.Win.Select(price => $"{price.Number} {price.Odds}"));

    private static T Found<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Found>().Value;

    private static SourceError Refused<T>(SourceAnswer<T> answer) => answer.ShouldBeOfType<SourceAnswer<T>.Refused>().Error;
}
