using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.ZEturf;

/// <summary>
/// Tells a price that there is not yet (the page writes <c>false</c>) from one whose key is gone or holds something else. A bet that the page does not show at all
/// (<c>displayedColumns</c> with <c>hasSG</c> or <c>hasSP</c> at 0) needs no keys.
/// </summary>
internal sealed class ZEturfOddsKeys(JsonElement odds)
{
    private readonly bool _win = IsShown(odds, "hasSG");
    private readonly bool _place = IsShown(odds, "hasSP");

    /// <summary>What has changed in one starter's odds; null: nothing.</summary>
    public Problem? Defect(JsonElement prices, int number) =>
        Missing(prices, number, "SG", _win) ?? Missing(prices, number, "SPMin", _place) ?? Missing(prices, number, "SPMax", _place);

    private static Problem? Missing(JsonElement prices, int number, string key, bool isShown)
    {
        if (!prices.TryGetProperty(key, out var price))
            return isShown ? Problem.Of($"the odds of number {number} have no {key}") : null;
        return price.ValueKind is JsonValueKind.Number or JsonValueKind.False or JsonValueKind.Null
            ? null
            : Problem.Of($"{key} of number {number} is neither odds nor false");
    }

    private static bool IsShown(JsonElement odds, string column) =>
        !odds.TryGetProperty("displayedColumns", out var columns)
        || columns.ValueKind != JsonValueKind.Object
        || !columns.TryGetProperty(column, out var shown)
        || !(
            shown.ValueKind is JsonValueKind.False
            || (shown.ValueKind == JsonValueKind.Number && shown.TryGetInt32(out var flag) && flag == 0)
        );
}
