using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>Observations <c>y</c> with features, in groups that belong together (the runners of one race).</summary>
public sealed class Observations(int features)
{
    private readonly List<double> _rows = [];
    private readonly List<double> _values = [];
    private readonly List<int> _groups = [];

    public int Features => features;
    public int Count => _values.Count;

    public void Add(ReadOnlySpan<double> row, double value, int group)
    {
        if (row.Length != features)
            throw new ArgumentException("every observation has the same features", nameof(row));
        _rows.AddRange(row);
        _values.Add(value);
        _groups.Add(group);
    }

    internal ReadOnlySpan<double> Row(int index) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_rows).Slice(index * features, features);

    internal double Value(int index) => _values[index];

    internal int Group(int index) => _groups[index];
}

/// <summary>Coefficients of a regression.</summary>
/// <param name="Coefficients">One per feature.</param>
/// <param name="StandardErrors">Robust to unequal variances and to whatever the observations of one group share.</param>
/// <param name="Deviation">Of the residuals; for <see cref="LogMeanRegression"/> of the logarithm of observed to predicted.</param>
/// <param name="Count">Observations.</param>
public sealed record RegressionFit(IReadOnlyList<double> Coefficients, IReadOnlyList<double> StandardErrors, double Deviation, int Count)
{
    public double At(ReadOnlySpan<double> row)
    {
        var value = 0.0;
        for (var i = 0; i < row.Length; i++)
            value += Coefficients[i] * row[i];
        return value;
    }
}

/// <summary>Least squares.</summary>
public static class LinearRegression
{
    /// <exception cref="InvalidOperationException">The features are not independent.</exception>
    public static RegressionFit Fit(Observations data)
    {
        var n = data.Features;
        var squares = new double[n * n];
        var right = new double[n];
        for (var i = 0; i < data.Count; i++)
        {
            var row = data.Row(i);
            for (var a = 0; a < n; a++)
            {
                right[a] += row[a] * data.Value(i);
                for (var b = 0; b < n; b++)
                    squares[a * n + b] += row[a] * row[b];
            }
        }
        var factor = SmallMatrix.Factor(squares, n) ?? throw new FitException(Problem.Of($"the features are not independent"));
        var coefficients = SmallMatrix.Solve(factor, n, right);
        var residuals = new double[data.Count];
        var square = 0.0;
        for (var i = 0; i < residuals.Length; i++)
        {
            residuals[i] = data.Value(i) - Dot(coefficients, data.Row(i));
            square += residuals[i] * residuals[i];
        }
        var errors = Grouped.Errors(data, SmallMatrix.Inverse(factor, n), residuals);
        return new RegressionFit(coefficients, errors, Math.Sqrt(square / Math.Max(1, data.Count - n)), data.Count);
    }

    internal static double Dot(double[] coefficients, ReadOnlySpan<double> row)
    {
        var sum = 0.0;
        for (var i = 0; i < row.Length; i++)
            sum += coefficients[i] * row[i];
        return sum;
    }
}

/// <summary>
/// <c>E[y] = exp(b·x)</c> for positive y whose spread grows with its mean (a dividend): the likelihood of a gamma distribution, whose mean ratio of observed to predicted
/// is 1 by construction. A regression of logarithms would predict the median instead.
/// </summary>
public static class LogMeanRegression
{
    private const int Iterations = 100;

    /// <param name="data">Positive values; the first feature is the constant 1.</param>
    /// <exception cref="InvalidOperationException">The features are not independent, or the fit does not settle.</exception>
    public static RegressionFit Fit(Observations data)
    {
        var n = data.Features;
        var coefficients = new double[n];
        coefficients[0] = Math.Log(Enumerable.Range(0, data.Count).Average(data.Value));
        for (var step = 0; step < Iterations; step++)
        {
            var (score, information) = Score(data, coefficients);
            var factor = SmallMatrix.Factor(information, n) ?? throw new FitException(Problem.Of($"the features are not independent"));
            var move = SmallMatrix.Solve(factor, n, score);
            // A long first step could leave for another valley of the exponential.
            var longest = move.Max(Math.Abs);
            var scale = longest > 0.5 ? 0.5 / longest : 1;
            for (var i = 0; i < n; i++)
                coefficients[i] += scale * move[i];
            if (longest < 1e-9)
                return Result(data, coefficients, factor);
        }
        throw new FitException(Problem.Of($"the regression does not settle"));
    }

    private static (double[] Score, double[] Information) Score(Observations data, double[] coefficients)
    {
        var n = data.Features;
        var score = new double[n];
        var information = new double[n * n];
        for (var i = 0; i < data.Count; i++)
        {
            var row = data.Row(i);
            var ratio = data.Value(i) / Math.Exp(LinearRegression.Dot(coefficients, row));
            for (var a = 0; a < n; a++)
            {
                score[a] += (ratio - 1) * row[a];
                for (var b = 0; b < n; b++)
                    information[a * n + b] += row[a] * row[b];
            }
        }
        return (score, information);
    }

    private static RegressionFit Result(Observations data, double[] coefficients, double[] factor)
    {
        var n = data.Features;
        var ratios = new double[data.Count];
        double sum = 0,
            squares = 0;
        for (var i = 0; i < ratios.Length; i++)
        {
            var ratio = data.Value(i) / Math.Exp(LinearRegression.Dot(coefficients, data.Row(i)));
            ratios[i] = ratio - 1;
            sum += Math.Log(ratio);
            squares += Math.Log(ratio) * Math.Log(ratio);
        }
        var mean = sum / ratios.Length;
        var deviation = Math.Sqrt(Math.Max(0, squares / ratios.Length - mean * mean));
        return new RegressionFit(coefficients, Grouped.Errors(data, SmallMatrix.Inverse(factor, n), ratios), deviation, data.Count);
    }
}

internal static class Grouped
{
    /// <summary>Sandwich errors with the scores summed per group; observations of one group stand next to one another.</summary>
    public static double[] Errors(Observations data, double[] inverse, double[] residuals)
    {
        var n = data.Features;
        var meat = new double[n * n];
        var sum = new double[n];
        for (var i = 0; i < data.Count; i++)
        {
            var row = data.Row(i);
            for (var a = 0; a < n; a++)
                sum[a] += residuals[i] * row[a];
            if (i + 1 < data.Count && data.Group(i + 1) == data.Group(i))
                continue;
            for (var a = 0; a < n; a++)
            for (var b = 0; b < n; b++)
                meat[a * n + b] += sum[a] * sum[b];
            Array.Clear(sum);
        }
        return SmallMatrix.Sandwich(inverse, meat, n);
    }
}
