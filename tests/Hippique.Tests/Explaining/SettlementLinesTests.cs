using System.Globalization;
using System.Text.Json;
using Hippique.Api;
using Hippique.Explaining;
using Hippique.Gpi.Settlement;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Tests.Explaining;

/// <summary>What <c>hippique settle</c> says, in both languages, in 80 columns.</summary>
public sealed class SettlementLinesTests
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");
    private static readonly string[] Reasons =
    [
        .. Enum.GetNames<RefundReason>().Concat(Enum.GetNames<UnsettledReason>()).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName),
    ];

    [Fact]
    public void A_day_in_french()
    {
        var answer = Answer(
            Race(RaceEndState.Official, [Ticket(SettledState.Won, 6.8m), Ticket(SettledState.Lost, 0)]) with
            {
                Arrival =
                [
                    [1],
                    [2, 3],
                    [4],
                    [5],
                    [6],
                    [7],
                ],
                Notes = ["une ligne illisible"],
            },
            Race(RaceEndState.NotYet, []) with
            {
                Refusals = [new RefusalAnswer("pmu", "no_result_yet", "the arrival is not official")],
            }
        );
        Lines(French, answer with { ToCome = 3 })
            .ShouldBe([
                "R1C3    arrivée officielle : 1 2=3 4 5 6",
                "  R1C3-1 Simple gagnant 1, 4-5 (pmu_internet)",
                "    gagné : 6,80 € pour 2,00 €",
                "  R1C3-1 Simple gagnant 1, 4-5 (pmu_internet)",
                "    perdu : 0,00 € pour 2,00 €",
                "    une ligne illisible",
                "R1C3    pas encore de résultat",
                "    pmu : pas encore de résultat : l’arrivée n’est pas officielle",
                "Courses à venir : 3",
                "Total : 4,00 € misés, 6,80 € rendus ; tickets en attente : 1",
                "Papier : compté comme si chaque ticket avait été joué tel que proposé.",
                "  « hippique bilan » dit ce qui a été joué.",
            ]);
    }

    [Fact]
    public void A_dividend_in_doubt_is_told_with_both_numbers()
    {
        var doubt = Ticket(SettledState.Unsettled, null, "dividend_doubtful", dividend: 200m, closing: 2.1);
        string.Join(' ', Lines(French, Answer(Race(RaceEndState.Official, [doubt]))).Select(line => line.Trim()))
            .ShouldContain("en attente : 2,00 €, le rapport 200,00 ne va pas avec la dernière cote 2,1 ; il est redemandé");
        var alone = Ticket(SettledState.Unsettled, null, "dividend_doubtful", dividend: .7m);
        string.Join(' ', Lines(English, Answer(Race(RaceEndState.Official, [alone]))).Select(line => line.Trim()))
            .ShouldContain("open: 2.00 €, the dividend 0.70 is less than the stake; it is asked for again");
    }

    [Fact]
    public void A_day_without_anything_says_so()
    {
        Lines(English, Answer()).ShouldBe(["2025-11-22: no race is over that was looked at"]);
        Lines(French, Answer()).ShouldBe(["22/11/2025 : aucune course finie n'a été regardée"]);
    }

    [Fact]
    public void Every_state_and_reason_has_words_in_both_languages_and_fits_the_screen()
    {
        foreach (var culture in (CultureInfo[])[French, English])
        {
            foreach (var state in Enum.GetValues<RaceEndState>())
                Lines(culture, Answer(Race(state, []))).ShouldHaveSingleItem().Length.ShouldBeInRange(12, 80);
            foreach (var reason in Reasons)
            foreach (var outcome in (SettledState[])[SettledState.Refunded, SettledState.Unsettled])
                Lines(culture, Answer(Race(RaceEndState.Official, [Ticket(outcome, null, reason)]))).ShouldAllBe(line => line.Length <= 80);
        }
    }

    [Fact]
    public void Long_texts_are_broken_between_words()
    {
        var why = string.Join(' ', Enumerable.Repeat("a reason of many words", 10));
        var race = Race(RaceEndState.Refused, []) with
        {
            Refusals = [new RefusalAnswer("zeturf", "changed", why)],
            Notes = [new string('x', 90)],
        };
        var lines = Lines(English, Answer(race));
        lines[1].ShouldBe("    " + new string('x', 90));
        lines.Skip(2).ShouldAllBe(line => line.Length <= 80);
        string.Join(' ', lines.Skip(2).Select(line => line.Trim())).ShouldBe($"zeturf: not what it should be: {why}");
        lines.Count.ShouldBe(6);
    }

    private static List<string> Lines(CultureInfo culture, ResultsAnswer answer) => [.. new SettlementLines(culture).Of(answer)];

    private static ResultsAnswer Answer(params RaceResultAnswer[] races) =>
        new()
        {
            Ok = true,
            Date = new DateOnly(2025, 11, 22),
            Races = races,
            ToCome = 0,
            Staked = new Euro(4),
            Returned = new Euro(6.8m),
            Open = 1,
            CorrelationId = "",
        };

    private static RaceResultAnswer Race(RaceEndState state, SettledTicket[] tickets) =>
        new()
        {
            Race = "R1C3",
            State = state,
            Arrival = [],
            Tickets = tickets,
            News = true,
            Notes = [],
            Refusals = [],
        };

    private static SettledTicket Ticket(
        SettledState outcome,
        decimal? returned,
        string? reason = null,
        decimal? dividend = null,
        double? closing = null
    ) =>
        new()
        {
            Id = "R1C3-1",
            Pool = Pool.PmuInternet,
            Bet = BetType.SimpleGagnant,
            Stake = new Euro(2),
            Outcome = outcome,
            Reason = reason,
            Returned = returned is { } paid ? new Euro(paid) : null,
            Legs = [Leg([1], outcome, dividend, closing), Leg([4, 5], SettledState.Lost, null, null)],
        };

    private static SettledLeg Leg(int[] numbers, SettledState outcome, decimal? dividend, double? closing) =>
        new()
        {
            Numbers = numbers,
            Stake = new Euro(1),
            Outcome = outcome,
            Reason = null,
            Dividend = dividend,
            Basis = null,
            Returned = null,
            Odds = 3,
            ClosingOdds = closing,
            ClosingLineValue = null,
        };
}
