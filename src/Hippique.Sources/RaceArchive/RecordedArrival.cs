using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>The result of a line: arrival, and those of ZEturf's dividends whose bet is certain.</summary>
internal static class RecordedArrival
{
    public static RecordedResult? Result(RaceLine race)
    {
        var arrival = race.Arrival is { Length: > 0 } given && given.All(place => place is { Length: > 0 }) ? given : ByFinish(race);
        return arrival.Length == 0
            ? null
            : new RecordedResult(race.OfficialOrder ?? false, arrival, ZEturf(race.Dividends?.Zeturf ?? [], arrival))
            {
                Times = Times(race),
            };
    }

    private static Dictionary<int, double> Times(RaceLine race)
    {
        var times = new Dictionary<int, double>();
        foreach (var runner in race.Runners!)
        {
            // No horse trots a kilometre in a minute; slower than two, the source counted something else.
            if (runner is { NonRunner: false, ReductionMsPerKm: > 60_000 and < 120_000 and { } time })
                times[runner.Number!.Value] = time / 1000.0;
        }
        return times;
    }

    private static int[][] ByFinish(RaceLine race) =>
        [
            .. race.Runners!.Where(runner => runner is { Finish: > 0, NonRunner: false })
                .GroupBy(runner => runner.Finish!.Value)
                .OrderBy(place => place.Key)
                .Select(place => place.Select(runner => runner.Number!.Value).Order().ToArray()),
        ];

    private static List<Dividend> ZEturf(Dictionary<string, DividendLine[]> rows, int[][] arrival)
    {
        var dividends = new List<Dividend>();
        Add(BetType.SimpleGagnant, "win", 1, _ => true);
        // The others' places are not in the file: under the bet's own name it would count as the whole list.
        Add(BetType.SimplePlace, "place_of_third", 1, _ => true, "place of the third only");
        // A second row of a pair is the price of another bet: it depends on which of the two came first, so it is the order and not Jumelé gagnant. So are rows of four in the trios.
        Add(BetType.CouplePlace, "jumele_place", 2, FirstOfItsNumbers());
        Add(BetType.Trio, "trio", 3, FirstOfItsNumbers());
        Add(BetType.TrioOrdre, "trio_order", 3, FirstOfItsNumbers(inOrder: true));
        // Base and field rows follow: other lengths, or a pair again.
        Add(BetType.Ze2Sur4, "ze2sur4", 2, FirstOfItsNumbers());
        // A row of the second is another bet.
        var fourth = AtPlace(arrival, 4);
        Add(BetType.ZeCouillon, "ze_couillon", 1, row => fourth.Contains(row.Numbers[0]));
        return dividends;

        void Add(BetType bet, string key, int length, Func<DividendLine, bool> usable, string label = "")
        {
            foreach (var row in rows.GetValueOrDefault(key) ?? [])
            {
                if (row.Numbers.Count == length && row.PerEuro > 0 && usable(row))
                    dividends.Add(new Dividend(bet, row.Numbers, row.PerEuro, label));
            }
        }
    }

    private static Func<DividendLine, bool> FirstOfItsNumbers(bool inOrder = false)
    {
        var seen = new HashSet<string>();
        return row => seen.Add(string.Join('-', inOrder ? row.Numbers : [.. row.Numbers.Order()]));
    }

    /// <summary>Who came in at this place; nobody where a dead heat before it takes the place.</summary>
    private static int[] AtPlace(int[][] arrival, int place)
    {
        var before = 0;
        foreach (var group in arrival)
        {
            if (before == place - 1)
                return group;
            before += group.Length;
        }
        return [];
    }
}
