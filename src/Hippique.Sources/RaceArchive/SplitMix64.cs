using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hippique.Sources.RaceArchive;

/// <summary>
/// A generator whose numbers depend on its seed alone, on every machine and in every version of the framework: SplitMix64
/// (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014), with the normal deviate of Box and Muller (1958).
/// </summary>
internal struct SplitMix64(ulong seed)
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _state = seed;

    /// <summary>The seed that a name stands for: the first eight bytes of its SHA-256.</summary>
    public static ulong SeedOf(string name) => BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    /// <summary>One normal deviate per <paramref name="index"/>, the same whichever others are asked for, and in whatever order.</summary>
    public static double NormalAt(ulong seed, int index)
    {
        // Two numbers a deviate: each index has its own two places in the sequence.
        var random = new SplitMix64(unchecked(seed + 2 * (ulong)index * Step));
        return random.NextNormal();
    }

    public ulong Next()
    {
        unchecked
        {
            var z = _state += Step;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>Above 0 and at most 1, in steps of 2⁻⁵³.</summary>
    public double NextUniform() => ((Next() >> 11) + 1) * (1.0 / (1UL << 53));

    public double NextNormal()
    {
        var radius = Math.Sqrt(-2.0 * Math.Log(NextUniform()));
        return radius * Math.Cos(2.0 * Math.PI * NextUniform());
    }
}
