using Hippique.Gpi.Balances;
using Hippique.Orchestration.Balances;
using Hippique.Racing;

namespace Hippique.Orchestration.Shadow;

/// <summary>Two books over the days that both have.</summary>
/// <param name="Days">Without those on which a ticket of either is not settled.</param>
/// <param name="Difference">Null with fewer than two days.</param>
/// <param name="IsSame">They made the same on each of these days, with the same bets.</param>
internal sealed record ShadowPairing(int Days, PairedDifference? Difference, bool IsSame)
{
    public static ShadowPairing Of(BookRead book, BookRead standard)
    {
        var days = book
            .Days.Keys.Intersect(standard.Days.Keys)
            .Where(day => !book.OpenDays.ContainsKey(day) && !standard.OpenDays.ContainsKey(day))
            .ToList();
        var (mine, theirs) = (book.Bets.ToLookup(Day), standard.Bets.ToLookup(Day));
        var sums = days.ToDictionary(day => day, day => OfDay(mine[day], theirs[day]));
        return new ShadowPairing(days.Count, PairedDifference.Of(sums), sums.Values.All(sum => sum == default));
    }

    private static DateOnly Day(BookedBet bet) => bet.Race.Date;

    /// <summary>Of one day; stakes on the same leg cancel out, as far as they are alike.</summary>
    private static (double Profit, double Variance) OfDay(IEnumerable<BookedBet> mine, IEnumerable<BookedBet> theirs)
    {
        List<(BookedBet Bet, int Sign)> all = [.. mine.Select(bet => (bet, 1)), .. theirs.Select(bet => (bet, -1))];
        all.RemoveAll(one => one.Bet.Bet.Refunded);
        var profit = all.Sum(one => one.Sign * (one.Bet.Bet.Returned.Amount - one.Bet.Bet.Stake.Amount));
        return ((double)profit, all.GroupBy(one => Leg(one.Bet)).Sum(Variance));
    }

    private static (RaceId, Pool, BetType, string) Leg(BookedBet bet) => (bet.Race, bet.Pool, bet.BetType, string.Join('-', bet.Numbers));

    private static double Variance(IEnumerable<(BookedBet Bet, int Sign)> leg)
    {
        double net = 0,
            chance = 0,
            dividend = 0;
        var count = 0;
        foreach (var (bet, sign) in leg)
        {
            // Every proposal carries a claim.
            var (claimed, expected) = (bet.Bet.Probability!.Value, bet.Bet.ExpectedReturn!.Value);
            net += sign * bet.Bet.Stake.ToDouble();
            chance += claimed;
            dividend += expected.ToDouble() / claimed / bet.Bet.Stake.ToDouble();
            count++;
        }
        var (p, pays) = (chance / count, net * dividend / count);
        return Math.Abs(net) < 1e-9 ? 0 : pays * pays * p * (1 - p);
    }
}
