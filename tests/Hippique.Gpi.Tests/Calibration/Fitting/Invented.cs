using Hippique.Gpi.Calibration.Fitting;

namespace Hippique.Gpi.Tests.Calibration.Fitting;

/// <summary>Invented data with a known truth, from a seed.</summary>
internal sealed class Invented(int seed)
{
#pragma warning disable RS0030 // Seeded: the same numbers in every run.
    private readonly Random _random = new(seed);
#pragma warning restore RS0030

    public double Uniform() => _random.NextDouble();

    public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    /// <summary>An index with the given probabilities; −1 counts as taken.</summary>
    public int Draw(IReadOnlyList<double> weights)
    {
        var at = Uniform() * weights.Sum();
        for (var i = 0; i < weights.Count; i++)
        {
            at -= weights[i];
            if (at < 0)
                return i;
        }
        return weights.Count - 1;
    }

    public static ChoiceSets Choices(double[] weights, int sets, int alternatives, int seed)
    {
        var random = new Invented(seed);
        var choices = new ChoiceSets(weights.Length);
        for (var set = 0; set < sets; set++)
        {
            var rows = new double[alternatives * weights.Length];
            var chances = new double[alternatives];
            for (var i = 0; i < alternatives; i++)
            {
                var score = 0.0;
                for (var a = 0; a < weights.Length; a++)
                    score += weights[a] * (rows[i * weights.Length + a] = random.Normal());
                chances[i] = Math.Exp(score);
            }
            choices.Add(rows, random.Draw(chances));
        }
        return choices;
    }
}
