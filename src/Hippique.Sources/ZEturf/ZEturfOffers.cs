using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using Hippique.Racing;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZEturf;

/// <summary>
/// What ZEturf sells on a race, from <c>ConfigurationMontantsParis</c>: by numeric id, in euros. What an id means stands beside its icon on the page, or is known from
/// pages that were seen; an id that is neither stays unnamed and is left out.
/// </summary>
internal static class ZEturfOffers
{
    private const string IconClass = "paris-carre_23x19_";

    /// <summary>Null where the page has no such list.</summary>
    public static IReadOnlyList<BetOffer>? Read(string html, List<IElement> icons, List<string> notes)
    {
        using var configuration = InlineScript.Object(html, "ConfigurationMontantsParis.init(", "configuration");
        if (configuration is null)
            return null;
        var labels = Labels(icons);
        var offers = new SortedDictionary<BetType, BetOffer>();
        foreach (var entry in configuration.RootElement.EnumerateObject())
        {
            if (!int.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                continue;
            var bet = labels.TryGetValue(id, out var label) ? ZEturfBets.FromLabel(label) : ZEturfBets.FromId(id);
            if (bet is not { } known)
                continue;
            if (Offer(known, entry.Value) is { } offer)
                offers.TryAdd(known, offer);
            else
                notes.Add($"the stakes of bet {id} are unreadable");
        }
        return [.. offers.Values];
    }

    /// <summary>The bet of each icon, by the label beside it.</summary>
    private static Dictionary<int, string> Labels(List<IElement> icons)
    {
        var labels = new Dictionary<int, string>();
        foreach (var icon in icons)
        {
            var label = icon.ParentElement?.Inside().FirstOrDefault(element => element.IsOf("categoryGroupLabel")).Text();
            if (IdOf(icon) is { } id && label is not null)
                labels.TryAdd(id, label);
        }
        return labels;
    }

    public static int? IdOf(IElement icon) =>
        icon.ClassName is { } name && name.StartsWith(IconClass, StringComparison.Ordinal)
            ? ZEturfText.Number(name[IconClass.Length..].Trim())
            : null;

    private static BetOffer? Offer(BetType bet, JsonElement stakes)
    {
        if (stakes.ValueKind != JsonValueKind.Object)
            return null;
        // A ticket of one combination has to reach both the smallest ticket and the smallest stake.
        if (Amount(stakes, "mise_min") is not { } stake || Amount(stakes, "increment") is not { } step)
            return null;
        var ticket = Amount(stakes, "montant_ticket_min") ?? stake;
        Euro? most = Amount(stakes, "mise_max") is { } maximum ? new Euro(maximum) : null;
        return new BetOffer(bet, new Euro(Math.Max(stake, ticket)), new Euro(step), most);
    }

    private static decimal? Amount(JsonElement stakes, string key) =>
        stakes.TryGetProperty(key, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetDecimal(out var amount)
        && amount is > 0 and < 1_000_000
            ? amount
            : null;
}
