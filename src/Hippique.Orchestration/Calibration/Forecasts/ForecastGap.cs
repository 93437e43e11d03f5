namespace Hippique.Orchestration.Calibration.Forecasts;

/// <summary>Why a race says nothing of the model in use.</summary>
public enum ForecastGap
{
    /// <summary>No official arrival is known, or nobody won it alone.</summary>
    NoWinner,

    /// <summary>It was not analysed at H-5, or no pool had a price then.</summary>
    NotAnalysed,

    /// <summary>Another model spoke.</summary>
    OtherModel,

    /// <summary>A price of H-30 or H-5 was not seen but modelled: between the reference and the close nobody could bet at it.</summary>
    ModelledPrices,

    /// <summary>The model was fitted on races of its day in this pool.</summary>
    Fitted,

    /// <summary>A horse that ran was given no chance.</summary>
    Incomplete,
}
