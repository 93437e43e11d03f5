using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>The objects of all buckets, and the rule that none changes twice within a second.</summary>
internal sealed class StorageObjects(TimeProvider clock, IReadOnlySet<string> buckets)
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<(string Bucket, string Name), StoredObject> _objects = new(ByBytes.Instance);
    private readonly List<(string Name, DateTimeOffset At)> _changes = [];
    private readonly Dictionary<(string, string), long> _lastChange = [];
    private long _lastGeneration;

    public bool LimitsRate { get; set; } = true;

    public IReadOnlyList<(string Name, DateTimeOffset At)> Changes
    {
        get
        {
            lock (_gate)
                return [.. _changes];
        }
    }

    public void CheckBucket(string bucket)
    {
        if (!buckets.Contains(bucket))
            throw StorageError.NoBucket();
    }

    public StoredObject? Find(string bucket, string name)
    {
        CheckBucket(bucket);
        lock (_gate)
            return _objects.GetValueOrDefault((bucket, name));
    }

    public StoredObject Get(string bucket, string name, long? generation = null) =>
        Find(bucket, name) is { } there && (generation is null || generation == there.Generation)
            ? there
            : throw StorageError.NoObject(bucket, name);

    public StoredObject Insert(string bucket, StorageUpload upload, StorageConditions conditions)
    {
        CheckBucket(bucket);
        if (upload.Name.Length is 0 or > 1024 || upload.Name.Any(c => c is '\r' or '\n') || upload.Name is "." or "..")
            throw StorageError.Bad($"Invalid object name: {upload.Name}");
        var (crc, md5) = (Crc32C.Of(upload.Content), StoredObject.Md5Of(upload.Content));
        if (upload.Crc32 is { } saidCrc && saidCrc != crc)
            throw StorageError.Bad($"Provided CRC32C \"{saidCrc}\" doesn't match calculated CRC32C \"{crc}\".");
        if (upload.Md5 is { } saidMd5 && saidMd5 != md5)
            throw StorageError.Bad($"Provided MD5 hash \"{saidMd5}\" doesn't match calculated MD5 hash \"{md5}\".");
        lock (_gate)
        {
            conditions.Check(_objects.GetValueOrDefault((bucket, upload.Name)));
            Change(bucket, upload.Name);
            var now = clock.GetUtcNow();
            return _objects[(bucket, upload.Name)] = new StoredObject
            {
                Bucket = bucket,
                Name = upload.Name,
                Content = upload.Content,
                ContentType = upload.ContentType,
                Generation = NextGeneration(now),
                Created = now,
                Updated = now,
                Metadata = upload.Metadata,
                CacheControl = upload.CacheControl,
                Crc32 = crc,
                Md5 = md5,
            };
        }
    }

    public StoredObject Patch(string bucket, string name, JsonObject patch, StorageConditions conditions)
    {
        lock (_gate)
        {
            var there = Get(bucket, name);
            conditions.Check(there);
            Change(bucket, name);
            return _objects[(bucket, name)] = there with
            {
                Metageneration = there.Metageneration + 1,
                Updated = clock.GetUtcNow(),
                Metadata = patch["metadata"]?.DeepClone().AsObject() ?? there.Metadata,
                ContentType = patch["contentType"]?.GetValue<string>() ?? there.ContentType,
            };
        }
    }

    public void Delete(string bucket, string name, StorageConditions conditions)
    {
        lock (_gate)
        {
            var there = Get(bucket, name);
            conditions.Check(there);
            Change(bucket, name);
            _objects.Remove((bucket, name));
        }
    }

    /// <summary>In the order of the names' UTF-8 bytes, behind <paramref name="after"/>.</summary>
    public StorageListing List(string bucket, string prefix, string? delimiter, string? after, int limit)
    {
        CheckBucket(bucket);
        var listing = new StorageListing();
        lock (_gate)
        {
            foreach (var there in _objects.Values)
            {
                if (there.Bucket != bucket || !there.Name.StartsWith(prefix, StringComparison.Ordinal))
                    continue;
                var cut = string.IsNullOrEmpty(delimiter) ? -1 : there.Name.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
                var key = cut < 0 ? there.Name : there.Name[..(cut + delimiter!.Length)];
                if ((after is not null && ByBytes.Compare(key, after) <= 0) || key == listing.Last)
                    continue;
                if (listing.Count == limit)
                {
                    listing.HasMore = true;
                    break;
                }
                listing.Last = key;
                if (cut < 0)
                    listing.Objects.Add(there);
                else
                    listing.Prefixes.Add(key);
            }
        }
        return listing;
    }

    private void Change(string bucket, string name)
    {
        var now = clock.GetTimestamp();
        if (
            LimitsRate
            && _lastChange.TryGetValue((bucket, name), out var last)
            && clock.GetElapsedTime(last, now) < TimeSpan.FromSeconds(1)
        )
            throw StorageError.TooFast(bucket, name);
        _lastChange[(bucket, name)] = now;
        _changes.Add((name, clock.GetUtcNow()));
    }

    private long NextGeneration(DateTimeOffset now) => _lastGeneration = Math.Max(_lastGeneration + 1, now.ToUnixTimeMilliseconds() * 1000);

    private sealed class ByBytes : IComparer<(string Bucket, string Name)>
    {
        public static readonly ByBytes Instance = new();

        public int Compare((string Bucket, string Name) x, (string Bucket, string Name) y) =>
            string.CompareOrdinal(x.Bucket, y.Bucket) is not 0 and var order ? order : Compare(x.Name, y.Name);

        public static int Compare(string x, string y)
        {
            for (var at = 0; at < Math.Min(x.Length, y.Length); at++)
            {
                var (one, other) = (x[at], y[at]);
                if (one != other)
                    // In UTF-8 a pair of surrogates comes behind every other character, in UTF-16 it does not.
                    return char.IsSurrogate(one) == char.IsSurrogate(other) ? one - other
                        : char.IsSurrogate(one) ? 1
                        : -1;
            }
            return x.Length - y.Length;
        }
    }
}

