using System.Globalization;
using Hippique.Explaining;
using Hippique.Gpi.Guards;
using Hippique.Orchestration.Ledger;
using Hippique.Orchestration.Results;
using Hippique.Orchestration.Tickets;
using Hippique.Racing;

namespace Hippique.Tests.Explaining;

/// <summary>What a buyer reads: at most 80 characters a line, no number broken, the range of what the bet pays and the race's page.</summary>
public sealed class TicketLinesTests
{
    private const string Page = "https://www.zeturf.fr/fr/course/2025-11-22/R1C3-valmorel-prix-des-tres-longues-avenues-et-des-tilleuls";
    private static readonly RaceId Race = new(new DateOnly(2025, 11, 22), new RaceCode(1, 3));

    [Fact]
    public void A_ticket_in_french() =>
        Lines("fr-FR", Day())
            .ShouldBe([
                "1 course analysée : 1 à jouer, 0 sans pari, 0 injouable",
                "PAPIER : aucun ticket n’a encore été déclaré joué ; chaque proposition est",
                "  suivie comme si elle l’avait été, au rapport officiel. Le premier « hippique",
                "  played » y met fin.",
                "R1C3 VALMOREL-SUR-LA-GRANDE-RIVIÈRE, Prix des Très Longues Avenues et des",
                "  Tilleuls, départ à 14:12",
                "  Simple placé 8 TEMPÊTE DU VIEUX PHARE (zeturf) : 1,50 € à 4,0 (rapport de 3,1",
                "    à 5,2), ne pas jouer sous 3,3",
                "  jusqu’à 14:11:00 (Paris)",
                "  " + Page,
                "Ont failli passer :",
                "  R1C4 VALMOREL-SUR-LA-GRANDE-RIVIÈRE, 3 FLAMME DE LUNAC : à 2,9, à jouer à",
                "    partir de 3,2 (Valeur du simple)",
            ]);

    [Fact]
    public void The_same_in_english()
    {
        var lines = Lines("en-GB", Day() with { Races = 2, Unplayable = 1 });
        lines[0].ShouldBe("2 races analysed: 1 to play, 0 without a bet, 1 not playable");
        string.Join(' ', lines.Select(line => line.Trim())).ShouldContain("1.50 € at 4.0 (pays 3.1 to 5.2), not to be played under 3.3");
    }

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("en-GB")]
    public void No_line_but_an_address_is_wider_than_a_terminal(string culture) =>
        Lines(culture, Day() with { Simulated = true, ModelledPrices = true })
            .Where(line => !line.Contains("https://", StringComparison.Ordinal))
            .ShouldAllBe(line => line.Length <= 80);

    [Fact]
    public void A_day_without_a_ticket_says_so() =>
        Lines("fr-FR", Day() with { Races = 0, Play = 0, Tickets = [], ClosestCalls = [] })
            .ShouldBe(["0 course analysée : 0 à jouer, 0 sans pari, 0 injouable"]);

    [Theory]
    [InlineData("fr-FR", "R1C3-1 : joué pour 1,50 € : n° 5 à 3,1 (pmu_internet), gagné, rapporte 5,10 €")]
    [InlineData("en-GB", "R1C3-1: played for 1.50 €: n° 5 at 3.1 (pmu_internet), won, returned 5.10 €")]
    public void What_the_player_did_stands_under_the_ticket(string culture, string said)
    {
        var fate = new TicketFate
        {
            Ticket = Day().Tickets[0].Ticket.Id,
            State = TicketFateState.Played,
            Pool = Pool.PmuInternet,
            Staked = new Euro(1.5m),
            Legs = [new PlayedLeg([5], new Euro(1.5m), 3.1)],
            Played = new FateMoney(SettledState.Won, new Euro(1.5m), new Euro(5.1m)),
        };
        var lines = Lines(culture, Day(), new DayFates(false, [fate]));
        lines.ShouldNotContain(line => line.Contains("PAP", StringComparison.Ordinal));
        string.Join(' ', lines.Select(line => line.Trim())).ShouldContain(said.Replace("R1C3-1", fate.Ticket, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("fr-FR", "PAPIER : ")]
    [InlineData("en-GB", "PAPER: ")]
    public void Paper_is_named(string culture, string word) =>
        Lines(culture, Day()).ShouldContain(line => line.StartsWith(word, StringComparison.Ordinal));

    private static List<string> Lines(string culture, DayTickets day, DayFates? fates = null) =>
        [.. new TicketLines(CultureInfo.GetCultureInfo(culture)).Of(day, fates ?? new DayFates(true, []))];

    private static DayTickets Day()
    {
        var off = ParisTime.At(Race.Date, new TimeOnly(14, 12));
        const string Meeting = "VALMOREL-SUR-LA-GRANDE-RIVIÈRE";
        return new DayTickets
        {
            Date = Race.Date,
            Races = 1,
            Play = 1,
            Abstain = 0,
            Unplayable = 0,
            Simulated = false,
            ModelledPrices = false,
            Tickets = [new DayTicket(Ticket(off), Meeting, "Prix des Très Longues Avenues et des Tilleuls", off, Page)],
            ClosestCalls =
            [
                new DayClosestCall
                {
                    Race = new RaceId(Race.Date, new RaceCode(1, 4)),
                    Meeting = Meeting,
                    Number = 3,
                    Horse = "FLAMME DE LUNAC",
                    Market = BetType.SimplePlace,
                    Price = 2.88,
                    PlayableFrom = 3.2,
                    Reason = GuardCode.RoiMinSp,
                },
            ],
        };
    }

    private static Ticket Ticket(DateTimeOffset off) =>
        new()
        {
            Id = "R1C3-1",
            Race = Race,
            Pool = Pool.ZEturf,
            Bet = BetType.SimplePlace,
            Stake = new Euro(1.5m),
            ExpectedReturn = new Euro(2.04m),
            ExpectedRoi = .36,
            ExpiresAt = off.AddSeconds(-60),
            Legs =
            [
                new TicketLeg
                {
                    Numbers = [8],
                    Horses = ["TEMPÊTE DU VIEUX PHARE"],
                    Stake = new Euro(1.5m),
                    Odds = 3.98,
                    MinimumOdds = 3.3,
                    Probability = .353,
                    ExpectedDividend = 3.86,
                    DividendLow = 3.1,
                    DividendHigh = 5.2,
                },
            ],
        };
}
