namespace Hippique.Orchestration.Backups;

/// <summary>What a backup holds, read to its end and compared with its list.</summary>
public sealed record BackupContents
{
    public required BackupHeader Header { get; init; }

    /// <summary>Artifacts and counts of requests.</summary>
    public required int Files { get; init; }

    /// <summary>Of them, before they were compressed.</summary>
    public required long Bytes { get; init; }

    /// <summary>Tasks, open and ended.</summary>
    public required int Tasks { get; init; }

    /// <summary>Programme days of which there is something, in order.</summary>
    public required IReadOnlyList<DateOnly> Days { get; init; }

    /// <summary>SHA-256 of the list, which holds the hash of everything else.</summary>
    public required string Sha256 { get; init; }
}
