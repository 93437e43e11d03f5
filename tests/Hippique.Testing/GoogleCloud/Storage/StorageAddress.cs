namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>What a request's target names. The name of an object is one part of the path, with its slashes escaped, as the real service asks for.</summary>
internal sealed record StorageAddress
{
    public required string Service { get; init; }
    public string? Bucket { get; init; }
    public string? Name { get; init; }
    public bool IsKnown { get; init; }
    public bool OfObjects { get; init; }
    public bool OfPermissions { get; init; }
    public required IReadOnlyDictionary<string, string> Query { get; init; }

    public static StorageAddress Of(string target)
    {
        var cut = target.IndexOf('?', StringComparison.Ordinal);
        var path = cut < 0 ? target : target[..cut];
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in (cut < 0 ? "" : target[(cut + 1)..]).Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            query[Unescaped(equals < 0 ? pair : pair[..equals])] = equals < 0 ? "" : Unescaped(pair[(equals + 1)..]);
        }
        var service = path[..path.IndexOf("storage/v1/", StringComparison.Ordinal)].Trim('/');
        var parts = path[(path.IndexOf("storage/v1/", StringComparison.Ordinal) + "storage/v1/".Length)..].Split('/');
        var address = new StorageAddress { Service = service, Query = query };
        return parts switch
        {
            ["b"] => address with { IsKnown = true },
            ["b", var bucket] => address with { IsKnown = true, Bucket = Uri.UnescapeDataString(bucket) },
            ["b", var bucket, "iam", "testPermissions"] => address with
            {
                IsKnown = true,
                Bucket = Uri.UnescapeDataString(bucket),
                OfPermissions = true,
            },
            ["b", var bucket, "o"] => address with { IsKnown = true, Bucket = Uri.UnescapeDataString(bucket), OfObjects = true },
            ["b", var bucket, "o", { Length: > 0 } name] => address with
            {
                IsKnown = true,
                Bucket = Uri.UnescapeDataString(bucket),
                OfObjects = true,
                Name = Uri.UnescapeDataString(name),
            },
            _ => address,
        };
    }

    public StorageCall CallOf(string method) =>
        (Service, method, this) switch
        {
            (_, _, { IsKnown: false }) => StorageCall.Unknown,
            ("upload", "POST", { OfObjects: true, Name: null }) => Query.GetValueOrDefault("uploadType") switch
            {
                "media" => StorageCall.InsertMedia,
                "multipart" => StorageCall.InsertMultipart,
                "resumable" => Query.ContainsKey("upload_id") ? StorageCall.ResumableChunk : StorageCall.StartResumable,
                _ => StorageCall.Unknown,
            },
            ("upload", "PUT", { OfObjects: true }) when Query.ContainsKey("upload_id") => StorageCall.ResumableChunk,
            ("upload", "DELETE", { OfObjects: true }) when Query.ContainsKey("upload_id") => StorageCall.CancelResumable,
            ("upload", _, _) => StorageCall.Unknown,
            (_, "GET", { Name: not null }) => Query.GetValueOrDefault("alt") == "media" ? StorageCall.GetContent : StorageCall.GetMetadata,
            ("download", _, _) => StorageCall.Unknown,
            (_, "GET", { OfPermissions: true }) => StorageCall.TestPermissions,
            (_, "GET", { OfObjects: true }) => StorageCall.List,
            (_, "GET", { Bucket: not null }) => StorageCall.GetBucket,
            (_, "GET", _) => StorageCall.ListBuckets,
            (_, "PATCH", { Name: not null }) => StorageCall.Patch,
            (_, "DELETE", { Name: not null }) => StorageCall.Delete,
            _ => StorageCall.Unknown,
        };

    private static string Unescaped(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
