using System.Globalization;
using Hippique.Racing;
using Hippique.Sources.Html;

namespace Hippique.Sources.ZEturf;

/// <summary>ZEturf's wording, read.</summary>
internal static class ZEturfText
{
    public static Discipline Discipline(string? word) =>
        word switch
        {
            "Plat" => Racing.Discipline.Flat,
            "Attelé" => Racing.Discipline.Harness,
            "Monté" => Racing.Discipline.MountedTrot,
            "Haies" => Racing.Discipline.Hurdle,
            "Steeple-chase" or "Steeple" => Racing.Discipline.Steeplechase,
            "Cross-country" or "Cross" => Racing.Discipline.CrossCountry,
            "Obstacle" => Racing.Discipline.Obstacle,
            _ => Racing.Discipline.Unknown,
        };

    /// <summary><c>2600m</c>.</summary>
    public static int? Metres(string? text) =>
        text is not null
        && text.EndsWith('m')
        && int.TryParse(text.AsSpan(0, text.Length - 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var metres)
        && metres is > 0 and < 20_000
            ? metres
            : null;

    /// <summary><c>53.5 kg</c> or <c>53,5 kg</c>.</summary>
    public static double? Kilograms(string? text) =>
        text is not null
        && text.EndsWith(" kg", StringComparison.Ordinal)
        && double.TryParse(text[..^3].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var kilograms)
        && kilograms is > 20 and < 150
            ? kilograms
            : null;

    /// <summary><c>68 025 €</c> in cents.</summary>
    public static long? Cents(string? text) =>
        text is not null && FrenchText.ParseEuro(text).TryGet(out var amount) && amount.Amount is >= 0 and < 1_000_000_000
            ? (long)decimal.Round(amount.Amount * 100m)
            : null;

    /// <summary>A small whole number, from 1.</summary>
    public static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1000 ? number : null;

    /// <summary><c>5-1-11</c> or <c>5 - 1 - 11</c>; null where a part is no number.</summary>
    public static IReadOnlyList<int>? Numbers(string? text)
    {
        if (HtmlText.Tidy(text) is not { Length: < 400 } list)
            return null;
        var numbers = new List<int>();
        foreach (var part in list.Split('-'))
        {
            if (Number(part.Trim()) is not { } number)
                return null;
            numbers.Add(number);
        }
        return numbers;
    }
}
