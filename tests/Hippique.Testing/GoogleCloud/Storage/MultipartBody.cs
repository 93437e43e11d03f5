using System.Text;

namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>Parts of a multipart body; its lines may end in a line feed alone, as those of gcloud do.</summary>
internal static class MultipartBody
{
    /// <summary>Null if the last boundary is missing.</summary>
    public static IReadOnlyList<(string Headers, byte[] Content)>? Parts(ReadOnlySpan<byte> body, string boundary)
    {
        var parts = new List<(string, byte[])>();
        ReadOnlySpan<byte> mark = Encoding.ASCII.GetBytes("--" + boundary);
        if (!body.StartsWith(mark))
            return null;
        var rest = body[mark.Length..];
        ReadOnlySpan<byte> between = [(byte)'\n', .. mark];
        while (!rest.StartsWith("--"u8))
        {
            var end = rest.IndexOf(between);
            if (end < 0)
                return null;
            var part = rest[(rest.IndexOf((byte)'\n') + 1)..end];
            if (part.EndsWith("\r"u8))
                part = part[..^1];
            var (cut, length) = (part.IndexOf("\r\n\r\n"u8), 4);
            if (part.IndexOf("\n\n"u8) is >= 0 and var bare && (cut < 0 || bare < cut))
                (cut, length) = (bare, 2);
            if (cut < 0)
                return null;
            parts.Add((Encoding.ASCII.GetString(part[..cut]), part[(cut + length)..].ToArray()));
            rest = rest[(end + between.Length)..];
        }
        return parts;
    }
}
