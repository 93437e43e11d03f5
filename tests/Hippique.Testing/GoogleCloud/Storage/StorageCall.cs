namespace Hippique.Testing.GoogleCloud.Storage;

/// <summary>What was asked of Cloud Storage.</summary>
public enum StorageCall
{
    ListBuckets,
    GetBucket,
    TestPermissions,
    List,
    GetMetadata,
    GetContent,
    InsertMedia,
    InsertMultipart,
    StartResumable,
    ResumableChunk,
    CancelResumable,
    Patch,
    Delete,
    Unknown,
}

/// <summary>One request as the server saw it.</summary>
public sealed record StorageRequest
{
    public required StorageCall Call { get; init; }

    /// <summary>Of the object; empty if it is about none, or its name stands in the body.</summary>
    public required string Name { get; init; }

    public required IReadOnlyDictionary<string, string> Query { get; init; }

    /// <summary>Of the answer; 0 if there was none.</summary>
    public int Status { get; init; }

    /// <summary>On the server's clock.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>What goes wrong with the next requests that it is meant for.</summary>
/// <param name="When">Which requests.</param>
/// <param name="Status">The answer; null: the connection is dropped.</param>
public sealed record StorageFault(Func<StorageRequest, bool> When, int? Status)
{
    /// <summary>How many requests.</summary>
    public int Times { get; init; } = 1;

    /// <summary>What was asked for happens all the same, and nobody is told.</summary>
    public bool AfterEffect { get; init; }

    /// <summary>No answer at all until the client gives up.</summary>
    public bool Hangs { get; init; }
}
