using System.Globalization;
using Hippique.Explaining;
using Hippique.Gpi.Balances;
using Hippique.Orchestration.Balances;
using Hippique.Orchestration.Ledger;
using Hippique.Racing;

namespace Hippique.Tests.Explaining;

public sealed class BalanceLinesTests
{
    private static readonly DateOnly Day = new(2031, 3, 14);

    [Fact]
    public void A_book_in_french() =>
        Lines("fr-FR", Book())
            .ShouldBe([
                "Papier : 4 tickets, 9,00 € misés, 9,40 € rendus, résultat +1,40 €, dont 2,00 €",
                "  de mises remboursées, dont 1,00 € de mises en attente",
                "  ROI +23,3 % [-100,0 % ; +238,9 %] sur 3 paris en 2 jours",
                "  Cela ne démontre rien : 0 est dans l’intervalle. Il faudrait environ 254 paris",
                "    semblables de plus pour distinguer un tel ROI de zéro.",
                "  Annoncé +10,0 % (+0,60 €), obtenu +1,40 €",
                "  1 gagné (33,3 % ; annoncé 25,0 %)",
                "  Pire baisse 2,00 € ; plus longue série perdante 1 pari, qui avait 98,4 % de",
                "    chances d’arriver",
                "  Cote prise contre clôture +10,0 % sur 1 pari",
            ]);

    [Fact]
    public void The_same_in_english() =>
        Lines("en-GB", Book())[..2]
            .ShouldBe([
                "Paper: 4 tickets, staked 9.00 €, returned 9.40 €, profit +1.40 €, 2.00 € of the",
                "  stakes paid back, 1.00 € of the stakes not settled",
            ]);

    [Theory]
    [InlineData("fr-FR")]
    [InlineData("en-GB")]
    public void Every_group_has_a_name_and_no_line_is_wider_than_a_terminal(string culture)
    {
        var words = new BalanceLines(CultureInfo.GetCultureInfo(culture));
        foreach (var bet in Enum.GetValues<BetType>())
            words.Name(Code(bet.ToString()), BalanceBy.Bet).ShouldNotBeEmpty();
        foreach (var discipline in Enum.GetValues<Discipline>())
            words.Name(Code(discipline.ToString()), BalanceBy.Discipline).ShouldNotBeEmpty();
        Enum.GetValues<DayOfWeek>().Select(day => words.Name(Code(day.ToString()), BalanceBy.Weekday)).Distinct().Count().ShouldBe(7);
        words.Name("<3", BalanceBy.Odds).ShouldEndWith("< 3");
        words.Name(">=60", BalanceBy.Odds).ShouldEndWith("≥ 60");
        Lines(culture, Book()).ShouldAllBe(line => line.Length <= 80);
        words.Head(Whole()).Concat(words.Foot(Whole())).ShouldAllBe(line => line.Length <= 80);
    }

    [Fact]
    public void Paper_simulation_and_a_changed_ledger_are_said_first()
    {
        var head = string.Join('\n', new BalanceLines(CultureInfo.GetCultureInfo("fr-FR")).Head(Whole()));
        head.ShouldStartWith("Bilan de mars 2031\nSIMULATION");
        head.ShouldContain("ledger/2031-03.jsonl a été modifié");
        head.ShouldContain("PAPIER : ");
    }

    private static string Code(string name) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static List<string> Lines(string culture, BookBalance book) =>
        [.. new BalanceLines(CultureInfo.GetCultureInfo(culture)).Of(LedgerBookKind.Paper, book)];

    private static Balance Whole() =>
        new()
        {
            Month = new DateOnly(2031, 3, 1),
            PaperMode = true,
            Simulated = true,
            ModelledPrices = true,
            Paper = Book(),
            Played = Book(),
            SaidAfterOff = 2,
            Changed = ["ledger/2031-03.jsonl"],
        };

    /// <summary>−2, +5.40 and −2 on two days; 2 € came back, and 1 € is open. Deviation by the claims 6.6 € on 6 €: +23.3 % ± 215.6 %.</summary>
    private static BookBalance Book() =>
        new()
        {
            Totals = new LedgerTotals
            {
                Tickets = 4,
                Staked = new Euro(9),
                Open = new Euro(1),
                Refunded = new Euro(2),
                Returned = new Euro(9.4m),
            },
            Figures = BalanceFigures.Of([
                Bet(0, 0, null),
                Bet(1, 7.4m, null),
                Bet(1, 0, .1),
                Bet(1, 2, null) with
                {
                    Won = false,
                    Refunded = true,
                },
            ]),
            Groups = [],
        };

    private static BalanceBet Bet(int day, decimal returned, double? line) =>
        new()
        {
            Date = Day.AddDays(day),
            Off = new DateTimeOffset(2031, 3, 14 + day, 14, 0, 0, TimeSpan.Zero),
            Stake = new Euro(2),
            Returned = new Euro(returned),
            Won = returned > 0,
            Probability = .25,
            ExpectedReturn = new Euro(2.2m),
            ClosingLineValue = line,
        };
}
