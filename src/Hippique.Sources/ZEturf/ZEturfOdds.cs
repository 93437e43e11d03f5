using System.Globalization;
using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.ZEturf;

/// <summary>
/// The object <c>cotesInfos</c>: per runner <c>SG</c> (win), <c>SPMin</c> and <c>SPMax</c> (place). <c>false</c> stands for "none"; a non-runner's price is old and left out.
/// </summary>
internal static class ZEturfOdds
{
    public static ParseResult<PoolPrices> Read(JsonElement odds, IReadOnlyList<Runner> runners, DateTimeOffset? seenAt, List<string> notes)
    {
        var field = runners.ToDictionary(runner => runner.Number);
        var win = new List<WinPrice>();
        var place = new List<PlacePrice>();
        var listed = new HashSet<int>();
        var keys = new ZEturfOddsKeys(odds);
        foreach (var entry in odds.EnumerateObject())
        {
            if (!int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                if (entry.Value.ValueKind == JsonValueKind.Object && entry.Value.TryGetProperty("odds", out _))
                    return ParseResult<PoolPrices>.Fail($"there are odds under '{Quoted.Short(entry.Name)}', which is no number");
                continue;
            }
            listed.Add(number);
            if (!field.TryGetValue(number, out var runner))
                return ParseResult<PoolPrices>.Fail($"there are odds for number {number}, which is not in the table of runners");
            var prices =
                entry.Value.ValueKind == JsonValueKind.Object && entry.Value.TryGetProperty("odds", out var inner) ? inner : default;
            if (prices.ValueKind != JsonValueKind.Object)
                return ParseResult<PoolPrices>.Fail($"the odds of number {number} are unreadable");
            if (runner.NonRunner)
                continue;
            if (keys.Defect(prices, number) is { } changed)
                return ParseResult<PoolPrices>.Fail(changed);
            if (Odds.FromPublished(Number(prices, "SG")) is { } price)
                win.Add(new WinPrice(number, price));
            if (PlaceRange.FromPublished(Number(prices, "SPMin"), Number(prices, "SPMax")) is { } range)
                place.Add(new PlacePrice(number, range));
            else if (Number(prices, "SPMin") is not null)
                notes.Add($"the place range of number {number} is no range");
        }
        var absent = runners.Where(runner => !runner.NonRunner && !listed.Contains(runner.Number)).Select(runner => runner.Number).ToList();
        if (absent.Count > 0)
            notes.Add(listed.Count == 0 ? "the page has no odds yet" : $"the odds leave out number {string.Join(", ", absent)}");
        win.Sort((a, b) => a.Number.CompareTo(b.Number));
        place.Sort((a, b) => a.Number.CompareTo(b.Number));
        return ParseResult<PoolPrices>.Ok(
            new PoolPrices
            {
                Pool = Pool.ZEturf,
                Origin = win.Count > 0 ? PriceOrigin.Live : PriceOrigin.None,
                At = win.Count > 0 ? seenAt : null,
                Win = win,
                Place = place,
            }
        );
    }

    /// <summary>Null for <c>false</c> and whatever else is no number.</summary>
    private static double? Number(JsonElement prices, string key) =>
        prices.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
            ? number
            : null;
}
