using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>
/// Reads the answer of <c>programme/DDMMYYYY/R1/C1/combinaisons</c>: of each bet the most backed combinations, at most twelve, and its total, all in cents. Singles and pairs are read.
/// </summary>
public static class PmuCombinationsAnswer
{
    /// <summary>A list as long as this may have been cut.</summary>
    public const int Most = 12;

    /// <summary>Half a euro for each stake: what rounding can add to their sum.</summary>
    private const decimal Rounding = 0.5m;

    public static SourceAnswer<PmuMoney> Parse(ReadOnlyMemory<byte> body, string url)
    {
        using var document = PmuDocument.Open(body, url, out var error);
        if (document is null || error is not null)
            return new SourceAnswer<PmuMoney>.Refused(error!);
        if (document.RootElement.List("combinaisons") is not { } bets)
            return new SourceAnswer<PmuMoney>.Refused(
                PmuDocument.Error(SourceErrorKind.WrongPage, url, Problem.Of($"no list of stakes (combinaisons) in the answer"))
            );
        var money = new PmuMoneyList(url);
        foreach (var bet in bets.EnumerateArray())
        {
            if (bet.Text("pariType") is not { } name)
                money.Refuse(Problem.Of($"a list of stakes names no bet (pariType)"));
            else if (PmuBets.FromName(name) is { } type && PmuBets.SizeOf(type) is { } size)
                money.Add(name, PmuBets.PoolOfMoney(name), Read(type, size, bet));
        }
        return new SourceAnswer<PmuMoney>.Found(money.Money());
    }

    private static ParseResult<BetStakes?> Read(BetType type, int size, JsonElement bet)
    {
        if (bet.List("listeCombinaisons") is not { } list)
            return ParseResult<BetStakes?>.Fail($"no combinations (listeCombinaisons)");
        var stakes = new PmuStakeList(size);
        foreach (var entry in list.EnumerateArray())
        {
            if (PmuBets.Numbers(entry.List("combinaison")) is not { } numbers)
                return ParseResult<BetStakes?>.Fail($"a combination has no numbers (combinaison)");
            if (stakes.Add(numbers, entry, "totalEnjeu") is { } wrong)
                return ParseResult<BetStakes?>.Fail($"{wrong}");
        }
        if (stakes.Cents == 0)
            return ParseResult<BetStakes?>.Ok(null);
        var read = stakes.Of(type, bet.Instant("updateTime"), null);
        if (!bet.TryGetProperty("totalEnjeu", out var stated) || stated.ValueKind == JsonValueKind.Null)
            return ParseResult<BetStakes?>.Ok(read);
        return bet.Whole("totalEnjeu", 0, PmuStakeList.MostCents) is { } total
            ? WithTotal(read, Euro.FromCents(total)).Convert<BetStakes?>(stated => stated)
            : ParseResult<BetStakes?>.Fail($"the total is no amount in cents (totalEnjeu)");
    }

    /// <summary>With the total of which the stakes listed are a part; where rounding alone makes them more, their sum is the total.</summary>
    internal static ParseResult<BetStakes> WithTotal(BetStakes stakes, Euro total)
    {
        var listed = new Euro(stakes.Stakes.Sum(stake => stake.Amount.Amount));
        return listed.Amount - total.Amount > Rounding * stakes.Stakes.Count
            ? ParseResult<BetStakes>.Fail($"the stakes listed, {listed} €, are more than the total, {total} €")
            : ParseResult<BetStakes>.Ok(stakes with { Total = listed > total ? listed : total });
    }
}
