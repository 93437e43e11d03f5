using System.Globalization;
using Hippique.Explaining;

namespace Hippique.Hosting;

/// <summary>The warning that stands wherever tickets are shown, as French law asks of whoever speaks of bets: risks, 18+, the helpline.</summary>
public static class ResponsibleGambling
{
    /// <summary>One line in the user's language; it always holds "18+" and "09 74 75 13 13".</summary>
    public static string Line => Texts.Get("gambling_risks");

    /// <summary>The same for a terminal of 80 columns.</summary>
    public static string Paragraph => string.Join(Environment.NewLine, Lines(Texts.Culture));

    /// <summary>The same in a given language.</summary>
    /// <param name="culture">French or English.</param>
    /// <param name="indent">Before the first line.</param>
    public static IEnumerable<string> Lines(CultureInfo culture, string indent = "") =>
        WrappedText.Of(Texts.In(culture, "gambling_risks"), indent);
}
