namespace Hippique.Gpi.Probabilities.Laws;

/// <summary>
/// Win probabilities from decimal odds (all above 1.0, one per runner). Every method writes probabilities that sum to 1 into <c>result</c>, which is as long as the odds, and
/// allocates nothing. Additive normalisation and goto-conversion are left out: they give negative probabilities on French books.
/// </summary>
public static class WinProbabilities
{
    private const int Iterations = 200;
    private const double Tolerance = 1e-14;

    /// <summary>Σ 1/odds.</summary>
    public static double Book(ReadOnlySpan<double> odds)
    {
        var book = 0.0;
        foreach (var o in odds)
            book += 1.0 / o;
        return book;
    }

    /// <summary>The share of a pari-mutuel pool on each runner: <c>(1/o)/B</c>.</summary>
    public static void Multiplicative(ReadOnlySpan<double> odds, Span<double> result)
    {
        var book = Book(odds);
        for (var i = 0; i < odds.Length; i++)
            result[i] = 1.0 / odds[i] / book;
    }

    /// <summary><c>p = (1/o)^k</c> with the k that makes them sum to 1, which is returned.</summary>
    public static double Power(ReadOnlySpan<double> odds, Span<double> result)
    {
        // Σ o^-k is convex and falls with k: Newton's steps never cross the root twice.
        var k = 1.0;
        for (var step = 0; step < Iterations; step++)
        {
            double sum = 0,
                slope = 0;
            foreach (var o in odds)
            {
                var log = Math.Log(o);
                var p = Math.Exp(-k * log);
                sum += p;
                slope -= p * log;
            }
            var move = (sum - 1) / slope;
            k -= move;
            if (Math.Abs(move) < Tolerance)
                break;
        }
        for (var i = 0; i < odds.Length; i++)
            result[i] = Math.Exp(-k * Math.Log(odds[i]));
        Normalise(result);
        return k;
    }

    /// <summary>
    /// Shin (1993): the share z of insiders that explains the book; z is returned. A book of 1 or less has no insiders (z = 0) and is normalised as it is.
    /// </summary>
    public static double Shin(ReadOnlySpan<double> odds, Span<double> result)
    {
        var book = Book(odds);
        if (book <= 1)
        {
            Multiplicative(odds, result);
            return 0;
        }
        double low = 0,
            high = 1 - 1e-9;
        for (var step = 0; step < Iterations && high - low > Tolerance; step++)
        {
            var z = 0.5 * (low + high);
            if (ShinSum(odds, book, z) > 1)
                low = z;
            else
                high = z;
        }
        var insiders = 0.5 * (low + high);
        for (var i = 0; i < odds.Length; i++)
            result[i] = ShinOf(1.0 / odds[i], book, insiders);
        Normalise(result);
        return insiders;
    }

    /// <summary>Constant odds ratio (Cheung 2015): <c>p = π/(c + π − cπ)</c>, π = 1/o, with the c that makes them sum to 1, which is returned.</summary>
    public static double OddsRatio(ReadOnlySpan<double> odds, Span<double> result)
    {
        double low = 1e-9,
            high = 1e9;
        for (var step = 0; step < Iterations && high / low - 1 > Tolerance; step++)
        {
            var c = Math.Sqrt(low * high);
            var sum = 0.0;
            foreach (var o in odds)
                sum += 1.0 / (c * (o - 1) + 1);
            if (sum > 1)
                low = c;
            else
                high = c;
        }
        var ratio = Math.Sqrt(low * high);
        for (var i = 0; i < odds.Length; i++)
            result[i] = 1.0 / (ratio * (odds[i] - 1) + 1);
        Normalise(result);
        return ratio;
    }

    /// <summary><c>p ∝ (1/o)^k</c> with a k that was fitted on past races.</summary>
    public static void Fitted(ReadOnlySpan<double> odds, double exponent, Span<double> result)
    {
        for (var i = 0; i < odds.Length; i++)
            result[i] = Math.Exp(-exponent * Math.Log(odds[i]));
        Normalise(result);
    }

    /// <summary>Divides by the sum.</summary>
    public static void Normalise(Span<double> weights)
    {
        var sum = 0.0;
        foreach (var w in weights)
            sum += w;
        for (var i = 0; i < weights.Length; i++)
            weights[i] /= sum;
    }

    private static double ShinSum(ReadOnlySpan<double> odds, double book, double z)
    {
        var sum = 0.0;
        foreach (var o in odds)
            sum += ShinOf(1.0 / o, book, z);
        return sum;
    }

    private static double ShinOf(double implied, double book, double z) =>
        (Math.Sqrt(z * z + 4 * (1 - z) * implied * implied / book) - z) / (2 * (1 - z));
}
