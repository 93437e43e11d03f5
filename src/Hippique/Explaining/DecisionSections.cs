using System.Globalization;
using Hippique.Gpi;
using Hippique.Gpi.Guards;
using Hippique.Gpi.Inputs;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>Every guard with what it measured, and what they leave.</summary>
internal static class DecisionSections
{
    /// <summary>The outcome in one sentence.</summary>
    public static string Sentence(RaceAnalysis analysis, AccountWords words)
    {
        if (analysis.Outcome == Outcome.Play)
            return words.Get("explain_play", analysis.Tickets.Count, words.Money(new Euro(analysis.Tickets.Sum(one => one.Stake.Amount))));
        var guard = analysis.RefusedBy();
        var why = analysis.Reason is { } reason ? words.Guard(reason) : "";
        if (guard is not null && MeasuredHorses.Of(analysis, guard) is { Count: > 0 } horses)
            why = words.Get("explain_measured_of", why, string.Join(", ", horses.Select(horse => $"{horse.Number} {horse.Horse}")));
        var sentences = new GuardWords(words);
        return words.Get(
            analysis.Outcome == Outcome.Abstain ? "explain_abstain" : "explain_unplayable",
            why,
            sentences.Value(guard),
            sentences.Threshold(guard)
        );
    }

    public static AccountSection Guards(RaceAnalysis analysis, AccountWords words)
    {
        var sentences = new GuardWords(words);
        return new AccountSection
        {
            Title = words.Get("explain_guards"),
            Lines =
            [
                .. analysis.IsUnseen ? [] : PlayerLines(analysis.Player, words).Prepend(words.Get("explain_guards_all")),
                .. analysis.Guards.Select(guard => $"{(guard.Passed ? "✓" : "✗")} {sentences.Told(guard)}"),
            ],
        };
    }

    public static AccountSection Conclusion(RaceAnalysis analysis, AccountWords words)
    {
        var lines = new List<string> { Sentence(analysis, words) };
        if (analysis.Amber)
            lines.Add(words.Get("explain_amber"));
        foreach (var ticket in analysis.Tickets)
            lines.AddRange(TicketLines(ticket, words));
        if (analysis.Closest is { } closest)
            lines.Add(
                words.Get(
                    closest.Gap switch
                    {
                        null => "explain_closest_never",
                        <= 0 => "explain_closest_enough",
                        _ => "explain_closest",
                    },
                    closest.Number,
                    closest.Horse,
                    closest.Price,
                    closest.PlayableFrom
                )
            );
        return new AccountSection { Title = words.Get("explain_outcome"), Lines = lines };
    }

    /// <summary>The input of the guards on money.</summary>
    private static IEnumerable<string> PlayerLines(PlayerState player, AccountWords words)
    {
        yield return words.Get(
            "explain_player",
            words.Money(player.DayStaked),
            words.Money(player.WeekStaked),
            player.PlayedAtRacecourse,
            words.Number(player.DayExpectedProfit, "0.00"),
            words.Number(player.DayVariance, "0.00"),
            player.ClosingLineValues.Count
        );
        if (player.DailyLimit is not null || player.WeeklyLimit is not null)
            yield return words.Get("explain_limits", words.Money(player.DailyLimit), words.Money(player.WeeklyLimit));
        if (player.DayLoss is not null)
            yield return words.Get(
                "explain_loss_limits",
                words.Money(player.DailyLossLimit),
                words.Money(player.DayLoss),
                words.Money(player.WeeklyLossLimit),
                words.Money(player.WeekLoss)
            );
    }

    private static IEnumerable<string> TicketLines(Ticket ticket, AccountWords words)
    {
        var until = ParisTime.ToParis(ticket.ExpiresAt).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        yield return words.Get("explain_ticket", ticket.Id, words.Bet(ticket.Bet), ticket.Pool.Code(), words.Money(ticket.Stake), until);
        foreach (var leg in ticket.Legs)
        {
            var horses = string.Join(" + ", leg.Numbers.Zip(leg.Horses, (number, horse) => $"{number} {horse}"));
            yield return words.Get(
                "explain_leg",
                horses,
                words.Money(leg.Stake),
                leg.Odds,
                leg.MinimumOdds,
                leg.ExpectedDividend,
                leg.DividendLow,
                leg.DividendHigh
            );
            if (BasisLines.Of(ticket, leg, words) is { } basis)
                yield return $"  {basis}";
        }
        yield return words.Get("explain_return", words.Money(ticket.ExpectedReturn), words.Percent(ticket.ExpectedRoi));
    }
}
