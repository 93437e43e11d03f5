using Hippique.Racing;

namespace Hippique.Gpi.Calibration.Fitting;

/// <summary>Weights of a conditional logit and how sure they are.</summary>
/// <param name="Weights">One per feature.</param>
/// <param name="StandardErrors">From the inverse of the information.</param>
/// <param name="LogLikelihood">Of all sets together, in nat; without the penalty.</param>
/// <param name="Sets">How many choices it was fitted on.</param>
public sealed record LogitFit(IReadOnlyList<double> Weights, IReadOnlyList<double> StandardErrors, double LogLikelihood, int Sets);

/// <summary>
/// Maximum likelihood of <c>P(i) = exp(w·x_i) / Σ exp(w·x_j)</c> (McFadden 1974), by Newton's method with halved steps: the likelihood is concave, so it has one top.
/// </summary>
public static class ConditionalLogit
{
    private const int Iterations = 60;

    /// <param name="sets">The choices; one at least.</param>
    /// <param name="penalties">
    /// Per feature, λ of a penalty ½·λ·(w − <paramref name="centre"/>)², the precision of a normal prior; null: none.
    /// </param>
    /// <param name="centre">Where the penalties draw to; null: 0.</param>
    /// <exception cref="InvalidOperationException">The features are equal for all alternatives, or linearly dependent.</exception>
    public static LogitFit Fit(ChoiceSets sets, IReadOnlyList<double>? penalties = null, IReadOnlyList<double>? centre = null)
    {
        var n = sets.Features;
        var weights = new double[n];
        var work = new Evaluation(sets, penalties ?? new double[n], centre ?? new double[n]);
        var value = work.At(weights);
        for (var step = 0; step < Iterations; step++)
        {
            var factor = SmallMatrix.Factor(work.Information, n) ?? throw new FitException(Problem.Of($"the features are not independent"));
            var direction = SmallMatrix.Solve(factor, n, work.Gradient);
            var decrement = 0.0;
            for (var i = 0; i < n; i++)
                decrement += direction[i] * work.Gradient[i];
            if (decrement < 1e-14)
                return Result(weights, factor, work.LogLikelihood, sets);
            (weights, value) = Climb(work, weights, direction, value);
        }
        throw new FitException(Problem.Of($"the likelihood has no top: a feature names the winner, or none does"));
    }

    /// <summary>−ln of the probability that the weights gave to each choice, in nat.</summary>
    public static double[] LogLosses(ChoiceSets sets, IReadOnlyList<double> weights)
    {
        var losses = new double[sets.Count];
        var scores = new double[sets.Largest];
        var w = weights.ToArray();
        for (var set = 0; set < losses.Length; set++)
        {
            var count = Evaluation.Scores(sets.Rows(set), w, scores);
            losses[set] = Evaluation.LogSum(scores.AsSpan(0, count)) - scores[sets.Chosen(set)];
        }
        return losses;
    }

    private static (double[] Weights, double Value) Climb(Evaluation work, double[] from, double[] direction, double value)
    {
        for (var length = 1.0; length > 1e-10; length /= 2)
        {
            var to = new double[from.Length];
            for (var i = 0; i < to.Length; i++)
                to[i] = from[i] + length * direction[i];
            var reached = work.At(to);
            if (reached >= value - 1e-12 * Math.Abs(value))
                return (to, reached);
        }
        return (from, work.At(from));
    }

    private static LogitFit Result(double[] weights, double[] factor, double logLikelihood, ChoiceSets sets)
    {
        var n = weights.Length;
        var inverse = SmallMatrix.Inverse(factor, n);
        return new LogitFit(weights, [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(inverse[i * n + i]))], logLikelihood, sets.Count);
    }

    /// <summary>Penalised likelihood, gradient and information at one point; the buffers are used again.</summary>
    private sealed class Evaluation(ChoiceSets sets, IReadOnlyList<double> penalties, IReadOnlyList<double> centre)
    {
        private readonly double[] _scores = new double[sets.Largest];
        private readonly double[] _mean = new double[sets.Features];

        public double[] Gradient { get; } = new double[sets.Features];
        public double[] Information { get; } = new double[sets.Features * sets.Features];
        public double LogLikelihood { get; private set; }

        public double At(double[] weights)
        {
            Array.Clear(Gradient);
            Array.Clear(Information);
            LogLikelihood = 0;
            for (var set = 0; set < sets.Count; set++)
                Add(sets.Rows(set), sets.Chosen(set), weights);
            var value = LogLikelihood;
            for (var i = 0; i < weights.Length; i++)
            {
                var away = weights[i] - centre[i];
                value -= 0.5 * penalties[i] * away * away;
                Gradient[i] -= penalties[i] * away;
                Information[i * weights.Length + i] += penalties[i];
            }
            return value;
        }

        private void Add(ReadOnlySpan<double> rows, int chosen, double[] weights)
        {
            var n = weights.Length;
            var count = Scores(rows, weights, _scores);
            var logSum = LogSum(_scores.AsSpan(0, count));
            LogLikelihood += _scores[chosen] - logSum;
            Array.Clear(_mean);
            for (var i = 0; i < count; i++)
            {
                var p = Math.Exp(_scores[i] - logSum);
                for (var a = 0; a < n; a++)
                {
                    var x = rows[i * n + a];
                    _mean[a] += p * x;
                    for (var b = 0; b < n; b++)
                        Information[a * n + b] += p * x * rows[i * n + b];
                }
            }
            for (var a = 0; a < n; a++)
            {
                Gradient[a] += rows[chosen * n + a] - _mean[a];
                for (var b = 0; b < n; b++)
                    Information[a * n + b] -= _mean[a] * _mean[b];
            }
        }

        public static int Scores(ReadOnlySpan<double> rows, double[] weights, double[] scores)
        {
            var n = weights.Length;
            var count = rows.Length / n;
            for (var i = 0; i < count; i++)
            {
                var score = 0.0;
                for (var a = 0; a < n; a++)
                    score += weights[a] * rows[i * n + a];
                scores[i] = score;
            }
            return count;
        }

        public static double LogSum(ReadOnlySpan<double> scores)
        {
            var top = double.NegativeInfinity;
            foreach (var score in scores)
                top = Math.Max(top, score);
            var sum = 0.0;
            foreach (var score in scores)
                sum += Math.Exp(score - top);
            return top + Math.Log(sum);
        }
    }
}
