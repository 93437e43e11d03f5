namespace Hippique.Gpi.Factors;

/// <summary>One factor of one starter.</summary>
/// <param name="Value">Above 0; 1 if the input is missing.</param>
/// <param name="Known">The input was there.</param>
/// <param name="Input">What was measured: o5/o30, the jockey's win %, the best time, the score of the form, the mean place.</param>
/// <param name="Reference">What it was compared with: o30, the trainer's win %, the field's median, the runs counted, the spread of places.</param>
public sealed record Factor(double Value, bool Known, double? Input = null, double? Reference = null)
{
    public static readonly Factor Missing = new(1, false);
}

/// <summary>The factors of one starter, before any weight.</summary>
public sealed record RunnerFactors
{
    public static readonly RunnerFactors Missing = new()
    {
        Drift = Factor.Missing,
        JockeyTrainer = Factor.Missing,
        Time = Factor.Missing,
        Form = Factor.Missing,
        Regularity = Factor.Missing,
    };

    public required Factor Drift { get; init; }
    public required Factor JockeyTrainer { get; init; }
    public required Factor Time { get; init; }
    public required Factor Form { get; init; }
    public required Factor Regularity { get; init; }

    /// <summary>With declared weights: all of them multiplied.</summary>
    public double Product => Drift.Value * JockeyTrainer.Value * Time.Value * Form.Value * Regularity.Value;
}
