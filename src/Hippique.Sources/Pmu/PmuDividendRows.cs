using System.Globalization;
using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>The rows of an answer with dividends, as they are read.</summary>
internal sealed class PmuDividendRows
{
    public List<Dividend> Dividends { get; } = [];
    public List<BetType> Refunded { get; } = [];
    public List<string> Notes { get; } = [];

    /// <param name="bet">The bet of the row, for its base stake and unit.</param>
    /// <param name="name">Its name, for notes.</param>
    /// <param name="known">Which bet that is.</param>
    /// <param name="row">A combination with its amount.</param>
    public void Add(JsonElement bet, string name, BetType known, JsonElement row)
    {
        var label = row.Text("libelle") ?? "";
        var written = row.Text("combinaison");
        if (PerEuro(row, bet) is not { } amount)
            Leave("has no amount");
        else if (amount == 0)
            return;
        else if (Combination(written) is not var (numbers, withdrawn))
            Leave("has no combination of numbers");
        else
            Add(PmuRowKinds.Of(known, label, withdrawn > 0), numbers, withdrawn, amount);

        void Leave(string why) => Notes.Add($"{name}: the row '{Quoted.Short(label)}' of '{Quoted.Short(written ?? "")}' {why}: left out");

        void Add(PmuRowKind kind, IReadOnlyList<int> numbers, int withdrawn, decimal perEuro)
        {
            if (kind == PmuRowKind.Refund)
                Leave("pays stakes back and is no dividend");
            else if (kind == PmuRowKind.Plain && HorsesOf(known) is { } size && size != numbers.Count)
                Leave($"is of {numbers.Count.ToString(CultureInfo.InvariantCulture)} horses");
            else
                Dividends.Add(new Dividend(known, numbers, perEuro, LabelOf(kind, label, withdrawn)));
        }
    }

    /// <summary>Settlement knows rows with a non-runner by a label that ends in NP.</summary>
    private static string LabelOf(PmuRowKind kind, string label, int withdrawn) =>
        kind switch
        {
            PmuRowKind.Plain => "",
            PmuRowKind.NonRunner when !label.EndsWith("NP", StringComparison.OrdinalIgnoreCase) =>
                $"{label} {Math.Max(1, withdrawn).ToString(CultureInfo.InvariantCulture)} NP".TrimStart(),
            _ => label,
        };

    /// <summary>How many horses a plain row names; null for bets with rows of several sizes.</summary>
    private static int? HorsesOf(BetType bet) =>
        bet switch
        {
            BetType.SimpleGagnant or BetType.SimplePlace => 1,
            BetType.CoupleGagnant or BetType.CouplePlace or BetType.CoupleOrdre or BetType.DeuxSurQuatre => 2,
            BetType.Trio or BetType.TrioOrdre => 3,
            _ => null,
        };

    /// <summary><c>7-3-9</c>, <c>6-2-NP-NP</c>: the numbers, and how many of the combination did not start; null where a part is neither, or no number is left.</summary>
    private static (IReadOnlyList<int> Numbers, int Withdrawn)? Combination(string? text)
    {
        if (text is not { Length: < 400 })
            return null;
        var numbers = new List<int>();
        var withdrawn = 0;
        foreach (var part in text.Split('-', StringSplitOptions.TrimEntries))
        {
            if (part.Equals("NP", StringComparison.OrdinalIgnoreCase))
                withdrawn++;
            else if (
                int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number is >= 1 and <= 999
                && !numbers.Contains(number)
            )
                numbers.Add(number);
            else
                return null;
        }
        return numbers.Count > 0 ? (numbers, withdrawn) : null;
    }

    private static decimal? PerEuro(JsonElement row, JsonElement bet)
    {
        const long Highest = 100_000_000_000;
        if (row.Whole("dividendePourUnEuro", 0, Highest) is { } direct)
            return direct / 100m;
        var baseStake = bet.Count("miseBase", 1);
        if (row.Whole("dividendePourUneMiseDeBase", 0, Highest) is { } ofBase && baseStake is { } stake)
            return (decimal)ofBase / stake;
        if (row.Whole("dividende", 0, Highest) is not { } amount)
            return null;
        return (row.Text("dividendeUnite") ?? bet.Text("dividendeUnite")) switch
        {
            "PourUnEuro" => amount / 100m,
            "PourUneMiseDeBase" when baseStake is { } unit => (decimal)amount / unit,
            // Both units are the same euro.
            null when baseStake is 100 => amount / 100m,
            _ => null,
        };
    }
}
