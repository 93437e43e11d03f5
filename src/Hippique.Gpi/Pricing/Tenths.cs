namespace Hippique.Gpi.Pricing;

/// <summary>Odds are published in tenths.</summary>
public static class Tenths
{
    // A crumb of rounding must not push 6.2 up to 6.3.
    private const double Crumb = 1e-9;

    /// <summary>The lowest published odds that are at least <paramref name="odds"/>.</summary>
    public static double Up(double odds) => Math.Ceiling(odds * 10 - Crumb) / 10;
}
