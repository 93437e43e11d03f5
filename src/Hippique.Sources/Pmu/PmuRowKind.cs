using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Hippique.Racing;

namespace Hippique.Sources.Pmu;

/// <summary>What a row of dividends is. PMU's wording of the plain row varies from answer to answer; what makes a row another one does not.</summary>
public enum PmuRowKind
{
    /// <summary>The bet itself: nothing in the label says otherwise.</summary>
    Plain,

    /// <summary>Stakes that are paid back ("Remboursement e-Super4").</summary>
    Refund,

    /// <summary>A combination with a horse that did not start ("Couplé Placé 1 NP", <c>6-NP</c>).</summary>
    NonRunner,

    /// <summary>A share of a jackpot or a drawn extra ("Ordre + Tirelire", "Spot", "Numéro Plus").</summary>
    Jackpot,

    /// <summary>A consolation ("Bonus 4sur5").</summary>
    Bonus,

    /// <summary>The right horses in another order ("Tiercé Désordre").</summary>
    Disorder,

    /// <summary>The exact order, for a bet that does not ask for it ("Quinté+ Ordre").</summary>
    Order,

    /// <summary>A form of the bet with a price of its own ("Multi en 5", "4 sur 5").</summary>
    Formula,
}

/// <summary>Tells rows apart by their labels, without case, accents and the <c>e-</c> of the internet pool.</summary>
internal static partial class PmuRowKinds
{
    /// <param name="bet">Which bet it is, told by <c>typePari</c>.</param>
    /// <param name="label">PMU's wording of the row (<c>libelle</c>).</param>
    /// <param name="withNonRunner">The combination itself has an <c>NP</c>.</param>
    public static PmuRowKind Of(BetType bet, string label, bool withNonRunner)
    {
        var words = Plain(label);
        return words.Contains("rembours", StringComparison.Ordinal) ? PmuRowKind.Refund
            : withNonRunner || NonRunner().IsMatch(words) ? PmuRowKind.NonRunner
            : Jackpot().IsMatch(words) ? PmuRowKind.Jackpot
            : words.Contains("bonus", StringComparison.Ordinal) ? PmuRowKind.Bonus
            : words.Contains("desordre", StringComparison.Ordinal) ? PmuRowKind.Disorder
            : words.Contains("ordre", StringComparison.Ordinal) && !AsksForTheOrder(bet) ? PmuRowKind.Order
            : Formula().IsMatch(words) && !(bet == BetType.DeuxSurQuatre && TwoOfFour().IsMatch(words)) ? PmuRowKind.Formula
            : PmuRowKind.Plain;
    }

    private static bool AsksForTheOrder(BetType bet) => bet is BetType.CoupleOrdre or BetType.TrioOrdre or BetType.Super4;

    private static string Plain(string label)
    {
        var text = new StringBuilder(label.Length);
        foreach (var letter in label.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                text.Append(char.ToLowerInvariant(letter));
        }
        return text.ToString();
    }

    [GeneratedRegex(@"\bnp\b|\bnon[ -]?partants?\b", RegexOptions.CultureInvariant)]
    private static partial Regex NonRunner();

    [GeneratedRegex(@"tirelire|jackpot|cagnotte|\bspot\b|\bnumero\b", RegexOptions.CultureInvariant)]
    private static partial Regex Jackpot();

    [GeneratedRegex(@"\ben [0-9]|[0-9] ?(?:sur|/) ?[0-9]", RegexOptions.CultureInvariant)]
    private static partial Regex Formula();

    [GeneratedRegex(@"^(?:e-)?2 ?sur ?4$", RegexOptions.CultureInvariant)]
    private static partial Regex TwoOfFour();
}
