using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Settlement;

/// <summary>The win dividend that closing odds come to, if no official one is recorded.</summary>
public static class ClosingDividend
{
    /// <summary>
    /// For 1 €, rounded down and never under the least that is paid. In a dead heat each horse's backers get their stakes and an equal share of what the losers left:
    /// <c>1 + o · (1 − Σ 1/o of the winners) / n</c>. Null if a winner has no closing price.
    /// </summary>
    public static decimal? Of(int number, IReadOnlyList<int> winners, IReadOnlyList<WinPrice> close, DividendRow rules)
    {
        var odds = new decimal[winners.Count];
        for (var i = 0; i < odds.Length; i++)
        {
            if (close.FirstOrDefault(price => price.Number == winners[i]) is not { } price)
                return null;
            odds[i] = (decimal)price.Odds.Value;
        }
        var own = odds[winners.ToList().IndexOf(number)];
        var exact = odds.Length == 1 ? own : 1 + own * (1 - odds.Sum(one => 1 / one)) / odds.Length;
        return rules.Round(exact);
    }
}
