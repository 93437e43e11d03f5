using Hippique.Gpi.Probabilities.Laws;
using Hippique.Hosting;

namespace Hippique.Calculators;

/// <summary>What a command that was given odds says of them: how many runners it read, and what is odd about them.</summary>
internal static class ReadOdds
{
    private const double LeastBook = 1;
    private const double MostBook = 2;

    /// <summary>"Runners read: 4 (2.0 · 9.0 · 4.0 · 6.0)".</summary>
    public static string Line(IReadOnlyList<double> odds) =>
        Texts.Get("odds_read", odds.Count, string.Join(" · ", odds.Select(one => one.ToString("0.0##", Texts.Culture))));

    /// <summary>One sentence each; none for odds as an operator shows them.</summary>
    /// <param name="odds">As they were read.</param>
    /// <param name="ambiguous">They may have been meant with decimal commas.</param>
    public static IEnumerable<string> Doubts(double[] odds, bool ambiguous)
    {
        if (ambiguous)
            yield return Texts.Get("odds_ambiguous", odds.Length);
        var book = WinProbabilities.Book(odds);
        // A book of exactly 1 is none below it, whatever the rounding.
        if (book < LeastBook - 1e-9)
            yield return Texts.Get("odds_book_low", book);
        if (book > MostBook)
            yield return Texts.Get("odds_book_high", book);
    }
}
