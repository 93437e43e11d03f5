using System.Buffers.Binary;
using System.Globalization;
using System.Net.Http.Headers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Google;
using Google.Apis.Upload;
using Google.Cloud.Storage.V1;
using StorageObject = Google.Apis.Storage.v1.Data.Object;

namespace Hippique.GoogleCloud.Storage;

/// <summary>
/// One try of a write: up to 5 MB in one request (the client's own upload takes two for any size), above that resumable. The checksum goes along, so that Cloud Storage refuses
/// bytes that were changed on the way.
/// </summary>
internal sealed class BucketUploads(BucketConnection connection, BucketOptions options)
{
    /// <summary>In bytes.</summary>
    public const int LargestSimple = 5 * 1024 * 1024;

    /// <summary>A multiple of 256 KiB.</summary>
    private const int Piece = 4 * 1024 * 1024;

    /// <summary>Name of the metadata that tells one write from all others.</summary>
    public const string WriteKey = "write";

    /// <returns>The new generation.</returns>
    /// <exception cref="GoogleApiException">412: the generation that is there is not <paramref name="ifGeneration"/>.</exception>
    public async Task<long> UploadAsync(
        string name,
        ReadOnlyMemory<byte> content,
        long ifGeneration,
        string write,
        CancellationToken cancellationToken
    )
    {
        var resource = new StorageObject
        {
            Bucket = options.Bucket,
            Name = name,
            ContentType = TypeOf(name),
            Crc32c = Crc32C(content.Span),
            Metadata = new Dictionary<string, string> { [WriteKey] = write },
        };
        var stored =
            content.Length <= LargestSimple
                ? await SimpleAsync(resource, content, ifGeneration, cancellationToken).ConfigureAwait(false)
                : await ResumableAsync(resource, content, ifGeneration, cancellationToken).ConfigureAwait(false);
        return stored.Generation!.Value;
    }

    private async Task<StorageObject> SimpleAsync(
        StorageObject resource,
        ReadOnlyMemory<byte> content,
        long ifGeneration,
        CancellationToken cancellationToken
    )
    {
        var service = connection.Client.Service;
        using var json = new StringContent(service.Serializer.Serialize(resource), Encoding.UTF8, "application/json");
        using var media = new ReadOnlyMemoryContent(content);
        media.Headers.ContentType = MediaTypeHeaderValue.Parse(resource.ContentType);
        using var both = new MultipartContent("related") { json, media };
        var query = string.Create(CultureInfo.InvariantCulture, $"?uploadType=multipart&ifGenerationMatch={ifGeneration}");
        using var request = new HttpRequestMessage(HttpMethod.Post, connection.Uploads + query) { Content = both };
        using var response = await service.HttpClient.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        return response.IsSuccessStatusCode
            ? service.Serializer.Deserialize<StorageObject>(body)
            : throw new GoogleApiException(service.Name, MessageIn(body) ?? response.ReasonPhrase) { HttpStatusCode = response.StatusCode };
    }

    private async Task<StorageObject> ResumableAsync(
        StorageObject resource,
        ReadOnlyMemory<byte> content,
        long ifGeneration,
        CancellationToken cancellationToken
    )
    {
        using var stream = MemoryMarshal.TryGetArray(content, out var array)
            ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
            : new MemoryStream(content.ToArray(), writable: false);
        var uploader = connection.Client.CreateObjectUploader(
            resource,
            stream,
            new UploadObjectOptions { ChunkSize = Piece, IfGenerationMatch = ifGeneration }
        );
        var progress = await uploader.UploadAsync(cancellationToken).ConfigureAwait(false);
        return progress.Status == UploadStatus.Completed
            ? uploader.ResponseBody
            : throw progress.Exception ?? new IOException("the upload ended without an answer");
    }

    /// <summary>What a refusal says; null for a page of something in between.</summary>
    private static string? MessageIn(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("error").GetProperty("message").GetString();
        }
        catch (Exception other) when (other is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string TypeOf(string name) =>
        Path.GetExtension(name) switch
        {
            ".json" => "application/json",
            ".jsonl" => "application/x-ndjson",
            ".csv" => "text/csv",
            ".log" => "text/plain",
            ".gz" => "application/gzip",
            _ => "application/octet-stream",
        };

    private static string Crc32C(ReadOnlySpan<byte> content)
    {
        var crc = uint.MaxValue;
        for (; content.Length >= sizeof(ulong); content = content[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(content));
        foreach (var value in content)
            crc = BitOperations.Crc32C(crc, value);
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, ~crc);
        return Convert.ToBase64String(bytes);
    }
}
