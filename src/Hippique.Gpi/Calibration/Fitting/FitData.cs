using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>Past races in two parts: one to learn from, and one of later days that no fit sees.</summary>
public sealed class FitData
{
    /// <param name="races">In any order.</param>
    /// <param name="heldOut">First held-out day by pool; of a pool that is missing here nothing is held out.</param>
    public FitData(IReadOnlyCollection<CalibrationRace> races, IReadOnlyDictionary<Pool, DateOnly> heldOut)
    {
        HeldOut = heldOut;
        var ordered = races.Where(race => race.OtherClose is null).OrderBy(race => race.Id).ToList();
        TwoPools = [.. races.Where(race => race is { OtherClose: not null, Close: not null, Order.Count: > 0 }).OrderBy(race => race.Id)];
        Learn = [.. ordered.Where(race => !IsHeldOut(race))];
        Judge = [.. ordered.Where(IsHeldOut)];
    }

    public IReadOnlyDictionary<Pool, DateOnly> HeldOut { get; }
    public IReadOnlyList<CalibrationRace> Learn { get; }
    public IReadOnlyList<CalibrationRace> Judge { get; }

    /// <summary>Races with the closing prices of both PMU pools.</summary>
    public IReadOnlyList<CalibrationRace> TwoPools { get; }

    /// <summary>
    /// Where to part the races of each pool if no day is given: the first of the month after the one in which half of the pool's priced races are reached; a pool of one month
    /// is not parted.
    /// </summary>
    public static IReadOnlyDictionary<Pool, DateOnly> DefaultSplit(IEnumerable<CalibrationRace> races)
    {
        var split = new SortedDictionary<Pool, DateOnly>();
        foreach (var pool in races.Where(race => race is { Close: not null, OtherClose: null }).GroupBy(race => race.Pool))
        {
            var days = pool.Select(race => race.Id.Date).Order().ToList();
            var middle = days[days.Count / 2];
            // Half and a few: a month that reaches all but a hundredth of the half has reached it.
            var early = days[(int)(days.Count * 0.49)];
            var reached = early.Month == middle.Month ? middle : early;
            var next = new DateOnly(reached.Year, reached.Month, 1).AddMonths(1);
            if (days[^1] >= next)
                split[pool.Key] = next;
        }
        return split;
    }

    /// <summary>The pool whose prices most of the races have in which such a dividend is known.</summary>
    public Pool PricedBy(BetType bet) =>
        Learn
            .Where(race => race.Dividends.Any(dividend => dividend.Bet == bet))
            .CountBy(race => race.Pool)
            .OrderByDescending(pool => pool.Value)
            .ThenBy(pool => pool.Key)
            .Select(pool => pool.Key)
            .FirstOrDefault(Pool.PmuNational);

    private bool IsHeldOut(CalibrationRace race) => HeldOut.TryGetValue(race.Pool, out var from) && race.Id.Date >= from;
}
