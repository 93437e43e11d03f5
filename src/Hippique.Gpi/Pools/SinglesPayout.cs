using Hippique.Gpi.Rules;
using Hippique.Racing;

namespace Hippique.Gpi.Pools;

/// <summary>How a pool pays single bets on a race, by the dated tables. A share that they do not give is null: stakes are then no price.</summary>
/// <param name="WinPaidOut">1 less the take-out of Simple gagnant.</param>
/// <param name="Place">Simple placé; null also if no place is paid.</param>
/// <param name="Rounding">Of its dividends.</param>
internal sealed record SinglesPayout(double? WinPaidOut, PlaceArithmetic? Place, DividendRow Rounding)
{
    public static SinglesPayout Of(Regulated tables, DateOnly day, Pool pool, int placesPaid)
    {
        var rounding = tables.Dividends(day, pool);
        var place =
            placesPaid > 0 && tables.TakeOut(day, pool, BetType.SimplePlace) is { } kept
                ? new PlaceArithmetic
                {
                    Places = placesPaid,
                    PaidOut = 1 - kept,
                    Rounding = rounding,
                }
                : null;
        return new SinglesPayout(1 - tables.TakeOut(day, pool, BetType.SimpleGagnant), place, rounding);
    }
}
