namespace Hippique.Gpi.Balances;

/// <summary>
/// Holm's step-down correction (1979): of several comparisons each is judged by a chance that allows for the others, so that with 5 % the chance to call any of them more than luck
/// where none is stays 5 %.
/// </summary>
public static class Holm
{
    /// <summary>The adjusted chances, in the given order.</summary>
    /// <param name="chances">Of each comparison alone.</param>
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> chances)
    {
        ArgumentNullException.ThrowIfNull(chances);
        var adjusted = new double[chances.Count];
        var least = 0.0;
        foreach (
            var (index, rank) in Enumerable.Range(0, chances.Count).OrderBy(index => chances[index]).Select((index, rank) => (index, rank))
        )
            adjusted[index] = least = Math.Min(1, Math.Max(least, (chances.Count - rank) * chances[index]));
        return adjusted;
    }
}
