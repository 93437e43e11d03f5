using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>The official dividends of one pool.</summary>
/// <param name="Pool">Told by the names of the bets.</param>
/// <param name="Dividends">For 1 €; rows that pay nothing are left out.</param>
/// <param name="Refunded">Bets whose stakes are paid back.</param>
public sealed record PmuDividends(Pool Pool, IReadOnlyList<Dividend> Dividends, IReadOnlyList<BetType> Refunded);

/// <summary>
/// Reads the answer of <c>programme/DDMMYYYY/R1/C1/rapports-definitifs</c>. Amounts are in cents for 1 € (<c>dividendePourUnEuro</c>), or for the base stake
/// <c>miseBase</c>, in cents too. A row "1 NP" has the word NP for a non-runner in its combination; its label says so.
/// </summary>
public static class PmuDividendsAnswer
{
    /// <param name="body">The answer.</param>
    /// <param name="url">Where it came from, for errors.</param>
    public static SourceAnswer<PmuDividends> Parse(ReadOnlyMemory<byte> body, string url)
    {
        using var document = PmuDocument.Open(body, url, out var error);
        if (document is null || error is not null)
            return Refuse(error!);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            return Refuse(PmuDocument.Error(SourceErrorKind.WrongPage, url, "no list of dividends"));
        var dividends = new List<Dividend>();
        var refunded = new List<BetType>();
        Pool? pool = null;
        foreach (var bet in document.RootElement.EnumerateArray())
        {
            if (bet.Text("typePari") is not { } name || bet.List("rapports") is not { } rows)
                return Refuse(PmuDocument.Changed(url, "a bet has no name (typePari) or no rows (rapports)"));
            if (pool is { } other && other != PmuBets.PoolOf(name))
                return Refuse(PmuDocument.Changed(url, "dividends of both pools in one answer"));
            pool = PmuBets.PoolOf(name);
            if (PmuBets.FromName(name) is not { } known)
                continue;
            if (bet.Flag("rembourse"))
                refunded.Add(known);
            foreach (var row in rows.EnumerateArray())
            {
                if (!Add(row, known, bet.Count("miseBase", 1), dividends))
                    return Refuse(PmuDocument.Changed(url, $"a dividend of {name} is unreadable"));
            }
        }
        return pool is null
            ? Refuse(PmuDocument.Error(SourceErrorKind.NoResultYet, url, "no dividends yet"))
            : new SourceAnswer<PmuDividends>.Found(new PmuDividends(pool.Value, dividends, refunded));
    }

    /// <summary>False where the row cannot be read.</summary>
    private static bool Add(JsonElement row, BetType bet, int? baseStake, List<Dividend> dividends)
    {
        var label = row.Text("libelle") ?? "";
        if (row.Text("combinaison") is not { } combination || PerEuro(row, baseStake) is not { } amount)
            return false;
        var withNonRunner = combination.EndsWith("-NP", StringComparison.Ordinal);
        if (PmuDocument.Numbers(withNonRunner ? combination[..^3] : combination) is not { } numbers)
            return false;
        if (amount > 0)
            dividends.Add(new Dividend(bet, numbers, amount, IsPlain(label, bet) ? "" : label));
        return true;
    }

    private static decimal? PerEuro(JsonElement row, int? baseStake)
    {
        if (row.Whole("dividendePourUnEuro", 0, 100_000_000_000) is { } direct)
            return direct / 100m;
        if (row.Whole("dividende", 0, 100_000_000_000) is not { } amount)
            return null;
        return row.Text("dividendeUnite") switch
        {
            "PourUnEuro" => amount / 100m,
            "PourUneMiseDeBase" when baseStake is { } stake => (decimal)amount / stake,
            _ => null,
        };
    }

    /// <summary>Whether the label says no more than the bet's name.</summary>
    private static bool IsPlain(string label, BetType bet) =>
        bet switch
        {
            BetType.SimpleGagnant => label is "Simple gagnant",
            // "Simple placé 4 à 7 partants" is the same bet with two places.
            BetType.SimplePlace => label.StartsWith("Simple placé", StringComparison.Ordinal)
                && !label.EndsWith("NP", StringComparison.Ordinal),
            BetType.CoupleGagnant => label is "Couplé gagnant",
            BetType.CouplePlace => label is "Couplé placé",
            BetType.CoupleOrdre => label is "Couplé ordre",
            BetType.Trio => label is "Trio",
            BetType.TrioOrdre => label is "Trio ordre",
            BetType.DeuxSurQuatre => label is "2sur4",
            BetType.Super4 => label is "Super 4",
            _ => label.Length == 0,
        };

    private static SourceAnswer<PmuDividends> Refuse(SourceError error) => new SourceAnswer<PmuDividends>.Refused(error);
}
