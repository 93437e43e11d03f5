using AngleSharp.Dom;
using Hippique.Racing;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZEturf;

/// <summary>Arrival and dividends of a race's page.</summary>
internal static class ZEturfResult
{
    private const string Official = "Arrivée officielle :";
    private const string Provisional = "Arrivée provisoire :";

    /// <summary>No bet asks for more places than these; an entry behind them that does not read changes nothing.</summary>
    private const int DeepestBet = 5;

    /// <summary>
    /// Null while the page has no arrival. An entry that names none of the card's horses ends the arrival there; before the fifth horse the rest then counts as provisional, since
    /// a horse that is not in the list may hold a place. An arrival whose first entry does not read is an error.
    /// </summary>
    public static ParseResult<RaceResult>? Read(ZEturfRaceParts parts, RaceCard card, IReadOnlyList<WinPrice> prices)
    {
        var heading = parts.Details?.Inside().FirstOrDefault(element => element.LocalName == "h3").Text();
        var official = heading?.StartsWith(Official, StringComparison.Ordinal) ?? false;
        if (heading is null || (!official && !heading.StartsWith(Provisional, StringComparison.Ordinal)))
            return null;
        var notes = new List<string>();
        var order = Order(heading[(official ? Official.Length : Provisional.Length)..], card, notes);
        if (order.Count == 0)
            return ParseResult<RaceResult>.Fail($"the arrival '{Quoted.Short(heading)}' is unreadable or names others than the starters");
        var isWhole = notes.Count == 0 || order.Count >= DeepestBet;
        foreach (var number in order.Where(number => card.Runners.Any(runner => runner.Number == number && runner.NonRunner)))
            notes.Add($"number {number} is struck on the card and stands in the arrival");
        var dividends = parts.Dividends is { } section ? ZEturfDividends.Read(section, notes) : [];
        return ParseResult<RaceResult>.Ok(
            new RaceResult
            {
                Id = card.Id,
                Pool = Pool.ZEturf,
                State = official && isWhole ? ResultState.Official : ResultState.Provisional,
                Arrival = WithDeadHeats(order, parts.Arrival),
                NonRunners = [.. card.Runners.Where(runner => runner.NonRunner).Select(runner => runner.Number)],
                Dividends = dividends,
                Close = official ? prices : [],
                Notes = notes,
            }
        );
    }

    private static List<int> Order(string text, RaceCard card, List<string> notes)
    {
        var order = new List<int>();
        foreach (var entry in text.Split('-'))
        {
            if (
                ZEturfText.Number(entry.Trim()) is not { } number
                || order.Contains(number)
                || !card.Runners.Any(runner => runner.Number == number)
            )
            {
                notes.Add($"the arrival has '{Quoted.Short(entry.Trim())}' at place {order.Count + 1}: it and what follows are left out");
                break;
            }
            order.Add(number);
        }
        return order;
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
