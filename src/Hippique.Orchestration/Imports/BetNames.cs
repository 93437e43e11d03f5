using Hippique.Racing;

namespace Hippique.Orchestration.Imports;

/// <summary>What operators and players call the bets.</summary>
internal static class BetNames
{
    /// <summary>Without accents and case.</summary>
    private static readonly Dictionary<string, BetType> Known = new(StringComparer.Ordinal)
    {
        ["SIMPLE GAGNANT"] = BetType.SimpleGagnant,
        ["GAGNANT"] = BetType.SimpleGagnant,
        ["SG"] = BetType.SimpleGagnant,
        ["SIMPLE PLACE"] = BetType.SimplePlace,
        ["PLACE"] = BetType.SimplePlace,
        ["SP"] = BetType.SimplePlace,
        ["COUPLE GAGNANT"] = BetType.CoupleGagnant,
        ["JUMELE GAGNANT"] = BetType.CoupleGagnant,
        ["COUPLE PLACE"] = BetType.CouplePlace,
        ["JUMELE PLACE"] = BetType.CouplePlace,
        ["COUPLE ORDRE"] = BetType.CoupleOrdre,
        ["JUMELE ORDRE"] = BetType.CoupleOrdre,
        ["TRIO"] = BetType.Trio,
        ["TRIO ORDRE"] = BetType.TrioOrdre,
        ["2SUR4"] = BetType.DeuxSurQuatre,
        ["2 SUR 4"] = BetType.DeuxSurQuatre,
        ["DEUX SUR QUATRE"] = BetType.DeuxSurQuatre,
        ["MULTI"] = BetType.Multi,
        ["SUPER 4"] = BetType.Super4,
        ["SUPER4"] = BetType.Super4,
        ["TIERCE"] = BetType.Tierce,
        ["QUARTE"] = BetType.QuartePlus,
        ["QUARTE PLUS"] = BetType.QuartePlus,
        ["QUINTE"] = BetType.QuintePlus,
        ["QUINTE PLUS"] = BetType.QuintePlus,
        ["ZESHOW"] = BetType.ZeShow,
        ["ZE SHOW"] = BetType.ZeShow,
        ["ZECOUILLON"] = BetType.ZeCouillon,
        ["ZE COUILLON"] = BetType.ZeCouillon,
        ["ZE234"] = BetType.Ze234,
        ["ZE 234"] = BetType.Ze234,
        ["ZE2SUR4"] = BetType.Ze2Sur4,
        ["ZE2 SUR4"] = BetType.Ze2Sur4,
        ["ZE 2SUR4"] = BetType.Ze2Sur4,
        ["ZE 2 SUR 4"] = BetType.Ze2Sur4,
        ["ZE4"] = BetType.Ze4,
        ["ZE 4"] = BetType.Ze4,
        ["ZE5"] = BetType.Ze5,
        ["ZE 5"] = BetType.Ze5,
        ["TOP4"] = BetType.Top4,
        ["TOP 4"] = BetType.Top4,
        ["SUPER TOP5"] = BetType.SuperTop5,
        ["SUPER TOP 5"] = BetType.SuperTop5,
    };

    /// <summary>Horses of one combination, whose order does not count; bets that are not here are never divided into combinations.</summary>
    private static readonly Dictionary<BetType, int> Sizes = new()
    {
        [BetType.SimpleGagnant] = 1,
        [BetType.SimplePlace] = 1,
        [BetType.CoupleGagnant] = 2,
        [BetType.CouplePlace] = 2,
        [BetType.DeuxSurQuatre] = 2,
        [BetType.Ze2Sur4] = 2,
        [BetType.Trio] = 3,
        [BetType.Ze4] = 4,
    };

    public static ParseResult<BetType> Parse(string text)
    {
        var words = Names.Race(text.Replace("+", " plus", StringComparison.Ordinal));
        // PMU's internet bets: "E-Simple Gagnant".
        if (words.StartsWith("E ", StringComparison.Ordinal))
            words = words[2..];
        // A formula is told by the horses.
        foreach (var formula in (string[])[" COMBINE", " UNITAIRE", " CHAMP REDUIT", " CHAMP TOTAL", " FLEXI"])
            words = words.EndsWith(formula, StringComparison.Ordinal) ? words[..^formula.Length] : words;
        return Known.TryGetValue(words, out var bet)
            ? ParseResult<BetType>.Ok(bet)
            : ParseResult<BetType>.Fail($"'{Quoted.Short(text)}' is no bet on a horse race that is known here");
    }

    /// <summary>Null for a bet that is never divided.</summary>
    public static int? SizeOf(BetType bet) => Sizes.TryGetValue(bet, out var size) ? size : null;
}
