using System.Globalization;
using Hippique.Explaining;
using Hippique.Gpi;
using Hippique.Gpi.Calibration;
using Hippique.Gpi.Inputs;
using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Tests.Explaining;

/// <summary>What a player reads of the money in the pool, on an invented race whose place pool neglects numbers 3 and 4.</summary>
public sealed class MoneySectionTests
{
    private static readonly DateTimeOffset Off = new(2026, 1, 14, 13, 50, 0, TimeSpan.Zero);
    private static readonly double[] Odds = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26, 38, 61, 88, 112];
    private static readonly decimal[] Win = [29750, 18760, 13920, 10270, 7840, 6160, 4540, 3320, 2270, 1410, 980, 770];
    private static readonly decimal[] Place = [9500, 8000, 2600, 1900, 5600, 4700, 3800, 3100, 2400, 1900, 1500, 1200];

    [Fact]
    public void The_money_in_french()
    {
        var text = Account("fr-FR", Look());
        text.ShouldContain("2a. L’argent de la masse");
        Plain(text).ShouldContain("pmu_internet : 99 990 € en gagnant, 46 200 € en placé");
        Plain(text).ShouldContain("3 CHEVAL 3 13 920 € 2 600 € 0,0563 0,1513 0,37");
        Plain(text).ShouldContain("N° 3 CHEVAL 3 : placé délaissé");
        Plain(text).ShouldContain("prix d’après les enjeux ; masse 46 200 €, rapport");
        text.ShouldNotContain("Attention");
    }

    [Fact]
    public void A_dividend_outside_the_range_of_the_operator_in_english()
    {
        var look = Look();
        var ranged = look with { Pools = [look.Pools[0] with { Place = [new PlacePrice(5, new PlaceRange(9, 12))] }] };
        Plain(Account("en-GB", ranged)).ShouldContain("Warning, no. 5: for a place 2.");
        Plain(Account("en-GB", ranged)).ShouldContain("by the stakes; the operator shows 9.0 to 12.0.");
    }

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("en-GB")]
    public void No_line_is_wider_than_a_terminal(string culture)
    {
        Account(culture, Look()).Split('\n').ShouldAllBe(line => line.TrimEnd().Length <= 80);
        Account(culture, Look(), Learnt).Split('\n').ShouldAllBe(line => line.TrimEnd().Length <= 80);
    }

    [Fact]
    public void What_place_pools_taught_is_said_with_its_numbers()
    {
        var french = Plain(Account("fr-FR", Look(), Learnt));
        french.ShouldContain("multiplié par ratio^0,210 (± 0,080, ajusté sur 640 courses), le ratio entre 1/3 et 3");
        french.ShouldContain("multiplié par exp(-0,010 + 0,700·ln w)");
        french.ShouldContain("ajusté sur 310 courses dont la masse placé a été vue à H-5 et à la clôture");
        french.ShouldNotContain("trop peu de masses placé");
        var english = Plain(Account("en-GB", Look(), Learnt));
        english.ShouldContain("multiplied by ratio^0.210 (± 0.080, fitted on 640 races)");
        english.ShouldContain("multiplied by exp(-0.010 + 0.700·ln w)");
        english.ShouldNotContain("too few place pools");
    }

    [Fact]
    public void A_pool_that_shows_no_money_has_no_such_section()
    {
        var look = Look();
        Account("fr-FR", look with { Pools = [look.Pools[0] with { Stakes = null }] }).ShouldNotContain("2a.");
    }

    private static GpiModel Learnt =>
        GpiModels.Default with
        {
            PlaceMoney = [new PlaceMoneyFit(Pool.PmuInternet, .21, .08, 640)],
            PlaceMoves = [new PlaceMoveFit(Pool.PmuInternet, -.01, .7, .19, 310)],
        };

    private static string Account(string culture, Snapshot look, GpiModel? model = null)
    {
        var analysis = new RaceAnalyser(RuleSets.Load("gpi-v5.1").Value, model ?? GpiModels.Default).Analyse(
            new AnalysisInput
            {
                H5 = look,
                H30 = look with { Phase = Phase.H30, PlannedAt = Off.AddMinutes(-30) },
                Operators = [Pool.PmuInternet],
                Countries = ["FR"],
                Bankroll = new Euro(500),
                BudgetPerRace = new Euro(5),
                ProgramVersion = "3.0.0",
                InputHashes = new Dictionary<string, string> { ["snapshot_h5.json"] = "ab" },
            }
        );
        using var text = new StringWriter();
        AnalysisAccount.Write(text, analysis, look, null, CultureInfo.GetCultureInfo(culture));
        return text.ToString();
    }

    private static Snapshot Look() =>
        new()
        {
            Phase = Phase.H5,
            PlannedAt = Off.AddMinutes(-5),
            Source = "pmu",
            Url = "https://example.org/R1C3",
            Card = new RaceCard
            {
                Id = new RaceId(new DateOnly(2026, 1, 14), new RaceCode(1, 3)),
                Meeting = "VALLERUC",
                Country = "FRA",
                Name = "PRIX DES GENETS",
                Off = Off,
                Discipline = Discipline.Harness,
                Runners = [.. Enumerable.Range(1, 12).Select(number => new Runner { Number = number, Horse = $"CHEVAL {number}" })],
            },
            Pools =
            [
                new PoolPrices
                {
                    Pool = Pool.PmuInternet,
                    Origin = PriceOrigin.Live,
                    At = Off.AddMinutes(-5),
                    Win = [.. Odds.Select((odds, i) => new WinPrice(i + 1, new Odds(odds)))],
                    Stakes = [Stakes(BetType.SimpleGagnant, Win), Stakes(BetType.SimplePlace, Place)],
                },
            ],
        };

    private static BetStakes Stakes(BetType bet, decimal[] euros) =>
        new()
        {
            Bet = bet,
            At = Off.AddMinutes(-5),
            Total = null,
            Stakes = [.. euros.Select((amount, i) => new CombinationStake([i + 1], new Euro(amount)))],
        };

    /// <summary>Runs of white space, those of numbers among them, as one blank.</summary>
    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
