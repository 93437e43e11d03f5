using Hippique.Sources.RaceArchive;

namespace Hippique.Demo.Simulation;

/// <summary>
/// The money of a race. It comes in three waves: until H-30, from there to H-5, and after H-5; each with an opinion of its own, the last the best informed. The place pool
/// has only one wave, and a worse opinion.
/// </summary>
internal sealed class Crowd
{
    /// <summary>Share that the operator keeps of the win pool and of the place pool.</summary>
    public const double TakeOut = 0.14;

    private static readonly Wave[] Waves =
    [
        new(Weight: 0.35, Exponent: 0.90, Noise: 0.26, FromMinutes: 600, ToMinutes: 30),
        new(Weight: 0.27, Exponent: 0.94, Noise: 0.15, FromMinutes: 30, ToMinutes: 5),
        new(Weight: 0.38, Exponent: 1.00, Noise: 0.10, FromMinutes: 5, ToMinutes: 0),
    ];

    // Copies the favourites of the win pool too timidly, and misses much.
    private const double PlaceExponent = 0.95;
    private const double PlaceNoise = 0.22;
    private readonly double[][] _opinions;
    private readonly double[] _place;

    private Crowd(double[][] opinions, double[] place, double winPool, double placePool, int placesPaid)
    {
        (_opinions, _place) = (opinions, place);
        (WinPool, PlacePool, PlacesPaid) = (winPool, placePool, placesPaid);
    }

    /// <summary>Euros at the close.</summary>
    public double WinPool { get; }
    public double PlacePool { get; }

    /// <summary>0 if the place bet is refunded.</summary>
    public int PlacesPaid { get; }

    /// <param name="random">The race's generator.</param>
    /// <param name="win">True win probabilities of the starters.</param>
    /// <param name="placed">True probabilities of the starters to be placed.</param>
    /// <param name="placesPaid">Two with up to seven declared, three from eight.</param>
    public static Crowd Gather(ref SplitMix64 random, IReadOnlyList<double> win, IReadOnlyList<double> placed, int placesPaid)
    {
        var opinions = new double[Waves.Length][];
        for (var i = 0; i < Waves.Length; i++)
            opinions[i] = Opinion(ref random, win, Waves[i].Exponent, Waves[i].Noise);
        var place = Opinion(ref random, placed, PlaceExponent, PlaceNoise);
        var winPool = Math.Round(18_000 + 42_000 * random.NextUniform());
        return new Crowd(opinions, place, winPool, Math.Round(winPool * 0.55), placesPaid);
    }

    /// <summary>Euros on each starter to win, at so many minutes before the off (0 or less: the close).</summary>
    public double[] WinStakes(double minutesToOff)
    {
        var stakes = new double[_place.Length];
        for (var wave = 0; wave < Waves.Length; wave++)
        {
            var money = WinPool * Waves[wave].Weight * Waves[wave].Fraction(minutesToOff);
            for (var i = 0; i < stakes.Length; i++)
                stakes[i] += money * _opinions[wave][i];
        }
        return stakes;
    }

    /// <summary>Euros on each starter to be placed.</summary>
    public double[] PlaceStakes(double minutesToOff)
    {
        var money = PlacePool * Waves.Sum(wave => wave.Weight * wave.Fraction(minutesToOff));
        return [.. _place.Select(share => money * share)];
    }

    private static double[] Opinion(ref SplitMix64 random, IReadOnlyList<double> truth, double exponent, double noise)
    {
        var shares = new double[truth.Count];
        for (var i = 0; i < shares.Length; i++)
            shares[i] = Math.Pow(truth[i], exponent) * Math.Exp(noise * random.NextNormal());
        var sum = shares.Sum();
        return [.. shares.Select(share => share / sum)];
    }

    private sealed record Wave(double Weight, double Exponent, double Noise, double FromMinutes, double ToMinutes)
    {
        /// <summary>How much of the wave has come in; the morning starts with a twentieth, so that there is always a price.</summary>
        public double Fraction(double minutesToOff)
        {
            var passed = Math.Clamp((FromMinutes - minutesToOff) / (FromMinutes - ToMinutes), 0, 1);
            return FromMinutes > 30 ? 0.05 + 0.95 * passed : passed;
        }
    }
}
