using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>PMU's names of its bets. A leading <c>E_</c> tells the internet pool; <c>_INTERNATIONAL</c> the common pool of races abroad.</summary>
internal static class PmuBets
{
    private const string Internet = "E_";
    private const string International = "_INTERNATIONAL";

    public static bool IsInternet(string name) => name.StartsWith(Internet, StringComparison.Ordinal);

    /// <summary>Sold into the pool common to several countries.</summary>
    public static bool IsInternational(string name) => name.EndsWith(International, StringComparison.Ordinal);

    public static Pool PoolOf(string name) => IsInternet(name) ? Pool.PmuInternet : Pool.PmuNational;

    /// <summary>Null for bets that the program has no word for (<c>PICK5</c>, <c>REPORT_PLUS</c>, <c>TIC_TROIS</c>).</summary>
    public static BetType? FromName(string name)
    {
        var bare = IsInternet(name) ? name[Internet.Length..] : name;
        if (IsInternational(bare))
            bare = bare[..^International.Length];
        return bare switch
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
    }
}
