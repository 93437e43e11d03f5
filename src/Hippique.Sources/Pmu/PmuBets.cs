using System.Text.Json;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>PMU's names of its bets. A leading <c>E_</c> tells the internet pool; <c>_INTERNATIONAL</c> the common pool of races abroad.</summary>
internal static class PmuBets
{
    private const string Internet = "E_";
    private const string International = "_INTERNATIONAL";

    private static bool IsInternet(string name) => name.StartsWith(Internet, StringComparison.Ordinal);

    /// <summary>
    /// Null for the pool common to several countries: it is a third pool, whose prices, offers and dividends say nothing of the other two.
    /// </summary>
    public static Pool? PoolOf(string name) =>
        name.EndsWith(International, StringComparison.Ordinal) ? null
        : IsInternet(name) ? Pool.PmuInternet
        : Pool.PmuNational;

    /// <summary>The pool in which the money on a bet lies, the common one among them.</summary>
    public static Pool PoolOfMoney(string name) => PoolOf(name) ?? Pool.PmuInternational;

    /// <summary>Horses in a combination of the single and paired bets whose money and prices are read; null for others.</summary>
    public static int? SizeOf(BetType bet) =>
        bet switch
        {
            BetType.SimpleGagnant or BetType.SimplePlace => 1,
            BetType.CoupleGagnant or BetType.CouplePlace => 2,
            _ => null,
        };

    /// <summary>Saddlecloths of a list; null if one of them is none.</summary>
    public static int[]? Numbers(JsonElement? list)
    {
        int[] numbers =
        [
            .. list.Items().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var number) ? number : 0),
        ];
        return list is not null && numbers.All(number => number is > 0 and < 1000) ? numbers : null;
    }

    /// <summary>A bet that PMU is known to sell and the program has no word for.</summary>
    public static bool IsPassedOver(string name) => Bare(name) is "PICK5" or "REPORT_PLUS" or "TIC_TROIS" or "CLASSIC_TIERCE";

    /// <summary>Null for bets that the program has no word for.</summary>
    public static BetType? FromName(string name) =>
        Bare(name) switch
        {
            "SIMPLE_GAGNANT" => BetType.SimpleGagnant,
            "SIMPLE_PLACE" => BetType.SimplePlace,
            "COUPLE_GAGNANT" => BetType.CoupleGagnant,
            "COUPLE_PLACE" => BetType.CouplePlace,
            "COUPLE_ORDRE" => BetType.CoupleOrdre,
            "TRIO" => BetType.Trio,
            "TRIO_ORDRE" => BetType.TrioOrdre,
            "DEUX_SUR_QUATRE" => BetType.DeuxSurQuatre,
            "MULTI" or "MINI_MULTI" => BetType.Multi,
            "SUPER_QUATRE" => BetType.Super4,
            "TIERCE" => BetType.Tierce,
            "QUARTE_PLUS" => BetType.QuartePlus,
            "QUINTE_PLUS" => BetType.QuintePlus,
            _ => null,
        };

    /// <summary>PMU's name of a bet in one of its two pools; null if it has none.</summary>
    public static string? NameOf(BetType bet, Pool pool)
    {
        var bare = bet switch
        {
            BetType.SimpleGagnant => "SIMPLE_GAGNANT",
            BetType.SimplePlace => "SIMPLE_PLACE",
            BetType.CoupleGagnant => "COUPLE_GAGNANT",
            BetType.CouplePlace => "COUPLE_PLACE",
            BetType.CoupleOrdre => "COUPLE_ORDRE",
            BetType.Trio => "TRIO",
            BetType.TrioOrdre => "TRIO_ORDRE",
            BetType.DeuxSurQuatre => "DEUX_SUR_QUATRE",
            BetType.Multi => "MULTI",
            BetType.Super4 => "SUPER_QUATRE",
            BetType.Tierce => "TIERCE",
            BetType.QuartePlus => "QUARTE_PLUS",
            BetType.QuintePlus => "QUINTE_PLUS",
            _ => null,
        };
        return bare is not null && pool == Pool.PmuInternet ? Internet + bare : bare;
    }

    /// <summary>Whether the Quinté+ is among the bets of a race; null if there is no list of them, or an empty one.</summary>
    public static bool? HasQuinte(IEnumerable<string?>? names)
    {
        var bets = names?.OfType<string>().Select(FromName).ToList();
        return bets is null or [] ? null : bets.Contains(BetType.QuintePlus);
    }

    /// <summary>Whether a single bet of the internet pool or of the common one is among the bets of a race; true if there is no list of them, or an empty one.</summary>
    public static bool HasInternetSingles(IEnumerable<string?>? names)
    {
        var bets = names?.OfType<string>().ToList();
        return bets is null or []
            || bets.Exists(name => FromName(name) is BetType.SimpleGagnant or BetType.SimplePlace && PoolOf(name) != Pool.PmuNational);
    }

    private static string Bare(string name)
    {
        var bare = IsInternet(name) ? name[Internet.Length..] : name;
        return bare.EndsWith(International, StringComparison.Ordinal) ? bare[..^International.Length] : bare;
    }
}
