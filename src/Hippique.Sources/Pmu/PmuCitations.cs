using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>
/// Reads the answer of <c>programme/DDMMYYYY/R1/C1/citations</c>: the stakes on every runner, in cents, with its share in per cent (<c>ratio</c>). Of each runner the entry at position 1 is the
/// one of single bets; other bets are passed over. A list whose shares do not sum to 100, or are not those of its stakes, is not what it is taken for: the bet is refused.
/// </summary>
public static class PmuCitationsAnswer
{
    // A share is a whole per cent at the coarsest.
    private const double Rounding = 0.5;

    public static SourceAnswer<PmuMoney> Parse(ReadOnlyMemory<byte> body, string url)
    {
        using var document = PmuDocument.Open(body, url, out var error);
        if (document is null || error is not null)
            return new SourceAnswer<PmuMoney>.Refused(error!);
        if (document.RootElement.List("listeCitations") is not { } bets)
            return new SourceAnswer<PmuMoney>.Refused(
                PmuDocument.Error(SourceErrorKind.WrongPage, url, Problem.Of($"no list of stakes (listeCitations) in the answer"))
            );
        var money = new PmuMoneyList(url);
        foreach (var bet in bets.EnumerateArray())
        {
            if (bet.Text("typePari") is not { } name)
                money.Refuse(Problem.Of($"a list of stakes names no bet (typePari)"));
            else if (PmuBets.FromName(name) is BetType.SimpleGagnant or BetType.SimplePlace && !bet.Flag("indisponible"))
                money.Add(name, PmuBets.PoolOfMoney(name), Read(PmuBets.FromName(name)!.Value, bet));
        }
        return new SourceAnswer<PmuMoney>.Found(money.Money());
    }

    private static ParseResult<BetStakes?> Read(BetType type, JsonElement bet)
    {
        if (bet.List("participants") is not { } participants)
            return ParseResult<BetStakes?>.Fail($"no runners (participants)");
        var (stakes, entries) = (new PmuStakeList(1), new List<Entry>());
        foreach (var participant in participants.EnumerateArray())
        {
            if (participant.Count("numPmu", 1, 999) is not { } number)
                return ParseResult<BetStakes?>.Fail($"a runner has no number (numPmu)");
            var cited = participant.List("citations").Items().Where(citation => citation.Count("position") == 1).ToList();
            // A withdrawn horse may have no entry; of a starter it would be missing in the pool.
            if (cited.Count == 0 && participant.Text("statut") is "NON_PARTANT")
                continue;
            if (cited is not [var citation])
                return ParseResult<BetStakes?>.Fail($"number {number} has no stake at position 1 (citations)");
            if (stakes.Add([number], citation, "enjeu") is { } wrong)
                return ParseResult<BetStakes?>.Fail($"{wrong}");
            entries.Add(
                new Entry(number, stakes.Last, citation.Number("ratio"), IsStarter: participant.Text("statut") is not "NON_PARTANT")
            );
        }
        if (stakes.Cents == 0)
            return ParseResult<BetStakes?>.Ok(null);
        return Fault(entries) is { } fault
            ? ParseResult<BetStakes?>.Fail($"{fault}")
            : ParseResult<BetStakes?>.Ok(stakes.Of(type, bet.Instant("updatetime"), stakes.Cents));
    }

    /// <summary>Null if the shares are those of the stakes, be the withdrawn horses' among them or not. Without shares nothing says that the list is whole.</summary>
    private static Problem? Fault(List<Entry> entries)
    {
        var all = Fault(entries, entries.Count);
        return all is null || Fault(entries.FindAll(entry => entry.IsStarter), entries.Count) is null ? null : all;
    }

    private static Problem? Fault(List<Entry> entries, int runners)
    {
        var sum = entries.Sum(entry => entry.Share ?? 0);
        if (!(Math.Abs(sum - 100) <= Math.Max(1, Rounding * runners)))
            return Problem.Of($"the shares (ratio) sum to {sum:0.##} %, not 100");
        var cents = entries.Sum(entry => entry.Cents);
        foreach (var entry in entries)
        {
            var share = cents == 0 ? 0 : 100.0 * entry.Cents / cents;
            if (!(Math.Abs((entry.Share ?? 0) - share) <= 2 * Rounding))
                return Problem.Of(
                    $"the share (ratio) of number {entry.Number}, {entry.Share:0.##} %, is not that of its stake, {share:0.##} %"
                );
        }
        return null;
    }

    private sealed record Entry(int Number, long Cents, double? Share, bool IsStarter);
}
