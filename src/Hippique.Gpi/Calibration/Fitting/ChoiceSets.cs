namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>Choices among alternatives that are described by features (a race and its winner), packed for <see cref="ConditionalLogit"/>.</summary>
public sealed class ChoiceSets(int features)
{
    private readonly List<double> _rows = [];
    private readonly List<int> _starts = [0];
    private readonly List<int> _chosen = [];

    public int Features => features;
    public int Count => _chosen.Count;

    /// <summary>Adds a choice.</summary>
    /// <param name="rows">The features of each alternative, one alternative after the other.</param>
    /// <param name="chosen">Index of the alternative that was chosen.</param>
    public void Add(ReadOnlySpan<double> rows, int chosen)
    {
        var alternatives = rows.Length / features;
        if (alternatives * features != rows.Length)
            throw new ArgumentException("every alternative has the same features", nameof(rows));
        ArgumentOutOfRangeException.ThrowIfNegative(chosen);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(chosen, alternatives);
        _rows.AddRange(rows);
        _starts.Add(_starts[^1] + alternatives);
        _chosen.Add(chosen);
    }

    internal ReadOnlySpan<double> Rows(int set) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows)[(_starts[set] * features)..(_starts[set + 1] * features)];

    internal int Chosen(int set) => _chosen[set];

    internal int Largest => Enumerable.Range(0, Count).Select(set => _starts[set + 1] - _starts[set]).DefaultIfEmpty(0).Max();
}
