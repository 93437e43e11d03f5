using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;

namespace Hippique.Dashboard.Assets;

/// <summary>A file of <c>wwwroot</c>, which lies in the program itself.</summary>
/// <param name="Address">With its hash, so that a browser can keep it: <c>/assets/app.5e8f01c2.css</c>.</param>
/// <param name="MediaType">With its character set.</param>
/// <param name="Body">As it is.</param>
/// <param name="Packed">Compressed by Brotli; null if that makes it no smaller.</param>
internal sealed record AssetFile(string Address, string MediaType, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte>? Packed);

/// <summary>The dashboard's styles, scripts and pictures. They are read when the first of them is asked for.</summary>
internal static class AssetFiles
{
    public const string Root = "/assets";
    private const string Prefix = "wwwroot/";
    private static readonly Lazy<FrozenDictionary<string, AssetFile>> All = new(Read);
    private static readonly Lazy<FrozenDictionary<string, AssetFile>> ByAddress = new(() =>
        All.Value.Values.ToFrozenDictionary(file => file.Address, StringComparer.Ordinal)
    );

    /// <summary>The file's address: <c>app.css</c> gives <c>/assets/app.5e8f01c2.css</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such file.</exception>
    public static string AddressOf(string name) => All.Value[name].Address;

    /// <summary>The file by its name alone, for the few whose address may never change.</summary>
    public static AssetFile Get(string name) => All.Value[name];

    /// <summary>Null if no file has this address now.</summary>
    public static AssetFile? At(string address) => ByAddress.Value.GetValueOrDefault(address);

    private static FrozenDictionary<string, AssetFile> Read()
    {
        var assembly = typeof(AssetFiles).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => KeyValuePair.Create(name[Prefix.Length..], Read(assembly, name)))
            .ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static AssetFile Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)!;
        var body = new byte[stream.Length];
        stream.ReadExactly(body);
        var name = resource[Prefix.Length..];
        var extension = Path.GetExtension(name);
        var hash = Convert.ToHexStringLower(SHA256.HashData(body))[..8];
        var packed = Pack(body);
        return new AssetFile(
            $"{Root}/{name[..^extension.Length]}.{hash}{extension}",
            MediaTypeOf(extension),
            body,
            packed.Length < body.Length ? packed : null
        );
    }

    private static byte[] Pack(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize))
            brotli.Write(body);
        return packed.ToArray();
    }

    private static string MediaTypeOf(string extension) =>
        extension switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml; charset=utf-8",
            ".png" => "image/png",
            ".webmanifest" => "application/manifest+json; charset=utf-8",
            _ => throw new InvalidOperationException($"no media type for {extension}"),
        };
}
