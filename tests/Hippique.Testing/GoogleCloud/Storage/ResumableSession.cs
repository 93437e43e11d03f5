using System.Globalization;
using System.Text.RegularExpressions;

namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>An upload in pieces, by the rules of the protocol: pieces follow each other, each but the last a multiple of 256 KiB.</summary>
internal sealed partial class ResumableSession(string bucket, StorageUpload upload, StorageConditions conditions)
{
    private const int Quantum = 256 * 1024;
    private readonly List<byte> _received = [];

    public string Bucket => bucket;

    public StorageUpload Upload => upload with { Content = [.. _received] };

    public StorageConditions Conditions => conditions;

    public bool Cancelled { get; set; }

    /// <summary>What became of it; null while it goes on.</summary>
    public StoredObject? Done { get; set; }

    /// <summary>Value of the header <c>Range</c> of a 308; null if nothing has come.</summary>
    public string? Range => _received.Count == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"bytes=0-{_received.Count - 1}");

    /// <summary>Whether the upload is whole with it.</summary>
    /// <param name="contentRange">Of the request; null: the body is all of it.</param>
    /// <param name="body">The bytes.</param>
    public bool Take(string? contentRange, byte[] body)
    {
        if (contentRange is null)
        {
            _received.Clear();
            _received.AddRange(body);
            return true;
        }
        if (RangeFormat().Match(contentRange) is not { Success: true } range)
            throw StorageError.Bad($"Failed to parse Content-Range header: {contentRange}");
        long? total = range.Groups["total"].Value == "*" ? null : Number(range, "total");
        if (!range.Groups["first"].Success)
        {
            if (body.Length > 0)
                throw StorageError.Bad("A status check has no body.");
            return total == _received.Count;
        }
        var first = Number(range, "first");
        if (first > _received.Count)
            throw new StorageError(503, "backendError", "Invalid request. The piece begins behind what has come.");
        long? last = range.Groups["last"].Value == "*" ? null : Number(range, "last");
        if (last is { } end && end - first + 1 != body.Length)
            throw StorageError.Bad("Content-Range and body differ in length.");
        var known = (int)Math.Min(_received.Count - first, body.Length);
        _received.AddRange(body.AsSpan(known));
        var whole = last is null || total == _received.Count;
        if (!whole && body.Length % Quantum != 0)
            throw StorageError.Bad("Each piece but the last has a multiple of 256 KiB.");
        if (total < _received.Count)
            throw StorageError.Bad("More bytes than the total.");
        return whole;
    }

    private static long Number(Match range, string group) => long.Parse(range.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\Abytes (\*|(?<first>\d{1,15})-(?<last>\d{1,15}|\*))/(?<total>\d{1,15}|\*)\z")]
    private static partial Regex RangeFormat();
}
