namespace Hippique.Gpi.Calibration;

/// <summary>What was predicted and what came of it, of the horses of one range of predicted probability.</summary>
public sealed record ReliabilityBin
{
    /// <summary>Lower end of the range.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end, which belongs to the next range.</summary>
    public required double High { get; init; }

    /// <summary>Horses; 1 at least.</summary>
    public required int Runners { get; init; }

    /// <summary>Of them those that won, or were placed.</summary>
    public required int Hits { get; init; }

    /// <summary>Mean of what was predicted.</summary>
    public required double Predicted { get; init; }

    /// <summary>Of the share, if the predictions are right.</summary>
    public required double StandardError { get; init; }

    /// <summary>Share that hit.</summary>
    public double Observed => (double)Hits / Runners;

    /// <summary>Lower end of the 95 % interval of the share, as if the horses ran apart.</summary>
    public double ObservedLow => WilsonInterval.Of(Hits, Runners).Low;

    /// <summary>Upper end of it.</summary>
    public double ObservedHigh => WilsonInterval.Of(Hits, Runners).High;

    /// <summary>What was predicted lies inside the interval.</summary>
    public bool IsCovered => Predicted >= ObservedLow && Predicted <= ObservedHigh;
}
