using Hippique.Racing;

namespace Hippique.Sources.RaceArchive;

/// <summary>The dividends of ZEturf's pools as the files of recorded races name them, those whose bet is certain. Two lists are partial, because the recording kept one column of two.</summary>
internal static class ZEturfRows
{
    /// <summary>The label of a list that has the third's place alone; under the bet's own name it would count as the whole list.</summary>
    public const string ThirdOnly = "place of the third only";

    /// <param name="rows">By the file's names of the bets.</param>
    /// <param name="arrival">Numbers in order; two in one list: a dead heat.</param>
    public static IReadOnlyList<Dividend> Dividends(
        IReadOnlyDictionary<string, DividendLine[]> rows,
        IReadOnlyList<IReadOnlyList<int>> arrival
    )
    {
        var dividends = new List<Dividend>();
        Add(BetType.SimpleGagnant, "win", 1, _ => true);
        Add(BetType.SimplePlace, "place_of_third", 1, _ => true, ThirdOnly);
        Add(BetType.SimplePlace, "place", 1, _ => true, ThirdOnly);
        Add(BetType.CoupleGagnant, "jumele_gagnant", 2, _ => true);
        // First and third, second and third: the pair of the first two is not known. Settlement leaves a list open in which a pair that won is missing.
        Add(BetType.CouplePlace, "jumele_place", 2, _ => true);
        Add(BetType.CoupleOrdre, "jumele_ordre", 2, _ => true);
        // A second row of the same three is a fraction of the first.
        Add(BetType.Trio, "trio", 3, FirstOfItsNumbers());
        Add(BetType.TrioOrdre, "trio_order", 3, _ => true);
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

    private static Func<DividendLine, bool> FirstOfItsNumbers()
    {
        var seen = new HashSet<string>();
        return row => seen.Add(string.Join('-', row.Numbers.Order()));
    }

    /// <summary>
    /// The same the other way, each bet whose list reads back as it was. Simple placé is left out: under its name these files have the third's dividend alone.
    /// </summary>
    public static Dictionary<string, DividendLine[]> Names(IReadOnlyList<Dividend> dividends)
    {
        var rows = new Dictionary<string, DividendLine[]>();
        foreach (
            var (bet, key, length) in (ReadOnlySpan<(BetType, string, int)>)
                [
                    (BetType.SimpleGagnant, "win", 1),
                    (BetType.CoupleGagnant, "jumele_gagnant", 2),
                    (BetType.CouplePlace, "jumele_place", 2),
                    (BetType.CoupleOrdre, "jumele_ordre", 2),
                    (BetType.Trio, "trio", 3),
                    (BetType.TrioOrdre, "trio_order", 3),
                    (BetType.Ze2Sur4, "ze2sur4", 2),
                    (BetType.ZeCouillon, "ze_couillon", 1),
                ]
        )
        {
            var paid = dividends.Where(row => row.Bet == bet && row.Combination.Count == length && row.Label.Length == 0).ToArray();
            if (paid.Length > 0)
                rows[key] = [.. paid.Select(row => new DividendLine(row.Combination, row.PerEuro))];
        }
        return rows;
    }

    /// <summary>Who came in at this place; nobody where a dead heat before it takes the place.</summary>
    private static IReadOnlyList<int> AtPlace(IReadOnlyList<IReadOnlyList<int>> arrival, int place)
    {
        var before = 0;
        foreach (var group in arrival)
        {
            if (before == place - 1)
                return group;
            before += group.Count;
        }
        return [];
    }
}
