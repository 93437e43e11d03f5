using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>The official dividends of one pool.</summary>
/// <param name="Pool">Told by the names of the bets.</param>
/// <param name="Dividends">For 1 €; rows that pay nothing are left out.</param>
/// <param name="Refunded">Bets whose stakes are paid back.</param>
public sealed record PmuDividends(Pool Pool, IReadOnlyList<Dividend> Dividends, IReadOnlyList<BetType> Refunded)
{
    /// <summary>Rows and bets that did not read, are not known or belong to another pool, each by name; they are left out and the rest stands.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>
/// Reads the answer of <c>programme/DDMMYYYY/R1/C1/rapports-definitifs</c>. A bet is told by its <c>typePari</c>, never by the label of a row: <see cref="PmuRowKind"/> says which
/// rows are the bet itself. Amounts are in cents for 1 € (<c>dividendePourUnEuro</c>), or for the base stake <c>miseBase</c>, in cents too.
/// </summary>
public static class PmuDividendsAnswer
{
    /// <summary>What does not read concerns its row or its bet alone; an answer without one bet is "no dividends yet".</summary>
    /// <param name="body">The answer.</param>
    /// <param name="url">Where it came from, for errors.</param>
    /// <param name="asked">The pool that was asked for: where the answer has bets of it, those of another are left out. Null: the pool of its first bet.</param>
    public static SourceAnswer<PmuDividends> Parse(ReadOnlyMemory<byte> body, string url, Pool? asked = null)
    {
        using var document = PmuDocument.Open(body, url, out var error);
        if (document is null || error is not null)
            return Refuse(error!);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            return Refuse(PmuDocument.Error(SourceErrorKind.WrongPage, url, Problem.Of($"no list of dividends")));
        JsonElement[] bets = [.. document.RootElement.EnumerateArray()];
        if (bets.Length == 0)
            return Refuse(PmuDocument.Error(SourceErrorKind.NoResultYet, url, Problem.Of($"no dividends yet")));
        if (PoolOf(bets, asked) is not { } pool)
            return Refuse(PmuDocument.Changed(url, Problem.Of($"no bet of the answer has a name (typePari) of one of the two pools")));
        var reading = new PmuDividendRows();
        foreach (var bet in bets)
            Read(bet, pool, reading);
        return new SourceAnswer<PmuDividends>.Found(
            new PmuDividends(pool, reading.Dividends, [.. reading.Refunded.Distinct()]) { Notes = [.. reading.Notes.Distinct()] }
        );
    }

    private static Pool? PoolOf(JsonElement[] bets, Pool? asked)
    {
        var pools = bets.Select(bet => bet.Text("typePari") is { } name ? PmuBets.PoolOf(name) : null).OfType<Pool>().ToList();
        return asked is { } wanted && pools.Contains(wanted) ? wanted
            : pools.Count > 0 ? pools[0]
            : null;
    }

    private static void Read(JsonElement bet, Pool pool, PmuDividendRows reading)
    {
        if (bet.Text("typePari") is not { } name)
        {
            reading.Notes.Add("a bet has no name (typePari)");
            return;
        }
        var quoted = Quoted.Short(name);
        if (PmuBets.PoolOf(name) is var own && own != pool)
        {
            reading.Notes.Add($"{quoted} is of {own?.Code() ?? "the pool common to several countries"}, not of {pool.Code()}: left out");
            return;
        }
        if (PmuBets.FromName(name) is not { } known)
        {
            if (!PmuBets.IsPassedOver(name))
                reading.Notes.Add($"{quoted} is no bet that the program knows: left out");
            return;
        }
        if (bet.Flag("rembourse"))
            reading.Refunded.Add(known);
        // Nothing, null or an empty list: there is nothing yet for this bet.
        if (bet.List("rapports") is { } rows)
        {
            foreach (var row in rows.EnumerateArray())
                reading.Add(bet, quoted, known, row);
        }
        else if (bet.TryGetProperty("rapports", out var other) && other.ValueKind != JsonValueKind.Null)
        {
            reading.Notes.Add($"the rows (rapports) of {quoted} are no list: left out");
        }
    }

    private static SourceAnswer<PmuDividends> Refuse(SourceError error) => new SourceAnswer<PmuDividends>.Refused(error);
}
