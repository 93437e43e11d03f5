using System.Globalization;
using Hippique.Api;
using Hippique.Hosting;
using Hippique.Racing;

namespace Hippique.Commands;

/// <summary>Stakes and prices as a person types them: <c>1,5</c> for the only leg, <c>4=1,5</c> or <c>4-7=1,5</c> for one of several.</summary>
internal static class LegAmounts
{
    public static ParseResult<PlayedRequest?> Read(IReadOnlyList<string> stakes, IReadOnlyList<string> odds, string? where)
    {
        var legs = new Dictionary<string, (IReadOnlyList<int> Numbers, decimal? Stake, decimal? Odds)>(StringComparer.Ordinal);
        foreach (var (text, isStake) in stakes.Select(text => (text, true)).Concat(odds.Select(text => (text, false))))
        {
            if (One(text) is not { } read)
                return ParseResult<PlayedRequest?>.Fail(Texts.Said("played_amount_wrong", Quoted.Short(text)));
            var key = string.Join('-', read.Numbers.Order());
            var before = legs.GetValueOrDefault(key, (read.Numbers, null, null));
            if ((isStake ? before.Stake : before.Odds) is not null)
                return ParseResult<PlayedRequest?>.Fail(Texts.Said("played_amount_twice", Quoted.Short(text)));
            legs[key] = isStake ? before with { Stake = read.Amount } : before with { Odds = read.Amount };
        }
        if (!legs.TryGetValue("", out var only))
        {
            PlayedLegRequest[] named = [.. legs.Values.Select(leg => new PlayedLegRequest(leg.Numbers, leg.Stake, leg.Odds))];
            return ParseResult<PlayedRequest?>.Ok(new PlayedRequest(null, null, where, named.Length == 0 ? null : named));
        }
        return legs.Count == 1
            ? ParseResult<PlayedRequest?>.Ok(new PlayedRequest(only.Stake, only.Odds, where, null))
            : ParseResult<PlayedRequest?>.Fail(Texts.Said("played_amount_mixed"));
    }

    private static (IReadOnlyList<int> Numbers, decimal Amount)? One(string text)
    {
        var parts = text.Split('=', StringSplitOptions.TrimEntries);
        if (parts.Length > 2 || !IsAmount(parts[^1], out var amount))
            return null;
        if (parts.Length == 1)
            return ([], amount);
        var numbers = new List<int>();
        foreach (var part in parts[0].Split('-', '+'))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 99)
                return null;
            numbers.Add(number);
        }
        return (numbers, amount);
    }

    private static bool IsAmount(string text, out decimal amount) =>
        decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount);
}
