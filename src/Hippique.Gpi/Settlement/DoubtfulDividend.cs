using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Settlement;

/// <summary>
/// An official dividend that cannot be right, such as 200.0 for 2.00: it is kept with the price that contradicts it, and not booked.
/// </summary>
/// <param name="Dividend">For 1 €, as the source states it.</param>
/// <param name="ClosingOdds">Closing win odds of the horse in the same pool; null if none is known (the dividend is then less than the stake).</param>
/// <remarks>
/// Measured on PMU's internet pool, January 2023: 1,266 win dividends lie between .896 and 1.09 times the closing odds, and none of 3,678 place dividends is above the horse's win
/// odds. Of 14,919 prices that were seen 2 to 10 minutes before the off, 48 moved by more than a factor of four until the close; a wrong unit is a factor of ten or a hundred.
/// </remarks>
public sealed record DoubtfulDividend(decimal Dividend, double? ClosingOdds)
{
    /// <summary>A win dividend is in doubt outside a fourth and four times what the close comes to; a place dividend above four times the win odds.</summary>
    internal const decimal Factor = 4;

    /// <summary>Null if nothing speaks against it.</summary>
    /// <param name="paid">For 1 €.</param>
    /// <param name="wins">A win bet; else a place bet.</param>
    /// <param name="horse">Who is paid.</param>
    /// <param name="winners">Who came first, more than one in a dead heat, which halves the dividends.</param>
    /// <param name="close">Closing win odds of the ticket's pool.</param>
    /// <param name="rules">Rounding and least dividend of the day.</param>
    internal static DoubtfulDividend? Of(
        decimal paid,
        bool wins,
        int horse,
        IReadOnlyList<int> winners,
        IReadOnlyList<WinPrice> close,
        DividendRow rules
    )
    {
        var odds = close.FirstOrDefault(price => price.Number == horse)?.Odds.Value;
        return paid < 1 || (odds is { } closed && IsFar(paid, wins, Expected(closed))) ? new DoubtfulDividend(paid, odds) : null;

        // A stable's second horse is paid as the first one; it is not among the winners.
        decimal Expected(double closed) =>
            (wins && winners.Contains(horse) ? ClosingDividend.Of(horse, winners, close, rules) : null) ?? (decimal)closed;
    }

    /// <summary>Of a combination, for which no closing price is known: in doubt if it is less than the stake.</summary>
    internal static DoubtfulDividend? OfCombination(decimal paid) => paid < 1 ? new DoubtfulDividend(paid, null) : null;

    private static bool IsFar(decimal paid, bool wins, decimal expected) => paid > expected * Factor || (wins && paid * Factor < expected);
}
