using System.Buffers.Binary;
using System.Numerics;

namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>The checksum by which Cloud Storage and its clients compare contents.</summary>
internal static class Crc32C
{
    /// <summary>As the JSON of an object has it: big-endian, in base 64.</summary>
    public static string Of(ReadOnlySpan<byte> content)
    {
        var crc = uint.MaxValue;
        foreach (var value in content)
            crc = BitOperations.Crc32C(crc, value);
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, ~crc);
        return Convert.ToBase64String(bytes);
    }
}
