using Hippique.Gpi.Rules;
using Hippique.Gpi.Settlement;
using Hippique.Sources.RaceArchive;

namespace Hippique.Orchestration.Calibration;

/// <summary>
/// How far the win dividend that closing odds come to is from the official one, where both are known: how good a stand-in it is in settling the bets of recordings that have no
/// official dividends.
/// </summary>
public sealed record ClosingGap
{
    /// <summary>Winners with an official dividend and a closing price in the same pool.</summary>
    public required int Known { get; init; }

    /// <summary>Of them those with the official dividend to the cent.</summary>
    public required int Exact { get; init; }

    /// <summary>Of them those off by more than 5 %.</summary>
    public required int Off { get; init; }

    /// <summary>Mean of closing by official, less 1: above 0 the stand-in pays too much.</summary>
    public required double MeanError { get; init; }

    /// <summary>Null if no winner has both.</summary>
    public static ClosingGap? Of(IEnumerable<PlaceDividendRace> races)
    {
        var pairs = races.OrderBy(race => race.Id).ThenBy(race => race.Pool).SelectMany(Pairs).ToList();
        if (pairs.Count == 0)
            return null;
        return new ClosingGap
        {
            Known = pairs.Count,
            Exact = pairs.Count(pair => pair.Closing == pair.Official),
            Off = pairs.Count(pair => Math.Abs(pair.Closing / pair.Official - 1) > 0.05m),
            MeanError = (double)pairs.Average(pair => pair.Closing / pair.Official - 1),
        };
    }

    private static IEnumerable<(decimal Closing, decimal Official)> Pairs(PlaceDividendRace race)
    {
        int[] winners = [.. race.Wins.Select(win => win.Combination[0])];
        var rules = Regulated.Default.Dividends(race.Id.Date, race.Pool);
        foreach (var win in race.Wins)
        {
            if (ClosingDividend.Of(win.Combination[0], winners, race.Close, rules) is { } closing)
                yield return (closing, win.PerEuro);
        }
    }
}
