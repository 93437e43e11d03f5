namespace Hippique.Gpi.Calibration;

/// <summary>Where a share that was observed lies with 95 % confidence (Wilson 1927); unlike the plain interval it stays between 0 and 1, and is no point where nothing or everything hit.</summary>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    /// <summary>Quantile .975 of the normal distribution.</summary>
    private const double Z = 1.959963984540054;

    /// <param name="hits">How many hit.</param>
    /// <param name="count">Of how many; 1 at least.</param>
    public static WilsonInterval Of(int hits, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        double n = count;
        var share = hits / n;
        var middle = (share + Z * Z / (2 * n)) / (1 + Z * Z / n);
        var half = Z / (1 + Z * Z / n) * Math.Sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
        // Where nothing or everything hit, an end is the share itself, which the sum misses by a rounding.
        return new WilsonInterval(Math.Clamp(middle - half, 0, share), Math.Clamp(middle + half, share, 1));
    }
}
