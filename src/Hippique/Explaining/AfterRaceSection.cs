using System.Globalization;
using Hippique.Api;
using Hippique.Gpi;
using Hippique.Orchestration.Results;
using Hippique.Racing;

namespace Hippique.Explaining;

/// <summary>How the race ended: arrival, what the tickets returned, and the dividends of the pool that was looked at.</summary>
internal static class AfterRaceSection
{
    public static AccountSection Of(RaceAnalysis analysis, SettledRace end, CultureInfo culture)
    {
        var words = new AccountWords(culture);
        return new AccountSection
        {
            Title = words.Get("explain_after"),
            Lines = [.. new SettlementLines(culture).Of(RaceResultAnswer.Of(end)), .. Dividends(analysis, end, words)],
        };
    }

    private static IEnumerable<string> Dividends(RaceAnalysis analysis, SettledRace end, AccountWords words)
    {
        if (analysis.Pool is not { } pool || end.Result is not { } result)
            yield break;
        var paid = result
            .Others.Prepend(new PoolResult(result.Pool, result.Dividends, result.Close))
            .Where(known => known.Pool == pool)
            .SelectMany(known => known.Dividends)
            .Select(dividend =>
                $"{words.Bet(dividend.Bet)} {string.Join('-', dividend.Combination)} {words.Number((double)dividend.PerEuro, "0.00")}"
            )
            .ToList();
        yield return paid.Count == 0
            ? words.Get("explain_dividends_none", pool.Code())
            : words.Get("explain_dividends", pool.Code(), string.Join(" · ", paid));
    }
}
