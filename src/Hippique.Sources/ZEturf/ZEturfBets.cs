using Hippique.Racing;

namespace Hippique.Sources.ZEturf;

/// <summary>ZEturf's names and numbers of its bets.</summary>
internal static class ZEturfBets
{
    /// <summary>Null for bets that the program has no word for ("ZE 345").</summary>
    public static BetType? FromLabel(string label) =>
        label switch
        {
            "Simple gagnant" => BetType.SimpleGagnant,
            "Simple placé" => BetType.SimplePlace,
            "Jumelé gagnant" => BetType.CoupleGagnant,
            "Jumelé placé" => BetType.CouplePlace,
            "Jumelé ordre" => BetType.CoupleOrdre,
            "Trio" => BetType.Trio,
            "Trio ordre" => BetType.TrioOrdre,
            "ZEshow" or "ZE show" => BetType.ZeShow,
            "ZE couillon" or "ZEcouillon" => BetType.ZeCouillon,
            "ZE 2 sur 4" or "ZE2sur4" => BetType.Ze2Sur4,
            "ZE 4" => BetType.Ze4,
            "ZE 5" => BetType.Ze5,
            "ZE 234" => BetType.Ze234,
            _ => null,
        };

    /// <summary>As the labels read on pages of 2024 to 2026; a page without labels has not been sold yet.</summary>
    public static BetType? FromId(int id) =>
        id switch
        {
            1 => BetType.SimpleGagnant,
            2 => BetType.SimplePlace,
            3 => BetType.CoupleGagnant,
            5 => BetType.CouplePlace,
            6 => BetType.Trio,
            7 => BetType.ZeCouillon,
            8 => BetType.Ze4,
            12 => BetType.Ze5,
            13 => BetType.Ze2Sur4,
            15 => BetType.Ze234,
            29 => BetType.ZeShow,
            _ => null,
        };
}
