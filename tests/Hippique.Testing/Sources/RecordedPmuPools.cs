using System.Globalization;
using Hippique.Racing;

namespace Hippique.Testing.Sources;

/// <summary>
/// What a recording of PMU's API can have beside the national prices: the internet pool, its money, and what it is expected to pay, a line every ten minutes. Meetings with an odd number have
/// <c>citations</c>; the others have none, but <c>combinaisons</c> and <c>masse-enjeu</c>. Final stakes follow after the off, when no price is shown any more.
/// </summary>
public static class RecordedPmuPools
{
    private const string Query = "?specialisation=INTERNET";

    /// <param name="day">Programme day.</param>
    /// <param name="races">With their offs.</param>
    /// <param name="runners">Of each race.</param>
    public static IEnumerable<(DateTimeOffset At, string Below, string Body)> Lines(
        DateOnly day,
        IReadOnlyList<(RaceCode Code, TimeOnly Off)> races,
        int runners
    )
    {
        foreach (var (code, time) in races)
        {
            var off = ParisTime.At(day, time);
            var below = string.Create(CultureInfo.InvariantCulture, $"/R{code.Meeting}/C{code.Race}/");
            for (var at = off.AddMinutes(-60); at <= off; at += TimeSpan.FromMinutes(10))
            {
                var stamp = at.AddSeconds(-20);
                yield return (at, $"{below}participants{Query}", PmuPages.Participants(runners, stamp, "E_SIMPLE_GAGNANT"));
                yield return (at, $"{below}rapports/E_SIMPLE_PLACE{Query}", Ranges(stamp, runners));
                yield return (at, $"{below}rapports/E_COUPLE_PLACE{Query}", Pairs(stamp));
                foreach (var (what, body) in Money(code, stamp, runners, 100 + (int)(at - off).TotalMinutes))
                    yield return (at, below + what, body);
            }
            var end = off.AddMinutes(3);
            yield return (end, $"{below}rapports/E_SIMPLE_PLACE{Query}", PmuPoolPages.PlaceRanges("E_SIMPLE_PLACE", end, 0));
            foreach (var (what, body) in Money(code, end, runners, 120))
                yield return (end, below + what, body);
        }
    }

    /// <param name="code">Of the race.</param>
    /// <param name="at">The stamp.</param>
    /// <param name="runners">Of the race.</param>
    /// <param name="cents">On each horse, times its number from the last.</param>
    private static IEnumerable<(string What, string Body)> Money(RaceCode code, DateTimeOffset at, int runners, int cents)
    {
        long[] stakes = [.. Enumerable.Range(1, runners).Select(number => (runners + 1L - number) * cents)];
        if (code.Meeting % 2 == 1)
        {
            yield return (
                "citations?paris=&specialisation=INTERNET",
                PmuPoolPages.Citations(at, ("E_SIMPLE_GAGNANT", stakes), ("E_SIMPLE_PLACE", stakes))
            );
            yield break;
        }
        (int[], long)[] largest = [.. stakes.Take(5).Select((stake, index) => (new[] { index + 1 }, stake))];
        yield return ($"combinaisons{Query}", PmuPoolPages.Combinations(at, ("E_SIMPLE_PLACE", null, largest)));
        yield return ($"masse-enjeu{Query}", PmuPoolPages.Totals(("E_SIMPLE_PLACE", stakes.Sum())));
    }

    private static string Ranges(DateTimeOffset at, int runners) =>
        PmuPoolPages.PlaceRanges(
            "E_SIMPLE_PLACE",
            at,
            500_000,
            [.. Enumerable.Range(1, runners).Select(number => (1 + 0.2 * number, 1.5 + 0.4 * number))]
        );

    private static string Pairs(DateTimeOffset at) => PmuPoolPages.Pairs("E_COUPLE_PLACE", at, (1, 2, 4.5), (2, 1, 4.4));
}
