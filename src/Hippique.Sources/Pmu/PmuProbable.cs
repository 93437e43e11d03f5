using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>What PMU expects one bet to pay, before the off: place ranges of Simple placé, or prices of pairs.</summary>
public sealed record PmuProbable
{
    public required Pool Pool { get; init; }
    public required BetType Bet { get; init; }

    /// <summary>When PMU computed them; null where it does not say.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>Everything on the bet; null where it does not say.</summary>
    public required Euro? Total { get; init; }

    /// <summary>By number; of Simple placé only.</summary>
    public IReadOnlyList<PlacePrice> Place { get; init; } = [];

    /// <summary>By numbers; of pairs only.</summary>
    public IReadOnlyList<CombinationPrice> Pairs { get; init; } = [];

    /// <summary>Rows that could not be read, each by name.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>When its answer arrived, on the program's clock; null of a saved answer.</summary>
    public DateTimeOffset? SeenAt { get; init; }
}

/// <summary>
/// Reads the answers of <c>programme/DDMMYYYY/R1/C1/rapports/E_SIMPLE_PLACE</c> and of pairs (<c>E_COUPLE_GAGNANT</c>, <c>E_COUPLE_PLACE</c>). A pair is listed in both orders, sometimes with two
/// prices: it is one pair, at the lower.
/// </summary>
public static class PmuProbableAnswer
{
    /// <summary>No place bet and no pair of a race starts there: amounts in cents do.</summary>
    private const double NoLowestPrice = 100;

    public static SourceAnswer<PmuProbable> Parse(ReadOnlyMemory<byte> body, string url)
    {
        using var document = PmuDocument.Open(body, url, out var error);
        if (document is null || error is not null)
            return new SourceAnswer<PmuProbable>.Refused(error!);
        var root = document.RootElement;
        if (root.List("rapportsParticipant") is not { } rows)
            return Refuse(
                PmuDocument.Error(SourceErrorKind.WrongPage, url, Problem.Of($"no expected dividends (rapportsParticipant) in the answer"))
            );
        if (root.Text("typePari") is not { } name || PmuBets.FromName(name) is not { } bet || PmuBets.SizeOf(bet) is not { } size)
            return Refuse(PmuDocument.Changed(url, Problem.Of($"the expected dividends are of no bet that is known (typePari)")));
        if (PmuBets.PoolOf(name) is not { } pool)
            return Refuse(
                PmuDocument.Error(
                    SourceErrorKind.NotOffered,
                    url,
                    Problem.Of($"{Quoted.Short(name)} is of the pool common to several countries, whose prices are not read")
                )
            );
        if (bet == BetType.SimpleGagnant)
            return Refuse(PmuDocument.Error(SourceErrorKind.NotOffered, url, Problem.Of($"win odds are read from the participants")));
        var notes = new List<string>();
        var (places, pairs) = (new SortedDictionary<int, PlaceRange>(), new Dictionary<(int, int), Odds>());
        foreach (var row in rows.EnumerateArray())
        {
            if (row.Text("statut") is "NON_PARTANT")
                continue;
            var numbers = PmuBets.Numbers(row.List("numerosParticipant")) ?? (row.Count("numPmu", 1, 999) is { } alone ? [alone] : []);
            if (numbers.Distinct().Count() != size || numbers.Length != size)
                return Refuse(PmuDocument.Changed(url, Problem.Of($"an expected dividend has no numbers (numerosParticipant)")));
            if (size == 1)
                notes.AddRange(Range(row, numbers[0], places) is { } wrong ? [PmuDocument.Changed(url, wrong).ToString()] : []);
            else if (Odds.FromPublished(row.Number("rapportDirect")) is { } odds)
            {
                var pair = (Math.Min(numbers[0], numbers[1]), Math.Max(numbers[0], numbers[1]));
                pairs[pair] = pairs.TryGetValue(pair, out var other) && other < odds ? other : odds;
            }
        }
        double[] prices = [.. places.Values.Select(range => range.Low), .. pairs.Values.Select(odds => odds.Value)];
        if (prices.Length > 0 && prices.Min() >= NoLowestPrice)
            return Refuse(
                PmuDocument.Changed(url, Problem.Of($"the lowest of the expected dividends is {prices.Min():0.##}: they are not for 1 €"))
            );
        return new SourceAnswer<PmuProbable>.Found(
            new PmuProbable
            {
                Pool = pool,
                Bet = bet,
                At = root.Instant("dateMajDirect"),
                Total = root.Whole("totalEnjeu", 1, long.MaxValue) is { } cents ? Euro.FromCents(cents) : null,
                Place = [.. places.Select(place => new PlacePrice(place.Key, place.Value))],
                Pairs =
                [
                    .. pairs
                        .OrderBy(pair => pair.Key)
                        .Select(pair => new CombinationPrice(bet, [pair.Key.Item1, pair.Key.Item2], pair.Value)),
                ],
                Notes = notes,
            }
        );
    }

    /// <summary>What is wrong with a place range; null: nothing, or there is none.</summary>
    private static Problem? Range(JsonElement row, int number, SortedDictionary<int, PlaceRange> places)
    {
        var (low, high) = (row.Number("minRapportProbable"), row.Number("maxRapportProbable"));
        // No price yet is written as 0, or not at all.
        if (low is null or 0 && high is null or 0)
            return null;
        if (PlaceRange.FromPublished(low, high) is not { } range)
            return Problem.Of($"the place range of number {number}, {low} to {high}, is none (minRapportProbable, maxRapportProbable)");
        return places.TryAdd(number, range) ? null : Problem.Of($"two place ranges of number {number}");
    }

    private static SourceAnswer<PmuProbable> Refuse(SourceError error) => new SourceAnswer<PmuProbable>.Refused(error);
}
