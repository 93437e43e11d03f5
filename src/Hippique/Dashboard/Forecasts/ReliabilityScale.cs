namespace Hippique.Dashboard.Forecasts;

/// <summary>Where a probability stands on an axis of a diagram.</summary>
public sealed record ReliabilityScale
{
    /// <summary>
    /// For wins: by the logarithm of the chances for to those against. From 1 to 5 % it is as far as from 15 to 50 %, so that outsiders, which are most of the horses, are seen as well
    /// as favourites; on a plain axis nearly all points lie in one corner. An equal step is an equal factor of the odds against a horse.
    /// </summary>
    public static readonly ReliabilityScale Win = new()
    {
        Low = .004,
        High = .85,
        Ticks = [.01, .02, .05, .1, .2, .4, .7],
        IsLogit = true,
    };

    /// <summary>For places: plain, since they fill the whole range.</summary>
    public static readonly ReliabilityScale Place = new()
    {
        Low = 0,
        High = 1,
        Ticks = [0, .2, .4, .6, .8, 1],
        IsLogit = false,
    };

    private ReliabilityScale() { }

    /// <summary>What lies below stands at this end.</summary>
    public required double Low { get; init; }

    /// <summary>What lies above stands at this end.</summary>
    public required double High { get; init; }

    public required IReadOnlyList<double> Ticks { get; init; }
    public required bool IsLogit { get; init; }

    /// <summary>From 0 at the lower end to 1 at the upper.</summary>
    public double At(double probability)
    {
        var within = Math.Clamp(probability, Low, High);
        return (Raw(within) - Raw(Low)) / (Raw(High) - Raw(Low));
    }

    private double Raw(double probability) => IsLogit ? Math.Log(probability / (1 - probability)) : probability;
}
