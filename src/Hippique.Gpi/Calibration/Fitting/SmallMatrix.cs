namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>Symmetric positive definite systems of a few unknowns, by Cholesky.</summary>
internal static class SmallMatrix
{
    /// <summary>The lower factor of a matrix of n × n, row by row; null if it is not positive definite (a feature that is constant or doubled).</summary>
    public static double[]? Factor(ReadOnlySpan<double> matrix, int n)
    {
        var lower = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[i * n + j];
                for (var k = 0; k < j; k++)
                    sum -= lower[i * n + k] * lower[j * n + k];
                if (i != j)
                    lower[i * n + j] = sum / lower[j * n + j];
                else if (sum <= 1e-12 * Math.Max(1e-12, matrix[i * n + i]))
                    return null;
                else
                    lower[i * n + i] = Math.Sqrt(sum);
            }
        }
        return lower;
    }

    /// <summary>Solves with a factor from <see cref="Factor"/>.</summary>
    public static double[] Solve(double[] lower, int n, ReadOnlySpan<double> right)
    {
        var x = right.ToArray();
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < i; k++)
                x[i] -= lower[i * n + k] * x[k];
            x[i] /= lower[i * n + i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
                x[i] -= lower[k * n + i] * x[k];
            x[i] /= lower[i * n + i];
        }
        return x;
    }

    /// <summary>The inverse, row by row.</summary>
    public static double[] Inverse(double[] lower, int n)
    {
        var inverse = new double[n * n];
        var unit = new double[n];
        for (var column = 0; column < n; column++)
        {
            unit[column] = 1;
            var x = Solve(lower, n, unit);
            unit[column] = 0;
            for (var row = 0; row < n; row++)
                inverse[row * n + column] = x[row];
        }
        return inverse;
    }

    /// <summary>Square roots of the diagonal of <c>A⁻¹ M A⁻¹</c>: standard errors of grouped observations.</summary>
    public static double[] Sandwich(double[] inverse, double[] meat, int n)
    {
        var errors = new double[n];
        for (var i = 0; i < n; i++)
        {
            var variance = 0.0;
            for (var a = 0; a < n; a++)
            for (var b = 0; b < n; b++)
                variance += inverse[i * n + a] * meat[a * n + b] * inverse[b * n + i];
            errors[i] = Math.Sqrt(variance);
        }
        return errors;
    }
}
