using AngleSharp.Dom;
using Hippique.Racing;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZEturf;

/// <summary>Arrival and dividends of a race's page.</summary>
internal static class ZEturfResult
{
    private const string Official = "Arrivée officielle :";
    private const string Provisional = "Arrivée provisoire :";

    /// <summary>Null while the page has no arrival.</summary>
    public static ParseResult<RaceResult>? Read(ZEturfRaceParts parts, RaceCard card, IReadOnlyList<WinPrice> prices)
    {
        var heading = parts.Details?.Inside().FirstOrDefault(element => element.LocalName == "h3").Text();
        var official = heading?.StartsWith(Official, StringComparison.Ordinal) ?? false;
        if (heading is null || (!official && !heading.StartsWith(Provisional, StringComparison.Ordinal)))
            return null;
        var order = ZEturfText.Numbers(heading[(official ? Official.Length : Provisional.Length)..]);
        var starters = card.Runners.Where(runner => !runner.NonRunner).Select(runner => runner.Number).ToHashSet();
        if (order is null || order.Distinct().Count() != order.Count || !order.All(starters.Contains))
            return ParseResult<RaceResult>.Fail($"the arrival '{Quoted.Short(heading)}' is unreadable or names others than the starters");
        return ParseResult<RaceResult>.Ok(
            new RaceResult
            {
                Id = card.Id,
                Pool = Pool.ZEturf,
                Official = official,
                Arrival = WithDeadHeats(order, parts.Arrival),
                NonRunners = [.. card.Runners.Where(runner => runner.NonRunner).Select(runner => runner.Number)],
                Dividends = parts.Dividends is { } dividends ? ZEturfDividends.Read(dividends) : [],
                Close = official ? prices : [],
            }
        );
    }

    /// <summary>Two neighbours of the arrival to which the table gives the same place came in together.</summary>
    private static List<IReadOnlyList<int>> WithDeadHeats(IReadOnlyList<int> order, List<IElement> rows)
    {
        var places = new Dictionary<int, string>();
        foreach (var row in rows)
        {
            var place = row.Inside().FirstOrDefault(cell => cell.LocalName == "td").Text();
            if (ZEturfText.Number(row.GetAttribute("data-runner")) is { } number && place is not null)
                places.TryAdd(number, place);
        }
        var arrival = new List<IReadOnlyList<int>>();
        string? last = null;
        foreach (var number in order)
        {
            var place = places.GetValueOrDefault(number);
            if (place is not null && place == last)
                arrival[^1] = [.. arrival[^1], number];
            else
                arrival.Add([number]);
            last = place;
        }
        return arrival;
    }
}
