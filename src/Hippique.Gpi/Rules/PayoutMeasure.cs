namespace Hippique.Gpi.Rules;

/// <summary>What is asked of a payout calibration.</summary>
public enum PayoutMeasure
{
    /// <summary>Races behind it.</summary>
    Races,

    /// <summary>Mean ratio of paid to predicted on races held out, less 1.</summary>
    Bias,

    /// <summary>95 % width of the mean ratio.</summary>
    Width,

    /// <summary>Mean of the pool's probability times the dividend.</summary>
    Value,

    /// <summary>Days since its data end.</summary>
    Age,
}
