namespace Hippique.Gpi.Tests;

/// <summary>Twelve runners at B = 1.15899, with the values that an independent computation gives for every method (method notes §2, §3; five digits).</summary>
internal static class GoldenBook
{
    public static readonly double[] Odds = [2.9, 4.6, 6.2, 8.4, 11, 14, 19, 26, 38, 61, 88, 112];

    public static void ShouldMatch(ReadOnlySpan<double> actual, params ReadOnlySpan<double> expected)
    {
        for (var i = 0; i < expected.Length; i++)
            if (!double.IsNaN(expected[i]))
                Math.Round(actual[i], 5).ShouldBe(expected[i], 1e-9, $"runner {i + 1}");
    }
}
