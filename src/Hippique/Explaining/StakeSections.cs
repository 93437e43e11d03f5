using System.Globalization;
using Hippique.Gpi;
using Hippique.Gpi.Staking.Combined;

namespace Hippique.Explaining;

/// <summary>From the expected value to the stakes.</summary>
internal static class StakeSections
{
    public static AccountSection Singles(RaceAnalysis analysis, AccountWords words)
    {
        var singles = analysis.Singles;
        var title = words.Get("explain_singles");
        if (singles.Legs.Count == 0)
            return new AccountSection { Title = title, Lines = [words.Get("explain_no_singles")] };
        return new AccountSection
        {
            Title = title,
            Lines =
            [
                words.Get("explain_candidates", string.Join(", ", singles.Candidates)),
                words.Get("explain_kelly", singles.KellyFraction, words.Money(singles.Bankroll)),
                words.Get("explain_budget", words.Money(singles.Budget)),
            ],
            Table =
            [
                ProbabilitySections.Headings(words, "number", "shrink", "kelly", "wanted", "cap", "stake"),
                .. singles.Legs.Select(leg =>
                    new[]
                    {
                        leg.Number.ToString(CultureInfo.InvariantCulture),
                        words.Number(leg.Shrink, "0.000"),
                        words.Number(leg.Kelly, "0.00000"),
                        words.Number(leg.Wanted, "0.00 €"),
                        words.Money(leg.Cap),
                        words.Money(leg.Stake),
                    }
                ),
            ],
            After = [words.Get("explain_growth", singles.Growth)],
        };
    }

    public static AccountSection Combined(RaceAnalysis analysis, AccountWords words)
    {
        var combined = analysis.Combined;
        var title = words.Get("explain_combined");
        if (combined.Bet is not { } bet)
        {
            return new AccountSection { Title = title, Lines = [words.NoCombined(combined.Why ?? NoCombined.Horses)] };
        }
        return new AccountSection
        {
            Title = title,
            Lines =
            [
                words.Get("explain_combined_bet", words.Bet(bet), words.Money(combined.UnitStake)),
                .. (analysis.Formulas?.Payouts ?? [])
                    .Where(payout => payout.Bet == bet)
                    .Take(1)
                    .Select(payout => PriceSection.Payout(payout.Curve, words)),
            ],
            Table =
            [
                ProbabilitySections.Headings(words, "combination", "p", "crowd", "dividend"),
                .. combined.Combinations.Select(one =>
                    new[]
                    {
                        string.Join("-", one.Numbers),
                        words.Number(one.Probability, "0.00000"),
                        words.Number(one.PoolProbability, "0.00000"),
                        words.Number(one.Dividend, "0.00"),
                    }
                ),
            ],
            After = [words.Get("explain_combined_value", words.Percent(combined.ExpectedRoi), words.Money(combined.ExpectedPayout))],
        };
    }
}
