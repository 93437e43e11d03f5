using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>One generation of an object.</summary>
internal sealed record StoredObject
{
    public required string Bucket { get; init; }
    public required string Name { get; init; }
    public required byte[] Content { get; init; }
    public required string ContentType { get; init; }
    public required long Generation { get; init; }
    public long Metageneration { get; init; } = 1;
    public required DateTimeOffset Created { get; init; }
    public required DateTimeOffset Updated { get; init; }
    public JsonObject? Metadata { get; init; }
    public string? CacheControl { get; init; }
    public required string Crc32 { get; init; }
    public required string Md5 { get; init; }

    public string ETag =>
        Convert.ToBase64String(
            System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Generation}/{Metageneration}"))
        );

    [SuppressMessage("Security", "CA5351", Justification = "A checksum of the protocol, no protection.")]
    public static string Md5Of(byte[] content) => Convert.ToBase64String(MD5.HashData(content));

    public JsonObject ToJson(string origin)
    {
        var self = $"{origin}/storage/v1/b/{Bucket}/o/{Uri.EscapeDataString(Name)}";
        var json = new JsonObject
        {
            ["kind"] = "storage#object",
            ["id"] = $"{Bucket}/{Name}/{Text(Generation)}",
            ["selfLink"] = self,
            ["mediaLink"] =
                $"{origin}/download/storage/v1/b/{Bucket}/o/{Uri.EscapeDataString(Name)}?generation={Text(Generation)}&alt=media",
            ["name"] = Name,
            ["bucket"] = Bucket,
            ["generation"] = Text(Generation),
            ["metageneration"] = Text(Metageneration),
            ["contentType"] = ContentType,
            ["storageClass"] = "STANDARD",
            ["size"] = Text(Content.Length),
            ["md5Hash"] = Md5,
            ["crc32c"] = Crc32,
            ["etag"] = ETag,
            ["timeCreated"] = Time(Created),
            ["updated"] = Time(Updated),
            ["timeStorageClassUpdated"] = Time(Created),
            ["timeFinalized"] = Time(Created),
        };
        if (Metadata is not null)
            json["metadata"] = Metadata.DeepClone();
        if (CacheControl is not null)
            json["cacheControl"] = CacheControl;
        return json;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
