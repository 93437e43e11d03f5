using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>An answer before it is sent: a fault may still replace it.</summary>
/// <param name="Status">0: none.</param>
/// <param name="Body">The bytes.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Headers">Beside it.</param>
internal sealed record StorageAnswer(int Status, ReadOnlyMemory<byte> Body, string? ContentType, IReadOnlyList<(string, string)> Headers)
{
    public static StorageAnswer Empty(int status, params IReadOnlyList<(string, string)> headers) => new(status, default, null, headers);

    public static StorageAnswer Json(JsonObject json) =>
        new(200, Encoding.UTF8.GetBytes(json.ToJsonString()), "application/json; charset=UTF-8", []);

    public static StorageAnswer Of(StorageError refused) =>
        new(refused.Status, Encoding.UTF8.GetBytes(refused.Json), "application/json; charset=UTF-8", []);

    /// <summary>As a download is refused: in words, without JSON.</summary>
    public static StorageAnswer Text(StorageError refused) =>
        new(refused.Status, Encoding.UTF8.GetBytes(refused.Message), "text/html; charset=UTF-8", []);

    public static StorageAnswer Content(StoredObject there, string? range)
    {
        List<(string, string)> headers =
        [
            ("ETag", $"\"{there.ETag}\""),
            ("X-Goog-Generation", there.Generation.ToString(CultureInfo.InvariantCulture)),
            ("X-Goog-Metageneration", there.Metageneration.ToString(CultureInfo.InvariantCulture)),
            ("X-Goog-Hash", $"crc32c={there.Crc32},md5={there.Md5}"),
            ("X-Goog-Storage-Class", "STANDARD"),
            ("X-Goog-Stored-Content-Encoding", "identity"),
            ("X-Goog-Stored-Content-Length", there.Content.Length.ToString(CultureInfo.InvariantCulture)),
            ("Accept-Ranges", "bytes"),
        ];
        if (!RangeHeaderValue.TryParse(range, out var wanted) || wanted.Ranges.Count != 1)
            return new(200, there.Content, there.ContentType, headers);
        var (first, last) = (wanted.Ranges.First().From, wanted.Ranges.First().To);
        var length = there.Content.Length;
        var from = (int)(first ?? Math.Max(0, length - last!.Value));
        var to = (int)Math.Min(first is null ? length - 1 : last ?? long.MaxValue, length - 1);
        if (from >= length)
            return Of(new StorageError(416, "requestedRangeNotSatisfiable", "The requested range cannot be satisfied."));
        headers.Add(("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{to}/{length}")));
        return new(206, there.Content.AsMemory(from, to - from + 1), there.ContentType, headers);
    }

    public async Task WriteAsync(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        if (ContentType is not null)
            response.ContentType = ContentType;
        if (Status is 204 or 304)
            return;
        response.ContentLength = Body.Length;
        await response.Body.WriteAsync(Body, context.RequestAborted);
    }
}
