using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>What an insert brings.</summary>
internal sealed partial record StorageUpload
{
    public required string Name { get; init; }
    public byte[] Content { get; init; } = [];
    public string ContentType { get; init; } = "application/octet-stream";
    public JsonObject? Metadata { get; init; }
    public string? CacheControl { get; init; }
    public string? Crc32 { get; init; }
    public string? Md5 { get; init; }

    /// <summary>Of a multipart body: the resource as JSON, then the content; exactly two parts.</summary>
    public static async Task<StorageUpload> OfMultipartAsync(HttpRequest request, string? name, CancellationToken cancellationToken)
    {
        if (BoundaryFormat().Match(request.ContentType ?? "").Groups["boundary"].Value is not { Length: > 0 } boundary)
            throw StorageError.Bad("A multipart upload has the content type multipart/related with a boundary.");
        if (MultipartBody.Parts(await BodyAsync(request, cancellationToken), boundary) is not [var resource, var media])
            throw StorageError.Bad("A multipart upload has two parts: metadata and media.");
        if (TypeIn(resource.Headers)?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
            throw StorageError.Bad("The first part of a multipart upload is JSON.");
        return OfResource(resource.Content, name, TypeIn(media.Headers)) with { Content = media.Content };
    }

    /// <param name="json">The resource; empty: none.</param>
    /// <param name="name">From the query.</param>
    /// <param name="contentType">Of the content, if the resource names none.</param>
    public static StorageUpload OfResource(byte[] json, string? name, string? contentType)
    {
        try
        {
            var resource = json.Length == 0 ? [] : JsonNode.Parse(json)!.AsObject();
            return new StorageUpload
            {
                Name = resource["name"]?.GetValue<string>() ?? name ?? throw StorageError.Bad("Required parameter: name", "required"),
                ContentType = resource["contentType"]?.GetValue<string>() ?? contentType ?? "application/octet-stream",
                Metadata = resource["metadata"]?.DeepClone().AsObject(),
                CacheControl = resource["cacheControl"]?.GetValue<string>(),
                Crc32 = resource["crc32c"]?.GetValue<string>(),
                Md5 = resource["md5Hash"]?.GetValue<string>(),
            };
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            throw StorageError.Bad("Parse Error", "parseError");
        }
    }

    public static async Task<byte[]> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        return body.ToArray();
    }

    private static string? TypeIn(string headers) =>
        ContentTypeFormat().Match(headers) is { Success: true } found ? found.Groups["type"].Value.Trim() : null;

    [GeneratedRegex(@"^content-type:(?<type>[^\r\n]+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex ContentTypeFormat();

    /// <summary>In double quotes, in single ones (as gcloud has it), or in none.</summary>
    [GeneratedRegex("""\Amultipart/related;.*boundary=(?<quote>["']?)(?<boundary>[^"';]+)\k<quote>""", RegexOptions.IgnoreCase)]
    private static partial Regex BoundaryFormat();
}