/// <summary>One page of a list.</summary>
internal sealed class StorageListing
{
    public List<StoredObject> Objects { get; } = [];
    public List<string> Prefixes { get; } = [];
    public string? Last { get; set; }
    public bool HasMore { get; set; }
    public int Count => Objects.Count + Prefixes.Count;

    /// <param name="origin">The server's address.</param>
    /// <param name="fields">A partial answer, as <c>items(name,generation),prefixes,nextPageToken</c>; null: the whole.</param>
    public JsonObject ToJson(string origin, string? fields)
    {
        var json = new JsonObject();
        if (fields is null || fields.Split(',').Contains("kind"))
            json["kind"] = "storage#objects";
        if (HasMore)
            json["nextPageToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(Last!));
        if (Prefixes.Count > 0)
            json["prefixes"] = new JsonArray([.. Prefixes.Select(prefix => JsonValue.Create(prefix))]);
        if (Objects.Count > 0)
            json["items"] = new JsonArray([.. Objects.Select(there => Item(there, origin, fields))]);
        return json;
    }

    private static JsonObject Item(StoredObject there, string origin, string? fields)
    {
        const string start = "items(";
        if (fields?.IndexOf(start, StringComparison.Ordinal) is not ({ } at and >= 0))
            return there.ToJson(origin);
        var inner = fields[(at + start.Length)..];
        var names = inner[..inner.IndexOf(')', StringComparison.Ordinal)];
        if (names == "name,generation")
            return new JsonObject { ["name"] = there.Name, ["generation"] = there.Generation.ToString(CultureInfo.InvariantCulture) };
        var json = there.ToJson(origin);
        foreach (var name in json.Select(pair => pair.Key).Except(names.Split(','), StringComparer.Ordinal).ToList())
            json.Remove(name);
        return json;
    }

    /// <exception cref="StorageError">400: it was not given by this server.</exception>
    public static string? After(string? token)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? null : Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw StorageError.Bad(string.Create(CultureInfo.InvariantCulture, $"Invalid page token: {token}"));
        }
    }
}
