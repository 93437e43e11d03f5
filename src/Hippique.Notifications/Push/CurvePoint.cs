using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Hippique.Notifications.Push;

/// <summary>Points of the curve P-256 (FIPS 186-4, D.1.2.3): y² = x³ − 3x + b.</summary>
internal static class CurvePoint
{
    /// <summary>The first byte of a point with both coordinates (SEC 1, 2.3.3).</summary>
    public const byte Uncompressed = 4;

    private const int Coordinate = 32;

    private static readonly BigInteger Prime = Hex("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
    private static readonly BigInteger B = Hex("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    /// <summary>Whether these are the 65 bytes of one. A key that is none would break off the encryption.</summary>
    public static bool IsOnP256(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != 1 + (2 * Coordinate) || bytes[0] != Uncompressed)
            return false;
        var x = new BigInteger(bytes.Slice(1, Coordinate), isUnsigned: true, isBigEndian: true);
        var y = new BigInteger(bytes[(1 + Coordinate)..], isUnsigned: true, isBigEndian: true);
        return x < Prime && y < Prime && ((y * y) - (((x * x) - 3) * x) - B) % Prime == 0;
    }

    /// <param name="bytes">Of a point, see <see cref="IsOnP256"/>.</param>
    public static ECPoint Of(byte[] bytes) => new() { X = bytes[1..(1 + Coordinate)], Y = bytes[(1 + Coordinate)..] };

    private static BigInteger Hex(string digits) =>
        BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
